"""Links of all three sorts, as a layout."""

from typing import Any

from small_moments_protocol.layout import u16, u32
from small_moments_protocol.link import PURGE, REVISIONS, ROSTER, Link

from vectors.case import Cases, fixed
from vectors.world import ACCOUNT, PHONE, PHONE_MEMBER, ROSTER_1, signed_link

IDS = sorted(fixed(f"revision {n}", 32) for n in range(257))
KIND, COUNT = 101, 102
Given = dict[str, Any]
FIELDS: Given = {
    "account": ACCOUNT,
    "seq": 3,
    "previous": fixed("head", 32),
    "roster": ROSTER_1.hash,
    "signer": PHONE_MEMBER.id,
}
SORTS: dict[str, Given] = {
    "a link of one revision": {"kind": REVISIONS, "payload": IDS[:1]},
    "a link of two revisions, in no order": {"kind": REVISIONS, "payload": [IDS[1], IDS[0]]},
    "a link of 256 revisions": {"kind": REVISIONS, "payload": IDS[:256]},
    "a link of a roster version": {"kind": ROSTER, "payload": [fixed("a roster", 32)]},
    "a purge": {"kind": PURGE, "payload": IDS[:3]},
}


def cases() -> Cases:
    made = Cases("link")
    for name, sort in SORTS.items():
        values = made.ok(name, "R31", "make_link", **FIELDS, **sort, sign_seed=PHONE.sign_seed)
        data = bytes.fromhex(values["bytes"])
        made.ok(f"{name}, parsed", "R3 R31", "parse_link", bytes=data)
    _lengths(made)
    _fields(made)
    _not_made(made)
    return made


def link(**changes: Any) -> bytes:
    """A link as it is, whatever it holds."""
    fields: Given = FIELDS | {"kind": REVISIONS, "payload": tuple(IDS[:2])} | changes
    return signed_link(PHONE, Link(**fields))


def _lengths(made: Cases) -> None:
    data, op = link(), "parse_link"
    made.refused("version", "a link of version 0", "R1", op, bytes=b"\0" + data[1:])
    made.refused("version", "a short link of version 9", "R2", op, bytes=b"\x09")
    for size in (0, 1, 103, 167, 168, len(data) - 1):
        made.refused("length", f"{size} bytes of a link", "R2 R31", op, bytes=data[:size])
    made.refused("length", "a link and one byte more", "R2 R31", op, bytes=data + b"\0")
    for count in (1, 3, 256):
        other = data[:COUNT] + u16(count) + data[COUNT + 2 :]
        made.refused("length", f"a count of {count} for two ids", "R31", op, bytes=other)


def _fields(made: Cases) -> None:
    data, op = link(), "parse_link"
    for kind in (0, 4, 255):
        other = data[:KIND] + bytes([kind]) + data[KIND + 1 :]
        made.refused("encoding", f"a link of kind {kind}", "R31", op, bytes=other)
    for count in (0, 257, 65_535):
        other = data[:COUNT] + u16(count) + data[COUNT + 2 :]
        made.refused("encoding", f"a count of {count}", "R31", op, bytes=other)
    too_many = link(payload=tuple(IDS))
    made.refused("encoding", "257 revisions that are there", "R31", op, bytes=too_many)
    two = link(kind=ROSTER)
    made.refused("encoding", "two roster versions", "R31", op, bytes=two)
    first = data[:17] + u32(0) + data[21:]
    made.refused("encoding", "a sequence number of 0", "R31", op, bytes=first)
    twice = link(payload=(IDS[0], IDS[1], IDS[0]))
    made.refused("encoding", "a revision twice", "R31", op, bytes=twice)
    for name, ids in _unordered().items():
        purge = link(kind=PURGE, payload=ids)
        made.refused("encoding", f"a purge with {name}", "R31", op, bytes=purge)


def _unordered() -> dict[str, tuple[bytes, ...]]:
    return {"ids out of order": (IDS[1], IDS[0]), "an id twice": (IDS[0], IDS[0])}


def _not_made(made: Cases) -> None:
    op, seed = "make_link", PHONE.sign_seed
    wrong: dict[str, Given] = {
        "no revisions made": {"kind": REVISIONS, "payload": []},
        "257 revisions made": {"kind": REVISIONS, "payload": IDS},
        "two roster versions made": {"kind": ROSTER, "payload": IDS[:2]},
        "a revision made twice": {"kind": REVISIONS, "payload": [IDS[0]] * 2},
        "a purge made out of order": {"kind": PURGE, "payload": [IDS[1], IDS[0]]},
        "kind 4 made": {"kind": 4, "payload": IDS[:1]},
        "sequence number 0 made": {"kind": REVISIONS, "payload": IDS[:1], "seq": 0},
    }
    for name, change in wrong.items():
        made.refused("encoding", name, "R31", op, **FIELDS | change, sign_seed=seed)
