"""Revisions: header, body, id."""

from typing import Any

from small_moments_protocol.aead import seal
from small_moments_protocol.content import encode_content
from small_moments_protocol.epoch import data_key
from small_moments_protocol.layout import ZERO32, u32
from small_moments_protocol.padding import pad
from small_moments_protocol.revision import Header, Revision, revision_id

from vectors.case import Cases, fixed
from vectors.given import content_json
from vectors.world import ACCOUNT, EPOCH_KEYS, OTHER_ACCOUNT, PHONE_MEMBER, TABLET_MEMBER, entry

Given = dict[str, Any]
CONTENT = entry("We laughed at breakfast.")
SEALING: Given = {
    "account": ACCOUNT,
    "epoch": 1,
    "device": PHONE_MEMBER.id,
    "counter": 1,
    "previous": ZERO32,
    "epoch_key": EPOCH_KEYS[1],
    "content": content_json(CONTENT),
    "nonce": fixed("revision nonce", 12),
}


def cases() -> Cases:
    made = Cases("revision")
    values = made.ok("a first revision", "R25 R26 R27", "seal_revision", **SEALING)
    second = SEALING | {"counter": 2, "previous": bytes.fromhex(values["id"])}
    made.ok("a second revision", "R25 R26", "seal_revision", **second)
    longer = content_json(entry("word " * 400))
    made.ok("a longer revision", "R26 R27", "seal_revision", **SEALING | {"content": longer})
    header, body = bytes.fromhex(values["header"]), bytes.fromhex(values["body"])
    _sealing_refused(made)
    _headers(made, header)
    _bodies(made, header, body)
    _opening_refused(made, header, body)
    _insides(made)
    return made


def _sealing_refused(made: Cases) -> None:
    op = "seal_revision"
    bad = content_json(CONTENT) | {"day": "2026-02-30"}
    made.refused("encoding", "a day that is not sealed", "R28", op, **SEALING | {"content": bad})
    for name, change in _wrong_fields().items():
        made.refused("encoding", f"{name} not sealed", "R25", op, **SEALING | change)


def _wrong_fields() -> dict[str, Given]:
    return {
        "epoch 0": {"epoch": 0},
        "counter 0": {"counter": 0},
        "a first revision with a previous one": {"previous": fixed("previous", 32)},
        "a second revision without a previous one": {"counter": 2},
    }


def _headers(made: Cases, header: bytes) -> None:
    op = "parse_header"
    made.ok("a header parsed", "R3 R25", op, bytes=header)
    made.refused("version", "a header of version 2", "R1", op, bytes=b"\2" + header[1:])
    for size in (0, 1, 76):
        made.refused("length", f"{size} bytes of a header", "R2", op, bytes=header[:size])
    made.refused("length", "a header and one byte more", "R2", op, bytes=header + b"\0")
    plain = {"epoch": 1, "counter": 1, "previous": ZERO32}
    for name, change in _wrong_fields().items():
        fields: Given = plain | change
        data = Header(account=ACCOUNT, device=PHONE_MEMBER.id, size=947, **fields).encode()
        made.refused("encoding", name, "R25", op, bytes=data)


def _bodies(made: Cases, header: bytes, body: bytes) -> None:
    op = "check_body"
    named = Revision(header, body).id
    made.ok("the body that is named", "R26", op, header=header, body=body, id=named)
    made.ok("an id without a body", "R26", "revision_id", header=header, body_hash=fixed("h", 32))
    short = {"header": header, "body_hash": fixed("h", 31)}
    made.refused("length", "a body hash of 31 bytes", "R26", "revision_id", **short)
    given = {"header": header, "id": named}
    made.refused("length", "a body cut short", "R26", op, **given, body=body[:-1])
    made.refused("length", "a body and one byte more", "R26", op, **given, body=body + b"\0")
    flipped = body[:40] + bytes([body[40] ^ 1]) + body[41:]
    made.refused("body", "another body of the same length", "R26", op, **given, body=flipped)
    other = Header(account=ACCOUNT, epoch=2, device=PHONE_MEMBER.id, counter=1, previous=ZERO32)
    moved = other.encode()[:-4] + u32(len(body))
    made.refused(
        "body", "the body under another header", "R26", op, header=moved, body=body, id=named
    )
    made.refused("body", "another id", "R26", op, header=header, body=body, id=fixed("id", 32))


def _opening_refused(made: Cases, header: bytes, body: bytes) -> None:
    op = "open_revision"
    given = {"header": header, "body": body, "epoch_key": EPOCH_KEYS[1]}
    made.ok("a revision opened", "R26 R27 R28", op, **given)
    other_key = given | {"epoch_key": EPOCH_KEYS[2]}
    made.refused("open", "the key of another epoch", "R17 R26", op, **other_key)
    changes = {
        "account": {"account": OTHER_ACCOUNT},
        "epoch": {"epoch": 2},
        "device": {"device": TABLET_MEMBER.id},
        "counter and predecessor": {"counter": 2, "previous": fixed("previous", 32)},
    }
    plain: Given = {"account": ACCOUNT, "epoch": 1, "device": PHONE_MEMBER.id, "counter": 1}
    for name, change in changes.items():
        fields: Given = plain | {"previous": ZERO32, "size": len(body)} | change
        moved = given | {"header": Header(**fields).encode()}
        made.refused("open", f"another {name} in the header", "R26", op, **moved)
    for name, at in {"nonce": 0, "ciphertext": 12, "tag": len(body) - 1}.items():
        flipped = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        made.refused("open", f"a bit flipped in the {name}", "R26", op, **given | {"body": flipped})
    made.refused("length", "a body shorter than its size", "R26", op, **given | {"body": body[:-1]})
    tiny = given | {"header": header[:-4] + u32(27), "body": body[:27]}
    made.refused("open", "a body too short for nonce and tag", "R26", op, **tiny)


def _insides(made: Cases) -> None:
    """Bodies that open, with something wrong inside."""
    content = encode_content(CONTENT)
    padded = pad(content)
    _inside(made, "padding", "padding that is not zero", padded[:-1] + b"\1")
    _inside(made, "padding", "no padding at all", u32(len(content)) + content)
    _inside(made, "padding", "one zero too many", padded + b"\0")
    _inside(made, "padding", "an empty inside", b"")
    _inside(made, "encoding", "a content with a trailing byte", pad(content + b"\xc0"))
    _inside(made, "encoding", "an empty content", pad(b""))


def _inside(made: Cases, kind: str, name: str, padded: bytes) -> None:
    header = Header(
        account=ACCOUNT,
        epoch=1,
        device=PHONE_MEMBER.id,
        counter=1,
        previous=ZERO32,
        size=len(padded) + 28,
    ).encode()
    key = data_key(ACCOUNT, 1, EPOCH_KEYS[1])
    body = seal(key, padded, header, lambda size: fixed(name, size))
    given = {"header": header, "body": body, "epoch_key": EPOCH_KEYS[1]}
    made.refused(kind, name, "R27 R28", "open_revision", **given)
    assert len(revision_id(header, bytes(32))) == 32
