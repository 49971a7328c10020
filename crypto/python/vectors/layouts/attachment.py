"""Attachments: what a revision says of a photo or a voice note."""

from typing import Any

from small_moments_protocol.attachment import Attachment, Preview, attachment_field
from small_moments_protocol.canonical import Value, encode_canonical

from vectors.case import Cases, fixed
from vectors.given import value_json
from vectors.layouts.blob import LONG, SMALL, key_of

PREVIEW = Preview(
    blob=key_of(SMALL, id=fixed("preview id", 16), key=fixed("preview key", 32)),
    type="image/webp",
    width=160,
    height=120,
)
PHOTO = Attachment(
    blob=key_of(LONG),
    at=1_795_392_000_000,
    type="image/jpeg",
    width=2_048,
    height=1_536,
    preview=PREVIEW,
)
NOTE = Attachment(blob=key_of(SMALL), at=0, type="audio/webm", seconds=1)
STRANGE = Attachment(blob=key_of(SMALL), at=2**53 - 1, type="text/html")
NAME, FIELD = attachment_field(PHOTO)
ABSENT = object()


def changed(**changes: Any) -> dict[str, Value]:
    """The photo's field with other values, or without one that is `ABSENT`."""
    both: dict[str, Any] = {**FIELD, **changes}
    return {name: value for name, value in both.items() if value is not ABSENT}


def preview(**changes: Any) -> dict[str, Value]:
    """The same with a changed preview."""
    held = FIELD["preview"]
    assert isinstance(held, dict)
    both: dict[str, Any] = {**held, **changes}
    return changed(preview={name: one for name, one in both.items() if one is not ABSENT})


def cases() -> Cases:
    made = Cases("attachment")
    _read(made)
    _refused(made)
    _named(made)
    return made


def _read(made: Cases) -> None:
    op = "parse_attachment"
    for name, one in {"a photo with a preview": PHOTO, "a voice note": NOTE}.items():
        field, value = attachment_field(one)
        made.ok(name, "R80", op, name=field, bytes=encode_canonical(value))
    field, value = attachment_field(STRANGE)
    strange = encode_canonical(value)
    made.ok("a media type that nothing shows", "R80", op, name=field, bytes=strange)
    good: dict[str, dict[str, Value]] = {
        "a photo without its pixels": changed(width=ABSENT, height=ABSENT),
        "a photo without a preview": changed(preview=ABSENT),
        "a preview without its pixels": preview(width=ABSENT, height=ABSENT),
        "a preview as large as a chunk": preview(size=65_536),
        "the largest that there is": changed(size=67_108_864, chunk=1_048_576),
        "the longest that there is": changed(seconds=86_400),
        "a long media type": changed(type="a" * 16 + "/" + "a" * 63),
    }
    for name, held in good.items():
        made.ok(name, "R80", op, name=NAME, bytes=encode_canonical(held))


def _refused(made: Cases) -> None:
    op = "parse_attachment"
    data = encode_canonical(FIELD)
    for name in (
        *("attachment_", NAME[:-1], f"{NAME}0", NAME.upper(), f"x{NAME}", f"{NAME}\n"),
        "attachment_" + "g" * 32,
    ):
        made.refused("encoding", f"the name {name!r}", "R80", op, name=name, bytes=data)
    wrong: dict[str, Value] = {
        **{f"no {name}": changed(**{name: ABSENT}) for name in sorted(FIELD.keys() - {"preview"})},
        **{f"no {name} of a preview": preview(**{name: ABSENT}) for name in _names()},
        "a key that nobody knows": changed(name="sea.jpg"),
        "an id beside the name": changed(id=bytes(16)),
        "a key that nobody knows in a preview": preview(at=1),
        "a preview of a preview": preview(preview={}),
        "no map": [],
        "nothing": None,
        "a preview that is no map": changed(preview=b""),
        "a preview of two chunks": preview(size=65_537),
        "a preview with the id of its photo": preview(id=PHOTO.blob.id),
        "an id of 15 bytes": preview(id=bytes(15)),
        "a key of 31 bytes": changed(key=bytes(31)),
        "a key as text": changed(key="k" * 32),
        "a digest of 33 bytes": changed(digest=bytes(33)),
        "a size of 0": changed(size=0),
        "a size of 64 MiB and one": changed(size=67_108_865),
        "a size that is true": changed(size=True),
        "a chunk of 32 KiB": changed(chunk=32_768),
        "a chunk of 2 MiB": changed(chunk=2_097_152),
        "a chunk that is no power of two": changed(chunk=65_537),
        "a time before 1970": changed(at=-1),
        "a time as text": changed(at="2026-11-23"),
        "a width of 0": changed(width=0),
        "a height of 65,536": changed(height=65_536),
        "0 seconds": changed(seconds=0),
        "a day and a second": changed(seconds=86_401),
        **{f"the media type {text!r}": changed(type=text) for text in _types()},
        "a media type as bytes": changed(type=b"image/jpeg"),
    }
    for name, value in wrong.items():
        made.refused("encoding", name, "R80", op, name=NAME, bytes=encode_canonical(value))
    made.refused("encoding", "not canonical", "R29 R80", op, name=NAME, bytes=data + b"\0")


def _names() -> list[str]:
    held = FIELD["preview"]
    assert isinstance(held, dict)
    return sorted(held)


def _types() -> tuple[str, ...]:
    return (
        *("", "image", "image/", "/jpeg", "Image/jpeg", "image/JPEG", "image/jpeg;q=1"),
        *("image/ jpeg", "image/jpeg\n", "im-age/jpeg", "image/.jpeg", "image/é"),
        *("a" * 17 + "/a", "a/" + "a" * 64),
    )


def _named(made: Cases) -> None:
    other = fixed("blob of a newer version", 16)
    hidden: Value = {"way": [{"id": other, "deep": {"id": PREVIEW.blob.id}}], "id": bytes(15)}
    newer = f"attachment_{'ab' * 16}"
    named: dict[str, dict[str, Value]] = {
        "no attachment": {"text": "a", "at": 1},
        "a photo and its preview": {NAME: FIELD, "text": "a"},
        "attachments of a newer version": {newer: hidden, NAME: FIELD},
        "an attachment that is only named": {newer: None},
        "what no attachment says": {"attachment_": {"id": other}, "photo": {"id": other}},
    }
    for name, fields in named.items():
        made.ok(name, "R86", "named_blobs", fields=value_json(fields))
