"""What parsing a roster version refuses."""

import msgspec
from small_moments_protocol.ed25519 import P
from small_moments_protocol.member import DEVICE
from small_moments_protocol.roster import Roster

from vectors.case import Cases
from vectors.world import (
    PHONE,
    PHONE_MEMBER,
    ROSTER_0,
    ROSTER_1,
    ROSTER_2,
    ROSTER_3,
    device,
    signed_roster,
)

ROTATES = 93
COUNT_1 = 94  # of a version that neither rotates nor is number 0


def parsing(made: Cases) -> None:
    for number, roster in enumerate((ROSTER_0, ROSTER_1, ROSTER_2, ROSTER_3)):
        made.ok(f"roster {number} parsed", "R3 R19", "parse_roster", bytes=roster.encode())
    _lengths(made)
    _fields(made)
    _members(made)


def _lengths(made: Cases) -> None:
    data, op = ROSTER_1.encode(), "parse_roster"
    made.refused("version", "a roster of version 2", "R1", op, bytes=b"\2" + data[1:])
    for size in (0, 1, ROTATES, COUNT_1, len(data) - 1):
        made.refused("length", f"{size} bytes of a roster", "R2 R19", op, bytes=data[:size])
    made.refused("length", "a roster and one byte more", "R2 R19", op, bytes=data + b"\0")
    made.refused(
        "length", "a count larger than the members", "R19", op, bytes=_set(data, COUNT_1, 3)
    )
    made.refused(
        "length", "a count smaller than the members", "R19", op, bytes=_set(data, COUNT_1, 1)
    )
    rotates = _set(data, ROTATES, 1)
    made.refused("length", "rotates without a sealed previous key", "R19", op, bytes=rotates)
    numbered = data[:17] + bytes(4) + data[21:]
    made.refused("length", "number 0 without its random bytes", "R19", op, bytes=numbered)


def _fields(made: Cases) -> None:
    data, op = ROSTER_1.encode(), "parse_roster"
    made.refused("encoding", "rotates of 2", "R19", op, bytes=_set(data, ROTATES, 2))
    made.refused("encoding", "rotates of 255", "R19", op, bytes=_set(data, ROTATES, 255))
    no_epoch = msgspec.structs.replace(ROSTER_1, epoch=0)
    made.refused("encoding", "epoch 0", "R19", op, bytes=_signed(no_epoch))
    nobody = msgspec.structs.replace(ROSTER_1, members=())
    made.refused("encoding", "no members", "R19", op, bytes=_signed(nobody))


def _members(made: Cases) -> None:
    op = "parse_roster"
    members = ROSTER_1.members
    for kind in (0, 4):
        # the id changes with the kind, so one member is left and its order cannot be wrong
        alone = msgspec.structs.replace(PHONE_MEMBER, kind=kind)
        one = msgspec.structs.replace(ROSTER_1, members=(alone,))
        made.refused("encoding", f"a member of kind {kind}", "R15 R19", op, bytes=_signed(one))
    swapped = msgspec.structs.replace(ROSTER_1, members=members[::-1])
    made.refused("encoding", "members out of order", "R19", op, bytes=_signed(swapped))
    twice = msgspec.structs.replace(ROSTER_1, members=(members[0], members[0]))
    made.refused("encoding", "a member twice", "R19", op, bytes=_signed(twice))
    many = sorted((device(f"m{n}").member(DEVICE) for n in range(17)), key=lambda m: m.id)
    crowd = msgspec.structs.replace(ROSTER_1, members=tuple(many))
    made.refused("encoding", "17 members", "R19", op, bytes=_signed(crowd))
    for name, y in (("small-order", 1), ("non-canonical", P + 3)):
        key = y.to_bytes(32, "little")
        bad = msgspec.structs.replace(PHONE_MEMBER, sign_public=key)
        one = msgspec.structs.replace(ROSTER_1, members=(bad,))
        made.refused("key", f"a member with a {name} key", "R14 R19", op, bytes=_signed(one))


def _signed(roster: Roster) -> bytes:
    return signed_roster(roster, PHONE).encode()


def _set(data: bytes, at: int, value: int) -> bytes:
    return data[:at] + bytes([value]) + data[at + 1 :]
