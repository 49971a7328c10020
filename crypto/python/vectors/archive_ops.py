"""The ops of archives."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from small_moments_protocol import archive
from small_moments_protocol.archive import ArchivedFile, Parts
from small_moments_protocol.blob import measure
from small_moments_protocol.content import Content, encode_content

from vectors.given import Given, Json, content_of

FIXED = Path(__file__).parents[2] / "vectors/fixed"


def seal_archive(given: Given) -> Json:
    return _sealed(given, None)


def seal_archive_with_files(given: Given) -> Json:
    return _sealed(given, [_file(bytes.fromhex(one), chunk) for one, chunk in given.json["files"]])


def open_archive(given: Given) -> Json:
    return _opened(given, given.hex("bytes"))


def open_archive_file(given: Given) -> Json:
    whole = (FIXED / given.text("file")).read_bytes()
    data = bytearray(b"".join(whole[start:end] for start, end in given.json["take"]))
    if given.json["flip"] is not None:
        data[given.number("flip")] ^= 1
    return _opened(given, bytes(data))


def _sealed(given: Given, files: list[tuple[ArchivedFile, Parts]] | None) -> Json:
    contents = map(content_of, given.json["contents"])
    random = given.random("salt", "nonce")
    pieces = archive.seal_archive(contents, given.text("passphrase"), random, files)
    return {"bytes": b"".join(pieces)}


def _file(content: bytes, chunk: int) -> tuple[ArchivedFile, Parts]:
    parts = [content[at : at + chunk] for at in range(0, len(content), chunk)]
    measured = measure(parts, chunk)
    return ArchivedFile(measured.digest, measured.size, chunk), parts


def _opened(given: Given, data: bytes) -> Json:
    held: list[tuple[bytes, list[bytes]]] = []

    def keep(file: ArchivedFile) -> Callable[[bytes], object]:
        parts: list[bytes] = []
        held.append((file.digest, parts))
        return parts.append

    contents = archive.read_archive(BytesIO(data), given.text("passphrase"), keep)
    files = [[digest, sha256(b"".join(parts)).digest()] for digest, parts in held]
    return _said(contents) | {"files": files}


def _said(contents: Iterable[Content]) -> Json:
    encoded = [encode_content(content) for content in contents]
    return {"revisions": len(encoded), "digest": sha256(b"".join(encoded)).digest()}
