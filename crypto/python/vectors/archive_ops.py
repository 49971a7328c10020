"""The ops of archives."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from small_moments_protocol import archive
from small_moments_protocol.content import Content, encode_content

from vectors.given import Given, Json, content_of

FIXED = Path(__file__).parents[2] / "vectors/fixed"


def seal_archive(given: Given) -> Json:
    contents = map(content_of, given.json["contents"])
    random = given.random("salt", "nonce")
    return {"bytes": b"".join(archive.seal_archive(contents, given.text("passphrase"), random))}


def open_archive(given: Given) -> Json:
    return _said(archive.open_archive(given.hex("bytes"), given.text("passphrase")))


def open_archive_file(given: Given) -> Json:
    whole = (FIXED / given.text("file")).read_bytes()
    data = bytearray(b"".join(whole[start:end] for start, end in given.json["take"]))
    if given.json["flip"] is not None:
        data[given.number("flip")] ^= 1
    return _said(archive.open_archive(bytes(data), given.text("passphrase")))


def _said(contents: Iterable[Content]) -> Json:
    encoded = [encode_content(content) for content in contents]
    return {"revisions": len(encoded), "digest": sha256(b"".join(encoded)).digest()}
