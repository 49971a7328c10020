"""The built app: its files in memory, so that a path can name nothing else."""

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from small_moments import integrity
from small_moments.asgi import Receive, Scope, Send, header, respond
from small_moments.headers import KDF_WORKER_POLICY, encoded
from small_moments.problems import ProblemError, refuse

INDEX: Final = "/index.html"
_CODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
}


class Coded(Struct, frozen=True):
    """A file in one content coding ("" is plain)."""

    coding: str
    body: bytes
    etag: str


class File(Struct, frozen=True):
    """A file of the app in all codings that it was built in, the smallest first."""

    headers: dict[str, str]
    codings: list[Coded]


def read(folder: Path) -> dict[str, File]:
    """All files below a folder, by the path that asks for them. Symbolic links are not followed."""
    if not folder.is_dir():
        return {}
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    built = {path for path in paths if path.suffix not in (".br", ".gz")}
    files = {
        "/" + path.relative_to(folder).as_posix(): _file(folder, path)
        for path in paths
        if path in built or path.with_suffix("") not in built
    }
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
    return File({**always, **own}, [Coded("", body, f'"{etag}"')])


def plain(file: File) -> bytes:
    """The file as it was built, before it was packed."""
    return next(one.body for one in file.codings if not one.coding)


def _file(folder: Path, path: Path) -> File:
    name = "/" + path.relative_to(folder).as_posix()
    codings = [_coded("", path)]
    for coding, suffix in _CODINGS:
        sibling = path.with_name(path.name + suffix)
        if sibling.is_file():
            codings.append(_coded(coding, sibling))
    codings.sort(key=lambda one: len(one.body))
    return File(_headers(name, len(codings) > 1), codings)


def _coded(coding: str, path: Path) -> Coded:
    body = path.read_bytes()
    etag = hashlib.sha256(coding.encode("ascii") + b"\0" + body).hexdigest()[:32]
    return Coded(coding, body, f'"{etag}"')


def _headers(name: str, varies: bool) -> dict[str, str]:
    suffix = Path(name).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
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
    headers["content-length"] = str(len(coded.body))
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
