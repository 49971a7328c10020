"""Roster versions: their layout, roster 0, and what may follow."""

from typing import Any

import msgspec
from small_moments_protocol.layout import ZERO32
from small_moments_protocol.member import DEVICE, KIT, SHEET, Member
from small_moments_protocol.roster import Roster

from vectors.case import Cases, fixed
from vectors.given import member_json
from vectors.layouts.roster_parse import parsing
from vectors.world import (
    ACCOUNT,
    DAY,
    KIT_KEYS,
    KIT_MEMBER,
    OTHER_ACCOUNT,
    PHONE,
    PHONE_MEMBER,
    RANDOM,
    ROSTER_0,
    ROSTER_1,
    ROSTER_2,
    ROSTER_3,
    SHEET_MEMBER,
    STRANGER,
    STRANGER_MEMBER,
    TABLET,
    TABLET_MEMBER,
    commitment,
    device,
    first_roster,
    next_roster,
    rotation,
    signed_roster,
)

BOTH = [PHONE_MEMBER, KIT_MEMBER]


def cases() -> Cases:
    made = Cases("roster")
    _made(made)
    parsing(made)
    _genesis(made)
    _accepted(made)
    _chain_refused(made)
    _members_refused(made)
    return made


def _made(made: Cases) -> None:
    given = {
        "account": ACCOUNT,
        "day": DAY,
        "signer": PHONE_MEMBER.id,
        "sign_seed": PHONE.sign_seed,
    }
    first = {
        "number": 0,
        "previous": ZERO32,
        "epoch": 1,
        "commitment": commitment(1),
        "sealed_previous": None,
        "random": RANDOM,
        "members": [member_json(PHONE_MEMBER)],
    }
    made.ok("roster 0 made", "R19 R20", "make_roster", **given, **first)
    members = sorted(BOTH, key=lambda member: member.id, reverse=True)
    rotated = {
        "number": 3,
        "previous": ROSTER_2.hash,
        **rotation(2),
        "random": None,
        "members": [member_json(member) for member in members],
    }
    made.ok("members given out of order", "R19", "make_roster", **given, **rotated)
    twice = rotated | {"members": [member_json(PHONE_MEMBER)] * 2}
    made.refused("encoding", "one member twice made", "R19", "make_roster", **given, **twice)


def _genesis(made: Cases) -> None:
    op = "check_genesis"
    made.ok("roster 0", "R16 R20", op, account=ACCOUNT, roster=ROSTER_0.encode())
    signed = signed_roster(msgspec.structs.replace(ROSTER_0, random=fixed("other", 32)), PHONE)
    wrong: list[tuple[str, str, Roster]] = [
        ("sequence", "roster 1 as roster 0", ROSTER_1),
        ("previous", "roster 0 that follows another", first_roster(previous=fixed("p", 32))),
        ("epoch", "roster 0 in epoch 2", first_roster(epoch=2)),
        ("epoch", "roster 0 that rotates", first_roster(sealed_previous=bytes(60))),
        ("roster", "roster 0 of a kit", first_roster(members=(KIT_MEMBER,), signer=KIT_MEMBER.id)),
        ("roster", "roster 0 of two devices", _two_devices()),
        ("account", "roster 0 with other random bytes", signed),
        ("account", "roster 0 of other keys", first_roster(STRANGER)),
        ("account", "roster 0 of another account", first_roster(STRANGER, OTHER_ACCOUNT)),
        ("signer", "roster 0 signed by a stranger", first_roster(signer=STRANGER_MEMBER.id)),
        ("signature", "roster 0 with another's signature", signed_roster(ROSTER_0, STRANGER)),
        ("signature", "roster 0 with another day", msgspec.structs.replace(ROSTER_0, day=1)),
    ]
    for kind, name, roster in wrong:
        given = {"account": ACCOUNT, "roster": roster.encode()}
        made.refused(kind, name, "R20", op, **given)


def _two_devices() -> Roster:
    members = sorted([PHONE_MEMBER, TABLET_MEMBER], key=lambda member: member.id)
    return first_roster(members=tuple(members))


def _accepted(made: Cases) -> None:
    tablet_too = [*BOTH, TABLET_MEMBER]
    rotated = next_roster(ROSTER_1, PHONE, PHONE_MEMBER, tablet_too, **rotation(2))
    sheet = next_roster(ROSTER_1, KIT_KEYS, KIT_MEMBER, [*BOTH, SHEET_MEMBER])
    only_kit = next_roster(ROSTER_1, KIT_KEYS, KIT_MEMBER, [KIT_MEMBER], **rotation(2))
    new_kit = [PHONE_MEMBER, Member(KIT, STRANGER_MEMBER.sign_public, STRANGER_MEMBER.kem_public)]
    replaced = next_roster(ROSTER_1, PHONE, PHONE_MEMBER, new_kit, **rotation(2))
    steps = {
        "a kit added": (ROSTER_0, ROSTER_1),
        "a device added, signed by the kit": (ROSTER_1, ROSTER_2),
        "a device removed with a new epoch": (ROSTER_2, ROSTER_3),
        "a device added with a new epoch": (ROSTER_1, rotated),
        "a sheet added": (ROSTER_1, sheet),
        "the last device removed, the kit left": (ROSTER_1, only_kit),
        "a kit replaced with a new epoch": (ROSTER_1, replaced),
        "nothing changed": (ROSTER_1, next_roster(ROSTER_1, PHONE, PHONE_MEMBER, BOTH)),
        "a signer that removes itself": (
            ROSTER_2,
            next_roster(ROSTER_2, TABLET, TABLET_MEMBER, BOTH, **rotation(2)),
        ),
    }
    for name, (before, after) in steps.items():
        given = {"previous": before.encode(), "roster": after.encode()}
        made.ok(name, "R21", "check_next", **given)


def _chain_refused(made: Cases) -> None:
    three = [*BOTH, TABLET_MEMBER]

    def after(**changes: object) -> Roster:
        return next_roster(ROSTER_1, PHONE, PHONE_MEMBER, three, **changes)

    by_stranger = next_roster(ROSTER_1, STRANGER, STRANGER_MEMBER, three)
    by_new = next_roster(ROSTER_1, TABLET, TABLET_MEMBER, three)
    forged = signed_roster(after(), STRANGER)
    wrong = [
        ("account", "a version of another account", after(account=OTHER_ACCOUNT)),
        ("sequence", "a number skipped", after(number=3)),
        ("sequence", "a number repeated", after(number=1)),
        ("sequence", "roster 0 again", ROSTER_0),
        ("previous", "another version before", after(previous=ROSTER_0.hash)),
        ("signer", "signed by a stranger", by_stranger),
        ("signer", "signed by a member that it adds itself", by_new),
        ("signature", "signed with another's key", forged),
        ("signature", "another day", msgspec.structs.replace(after(), day=1)),
        ("epoch", "two epochs on", after(**rotation(2) | {"epoch": 3})),
        ("epoch", "a new epoch without a sealed previous key", after(epoch=2)),
        ("epoch", "a sealed previous key in the same epoch", after(sealed_previous=bytes(60))),
        ("commitment", "another commitment in the same epoch", after(commitment=commitment(2))),
    ]
    for kind, name, roster in wrong:
        given = {"previous": ROSTER_1.encode(), "roster": roster.encode()}
        made.refused(kind, name, "R21", "check_next", **given)
    back = next_roster(ROSTER_3, PHONE, PHONE_MEMBER, BOTH, epoch=1, commitment=commitment(1))
    given = {"previous": ROSTER_3.encode(), "roster": back.encode()}
    made.refused("epoch", "an epoch back", "R21", "check_next", **given)
    removed = next_roster(ROSTER_3, TABLET, TABLET_MEMBER, three)
    given = {"previous": ROSTER_3.encode(), "roster": removed.encode()}
    made.refused("signer", "signed by a removed device", "R21", "check_next", **given)


def _members_refused(made: Cases) -> None:
    other_kit = Member(KIT, TABLET_MEMBER.sign_public, TABLET_MEMBER.kem_public)
    other_sheet = Member(SHEET, TABLET_MEMBER.sign_public, TABLET_MEMBER.kem_public)
    phone_again = Member(DEVICE, PHONE_MEMBER.sign_public, TABLET_MEMBER.kem_public)
    many = [device(f"device {n}").member(DEVICE) for n in range(10)]
    wrong: list[tuple[str, str, list[Member], dict[str, Any]]] = [
        ("epoch", "a member gone in the same epoch", [PHONE_MEMBER], {}),
        ("epoch", "a kit replaced in the same epoch", [PHONE_MEMBER, other_kit], {}),
        ("epoch", "a KEM key replaced in the same epoch", [phone_again, KIT_MEMBER], {}),
        ("roster", "two kits", [*BOTH, other_kit], {}),
        ("roster", "two sheets", [*BOTH, SHEET_MEMBER, other_sheet], {}),
        ("roster", "eleven devices", [*BOTH, *many], {}),
        ("roster", "a sheet alone", [SHEET_MEMBER], rotation(2)),
    ]
    for kind, name, members, changes in wrong:
        after = next_roster(ROSTER_1, PHONE, PHONE_MEMBER, members, **changes)
        given = {"previous": ROSTER_1.encode(), "roster": after.encode()}
        made.refused(kind, name, "R21", "check_next", **given)
    ten = next_roster(ROSTER_1, PHONE, PHONE_MEMBER, [*BOTH, *many[:9]])
    given = {"previous": ROSTER_1.encode(), "roster": ten.encode()}
    made.ok("ten devices", "R21", "check_next", **given)
