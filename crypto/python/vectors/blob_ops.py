"""The ops of attachments and blobs."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import cast

from small_moments_protocol import attachment, blob
from small_moments_protocol.attachment import Attachment, Preview
from small_moments_protocol.blob import BlobKey, BlobOpener, BlobSealer
from small_moments_protocol.canonical import Value, decode_canonical, encode_canonical

from vectors.given import Given, Json, value_of

FIXED = Path(__file__).parents[2] / "vectors/fixed"


def blob_shape(given: Given) -> Json:
    shape = blob.blob_shape(given.number("size"), given.number("chunk"))
    return {"padded": shape.padded, "chunks": shape.chunks, "sealed": shape.sealed}


def blob_digest(given: Given) -> Json:
    measured = blob.measure(_parts(given), given.number("chunk"))
    return {"size": measured.size, "digest": measured.digest}


def seal_blob(given: Given) -> Json:
    chunk = given.number("chunk")
    measured = blob.measure(_parts(given), chunk)
    made = blob.new_blob(measured, given.random("id", "key"))
    account = given.hex("account")
    sealer = BlobSealer(account, made, measured)
    left = [*_parts(given), *[b""] * sealer.shape.chunks]
    chunks = [sealer.seal(index, left[index]) for index in range(sealer.shape.chunks)]
    return {
        "digest": made.digest,
        "size": made.size,
        "head": blob.blob_head(account, made),
        "chunks": chunks,
    }


def seal_chunk(given: Given) -> Json:
    """One part, sealed with what was measured of `content`."""
    measured = blob.measure(_parts(given), given.number("chunk"))
    sealer = BlobSealer(given.hex("account"), _blob(given), measured)
    return {"sealed": sealer.seal(given.number("index"), given.hex("part"))}


def open_chunk(given: Given) -> Json:
    opener = BlobOpener(given.hex("account"), _blob(given))
    return {"part": opener.open(given.number("index"), given.hex("sealed"))}


def open_blob(given: Given) -> Json:
    chunks = [(index, bytes.fromhex(sealed)) for index, sealed in given.json["chunks"]]
    return {"content": _opened(given, chunks)}


def open_blob_file(given: Given) -> Json:
    data = bytearray((FIXED / given.text("file")).read_bytes())
    if given.json["flip"] is not None:
        data[given.number("flip")] ^= 1
    chunks = [(index, bytes(data[start:end])) for index, start, end in given.json["take"]]
    return {"content_hash": sha256(_opened(given, chunks)).digest()}


def parse_attachment(given: Given) -> Json:
    value = decode_canonical(given.hex("bytes"))
    one = attachment.parse_attachment(given.text("name"), value)
    name, again = attachment.attachment_field(one)
    said = {"at": one.at, "seconds": one.seconds, "name": name, "bytes": encode_canonical(again)}
    preview = None if one.preview is None else _described(one.preview)
    return _described(one) | said | {"preview": preview}


def named_blobs(given: Given) -> Json:
    fields = cast("dict[str, Value]", value_of(given.json["fields"]))
    return {"blobs": list(attachment.named_blobs(fields))}


def _opened(given: Given, chunks: list[tuple[int, bytes]]) -> bytes:
    opener = BlobOpener(given.hex("account"), _blob(given))
    parts = {index: opener.open(index, sealed) for index, sealed in chunks}
    opener.finish()
    return b"".join(parts[index] for index in sorted(parts))


def _parts(given: Given) -> Iterator[bytes]:
    content, chunk = given.hex("content"), given.number("chunk")
    for at in range(0, len(content), max(1, chunk)):
        yield content[at : at + chunk]


def _blob(given: Given) -> BlobKey:
    return BlobKey(
        id=given.hex("id"),
        key=given.hex("key"),
        digest=given.hex("digest"),
        size=given.number("size"),
        chunk=given.number("chunk"),
    )


def _described(one: Attachment | Preview) -> Json:
    return {
        "id": one.blob.id,
        "key": one.blob.key,
        "digest": one.blob.digest,
        "size": one.blob.size,
        "chunk": one.blob.chunk,
        "type": one.type,
        "width": one.width,
        "height": one.height,
    }
