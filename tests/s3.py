"""A store that speaks as much of S3 as is asked of one here: in memory, on loopback."""

import re
import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KEY, SECRET = "someone", "kanarienvogel"


class S3:
    """Its objects by name. What it does wrong is switched on by a test."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, datetime]] = {}
        self.refuses = 0  # a status that everything is answered with; 0: none
        self.is_silent = threading.Event()  # takes what is asked and never answers
        self.ended = threading.Event()
        self.port = 0

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def age(self, by: timedelta) -> None:
        """All that is there was made so much earlier."""
        self.objects = {name: (raw, made - by) for name, (raw, made) in self.objects.items()}

    def answer(self, method: str, path: str, query: Any, body: bytes) -> tuple[int, bytes, str]:
        """Status, body, and when it was made."""
        name = unquote(path).lstrip("/")
        if method == "PUT":
            self.objects[name] = (body, datetime.now(UTC))
        elif method == "POST":
            keys = re.findall("<Key>(.*?)</Key>", body.decode())
            for key in keys:
                self.objects.pop(f"{name.rstrip('/')}/{key}", None)
            rows = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            return 200, f"<DeleteResult>{rows}</DeleteResult>".encode(), ""
        elif method == "DELETE":
            self.objects.pop(name, None)
            return 204, b"", ""
        elif "list-type" in query:
            return 200, self._listing(name.rstrip("/"), query.get("prefix", [""])[0]), ""
        elif name not in self.objects:
            return 404, b"<Error><Code>NoSuchKey</Code></Error>", ""
        content, made = self.objects[name]
        return 200, content if method == "GET" else b"", f"{made:%a, %d %b %Y %H:%M:%S GMT}"

    def _listing(self, bucket: str, prefix: str) -> bytes:
        rows = [
            f"<Contents><Key>{escape(name.removeprefix(bucket + '/'))}</Key>"
            f"<LastModified>{made:%Y-%m-%dT%H:%M:%S.000Z}</LastModified>"
            f'<ETag>"x"</ETag><Size>{len(raw)}</Size></Contents>'
            for name, (raw, made) in sorted(self.objects.items())
            if name.startswith(f"{bucket}/{prefix}")
        ]
        return (
            f"<ListBucketResult><Name>{bucket}</Name><IsTruncated>false</IsTruncated>"
            f"<KeyCount>{len(rows)}</KeyCount>{''.join(rows)}</ListBucketResult>"
        ).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    s3: S3

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.s3.is_silent.is_set():
            self.s3.ended.wait()
            return
        asked = urlsplit(self.path)
        query = parse_qs(asked.query, keep_blank_values=True)
        status, content, made = self.s3.refuses, b"<Error><Code>Refused</Code></Error>", ""
        if not status and KEY not in self.headers.get("authorization", ""):
            status = 403
        if not status:
            status, content, made = self.s3.answer(self.command, asked.path, query, body)
        size = len(content)
        if self.command == "HEAD" and status == 200:
            size = len(self.s3.objects[unquote(asked.path).lstrip("/")][0])
        self.send_response(status)
        self.send_header("content-length", str(size))
        self.send_header("etag", '"x"')
        if made:
            self.send_header("last-modified", made)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _answer  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Nothing."""


@contextmanager
def running() -> Generator[S3]:
    """One, until the end of the block."""
    made = S3()
    handler = type("Handler", (_Handler,), {"s3": made})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield made
    finally:
        made.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
