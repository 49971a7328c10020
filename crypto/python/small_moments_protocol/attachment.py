"""Attachments: what a revision says of a photo or a voice note (R80, R86)."""

import re
from collections.abc import Iterator, Mapping

import msgspec

from small_moments_protocol.blob import BlobKey, blob_shape
from small_moments_protocol.canonical import MAX_INT, Value
from small_moments_protocol.errors import Refused

MAX_ATTACHMENTS = 32
"""A client adds none to an entry that has so many; merging may bring more, and keeps all."""
SHOWN: Mapping[str, str] = {
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/png": "png",
    "audio/webm": "webm",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
}
"""The media types that are shown or played, with the ending of a file's name."""
_NAME = re.compile(r"attachment_([0-9a-f]{32})")
_TYPE = re.compile(r"[a-z]{1,16}/[a-z0-9][a-z0-9.+-]{0,62}")
_BLOB = {"chunk", "digest", "key", "size", "type"}
_PIXELS = {"height", "width"}
_MAX_PIXELS = 65_535
_MAX_SECONDS = 86_400


class Preview(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A small picture of an attachment: a blob of its own, of one chunk."""

    blob: BlobKey
    type: str
    width: int | None = None
    height: int | None = None


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`at` is when it was attached, milliseconds since 1970; width and height are pixels."""

    blob: BlobKey
    at: int
    type: str
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    preview: Preview | None = None


def is_attachment(name: str) -> bool:
    """True for the name of an attachment's field, of a newer version too."""
    return _NAME.fullmatch(name) is not None


def attachment_field(attachment: Attachment) -> tuple[str, dict[str, Value]]:
    """Name and value of the field that says it. Refuses `encoding`."""
    preview = attachment.preview
    value: dict[str, Value] = {**_described(attachment), "at": attachment.at}
    if attachment.seconds is not None:
        value["seconds"] = attachment.seconds
    if preview is not None:
        value["preview"] = {**_described(preview), "id": preview.blob.id}
    name = f"attachment_{attachment.blob.id.hex()}"
    parse_attachment(name, value)
    return name, value


def parse_attachment(name: str, value: Value) -> Attachment:
    """Refuses `encoding`. What is refused is of a newer version: kept, and not shown."""
    matched = _NAME.fullmatch(name)
    if matched is None:
        raise Refused("encoding", "expected the name of an attachment's field")
    held = _map(value, {*_BLOB, "at"}, {*_PIXELS, "preview", "seconds"})
    blob, preview = _blob(bytes.fromhex(matched[1]), held), None
    if "preview" in held:
        preview = _preview(held["preview"])
        if preview.blob.id == blob.id:
            raise Refused("encoding", "expected a preview with an id of its own")
    seconds = _number(held, "seconds", _MAX_SECONDS) if "seconds" in held else None
    width, height = _pixels(held)
    return Attachment(
        blob=blob,
        at=_number(held, "at", MAX_INT, least=0),
        type=_type(held),
        width=width,
        height=height,
        seconds=seconds,
        preview=preview,
    )


def named_blobs(fields: Mapping[str, Value]) -> tuple[bytes, ...]:
    """The ids of all blobs that a revision names, ascending; those of newer versions too (R86)."""
    found: set[bytes] = set()
    for name, value in fields.items():
        matched = _NAME.fullmatch(name)
        if matched is not None:
            found |= {bytes.fromhex(matched[1]), *_ids(value)}
    return tuple(sorted(found))


def _ids(value: Value) -> Iterator[bytes]:
    if isinstance(value, dict):
        one = value.get("id")
        if isinstance(one, bytes) and len(one) == 16:
            yield one
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _ids(inner)


def _described(one: Attachment | Preview) -> dict[str, Value]:
    blob = one.blob
    value: dict[str, Value] = {
        "chunk": blob.chunk,
        "digest": blob.digest,
        "key": blob.key,
        "size": blob.size,
        "type": one.type,
    }
    pixels = {"width": one.width, "height": one.height}
    return value | {name: number for name, number in pixels.items() if number is not None}


def _preview(value: Value) -> Preview:
    held = _map(value, {*_BLOB, "id"}, _PIXELS)
    blob = _blob(_binary(held, "id", 16), held)
    if blob.size > blob.chunk:
        raise Refused("encoding", "expected a preview of one chunk")
    width, height = _pixels(held)
    return Preview(blob=blob, type=_type(held), width=width, height=height)


def _blob(id_: bytes, held: dict[str, Value]) -> BlobKey:
    size, chunk = _number(held, "size", MAX_INT), _number(held, "chunk", MAX_INT)
    blob_shape(size, chunk)
    digest, key = _binary(held, "digest", 32), _binary(held, "key", 32)
    return BlobKey(id=id_, key=key, digest=digest, size=size, chunk=chunk)


def _pixels(held: dict[str, Value]) -> tuple[int | None, int | None]:
    if not held.keys() & _PIXELS:
        return None, None
    if not held.keys() >= _PIXELS:
        raise Refused("encoding", "expected width and height, got one of them")
    return _number(held, "width", _MAX_PIXELS), _number(held, "height", _MAX_PIXELS)


def _map(value: Value, needed: set[str], others: set[str]) -> dict[str, Value]:
    if not isinstance(value, dict) or not needed <= set(value) <= needed | others:
        raise Refused("encoding", "expected a map with the keys of an attachment")
    return value


def _number(held: dict[str, Value], name: str, most: int, least: int = 1) -> int:
    value = held[name]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Refused("encoding", f"expected {name} from {least} to {most}")
    return value


def _binary(held: dict[str, Value], name: str, length: int) -> bytes:
    value = held[name]
    if not isinstance(value, bytes) or len(value) != length:
        raise Refused("encoding", f"expected {length} bytes of {name}")
    return value


def _type(held: dict[str, Value]) -> str:
    value = held["type"]
    if not isinstance(value, str) or not _TYPE.fullmatch(value):
        raise Refused("encoding", "expected a media type")
    return value
