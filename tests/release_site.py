"""A tiny site with our service worker on it: what it serves can be changed between two loads."""

import hashlib
import http.server
import json
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

APP = Path(__file__).parent.parent / "server/small_moments/app"
TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; trusted-types moments; "
    "require-trusted-types-for 'script'"
)


def released(files: Mapping[str, str]) -> dict[str, bytes]:
    """A release of these files as it is served, with the real service worker."""
    content = {path: text.encode() for path, text in files.items()}
    listed = [
        {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for path, data in sorted(content.items())
    ]
    release = json.dumps({"version": "1", "files": listed}).encode()
    worker = (APP / "sw.js").read_text("utf-8")
    baked = f'const RELEASE = "{hashlib.sha256(release).hexdigest()}"'
    worker = re.sub(r'^const RELEASE = "[0-9a-f]{64}"', baked, worker)
    return {**content, "release.json": release, "sw.js": worker.encode()}


class ReleaseSite:
    """Serves one release at a time on a free port of loopback, and remembers what was asked."""

    def __init__(self) -> None:
        """Begins to serve at once; nothing is published yet."""
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://localhost:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def publish(self, files: Mapping[str, str]) -> None:
        """Replace everything by a release of these files, with the real service worker."""
        self.files = released(files)

    def close(self) -> None:
        """Stop serving; the port refuses from now on."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                site.asked.append(path)
                name = "index.html" if path == "/" else path[1:]
                data = site.files.get(name)
                self.send_response(404 if data is None else 200)
                self.send_header("content-type", TYPES.get(Path(name).suffix, "text/plain"))
                self.send_header("content-length", str(len(data or b"")))
                self.send_header("content-security-policy", POLICY)
                self.send_header("x-served-by", "site")
                self.end_headers()
                self.wfile.write(data or b"")

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        return Handler
