"""The built app: its files in memory, so that a path can name nothing else."""

import hashlib
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from small_moments import integrity
from small_moments.asgi import Receive, Scope, Send, header, respond
from small_moments.headers import KDF_WORKER_POLICY, encoded
from small_moments.problems import ProblemError, refuse

APP: Final = Path(__file__).parent / "app"
"""The app that this program was built with."""
INDEX: Final = "/index.html"
_CODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
}


class Coded(Struct, frozen=True):
    """A file in one content coding ("" is plain), of `size` bytes.

    What hardly any browser asks for plain is kept as it was packed: half of the app's memory.
    """

    coding: str
    kept: bytes
    etag: str
    size: int

    @property
    def body(self) -> bytes:
        """As it is sent."""
        return self.kept if len(self.kept) == self.size else _unpacked(self.kept)


class File(Struct, frozen=True):
    """A file of the app in all codings that it was built in, the smallest first."""

    headers: dict[str, str]
    codings: list[Coded]


def read(folder: Path) -> dict[str, File]:
    """All files below a folder, by the path that asks for them. Symbolic links are not followed."""
    paths = {
        "/" + path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    coded = {name + suffix for name in paths for _, suffix in _CODINGS}
    files = {name: _file(name, paths) for name in paths if name not in coded}
    if INDEX in files:
        scripts = {name: plain(file) for name, file in files.items() if name.endswith(".js")}
        page = files[INDEX]
        page.headers.update(integrity.headers(plain(page), scripts))
    return files


def made(kind: str, body: bytes, **headers: str) -> File:
    """A file that this program makes, of a content type."""
    etag = hashlib.sha256(body).hexdigest()[:32]
    own = {name.replace("_", "-"): value for name, value in headers.items()}
    always = {"content-type": kind, "cache-control": "no-cache"}
    return File({**always, **own}, [Coded("", body, f'"{etag}"', len(body))])


def plain(file: File) -> bytes:
    """The file as it was built, before it was packed."""
    return next(one.body for one in file.codings if not one.coding)


def _file(name: str, paths: Mapping[str, Path]) -> File:
    body = paths[name].read_bytes()
    packed = [
        _coded(coding, paths[name + suffix].read_bytes())
        for coding, suffix in _CODINGS
        if name + suffix in paths
    ]
    codings = sorted([*packed, _plain(body, packed)], key=lambda one: one.size)
    return File(_headers(name, len(codings) > 1), codings)


def _coded(coding: str, body: bytes) -> Coded:
    etag = hashlib.sha256(coding.encode("ascii") + b"\0" + body).hexdigest()[:32]
    return Coded(coding, body, f'"{etag}"', len(body))


def _plain(body: bytes, packed: list[Coded]) -> Coded:
    """Kept as the same bytes that go to whoever takes gzip, if they are this very file."""
    coded = _coded("", body)
    for one in packed:
        if one.coding == "gzip" and one.size < coded.size:
            with suppress(zlib.error):
                if _unpacked(one.kept) == body:
                    return structs.replace(coded, kept=one.kept)
    return coded


def _unpacked(body: bytes) -> bytes:
    return zlib.decompress(body, wbits=31)


def _headers(name: str, varies: bool) -> dict[str, str]:
    suffix = Path(name).suffix
    kind = _TYPES.get(suffix, "application/octet-stream")
    hashed = name.startswith("/assets/")
    headers = {
        "content-type": kind,
        "cache-control": "public, max-age=31536000, immutable" if hashed else "no-cache",
    }
    if varies:
        headers["vary"] = "accept-encoding"
    if name.startswith("/assets/kdf.worker-") and suffix == ".js":
        headers["content-security-policy"] = KDF_WORKER_POLICY
        # For a page this would also forbid to leave it for another place, quickly if need be.
        headers["connection-allowlist"] = "()"
    return headers


class Static:
    """An ASGI application that answers with the app's files."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI, http only."""
        del receive
        scope["path_template"] = "/{file}"
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(send, ProblemError("method", headers={"allow": "GET, HEAD"}))
            return
        file = self._find(scope)
        if file is None:
            await refuse(send, ProblemError("not-found"))
            return
        await _send(file, scope, send)

    def _find(self, scope: Scope) -> File | None:
        path: str = scope["path"]
        file = self._files.get(INDEX if path == "/" else path)
        if file is None and "text/html" in header(scope, b"accept"):
            return self._files.get(INDEX)
        return file


async def _send(file: File, scope: Scope, send: Send) -> None:
    coded = _choose(file, header(scope, b"accept-encoding"))
    headers = {**file.headers, "etag": coded.etag}
    if _is_known(coded.etag, header(scope, b"if-none-match")):
        await respond(send, 304, encoded(headers), b"")
        return
    headers["content-length"] = str(coded.size)
    if coded.coding:
        headers["content-encoding"] = coded.coding
    await respond(send, 200, encoded(headers), b"" if scope["method"] == "HEAD" else coded.body)


def _choose(file: File, accepted: str) -> Coded:
    codings = _accepted_codings(accepted)
    return next(one for one in file.codings if not one.coding or one.coding in codings)


def _accepted_codings(accepted: str) -> set[str]:
    """RFC 9110, 12.5.3, without weighing: a coding with q=0 is not accepted."""
    codings: set[str] = set()
    for part in accepted.lower().split(","):
        coding, _, weight = part.replace(" ", "").partition(";q=")
        if coding and weight not in ("0", "0.0", "0.00", "0.000"):
            codings.add(coding)
    return codings


def _is_known(etag: str, asked: str) -> bool:
    """RFC 9110, 13.1.2; compared weakly, as the RFC asks for this header."""
    tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
    return etag in tags or "*" in tags
