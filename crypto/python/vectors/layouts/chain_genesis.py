"""The first link: roster 0, certified by the account id."""

from typing import Any

import msgspec
from small_moments_protocol.chain import Carried, Chain

from vectors.case import fixed
from vectors.layouts.chain_case import ChainCases
from vectors.world import (
    ACCOUNT,
    KIT_MEMBER,
    OTHER_ACCOUNT,
    PHONE,
    ROSTER_0,
    ROSTER_1,
    STRANGER,
    STRANGER_MEMBER,
    carry,
    carry_purge,
    carry_roster,
    entry,
    first_roster,
    revision,
)

START = Chain(ACCOUNT)


def genesis(made: ChainCases) -> None:
    first = made.log.carried[0]

    def link(**changes: Any) -> Carried:
        return carry_roster(START, PHONE, ROSTER_0, **changes)

    wrong: list[tuple[str, str, Carried]] = [
        ("version", "version", msgspec.structs.replace(first, link=b"\2" + first.link[1:])),
        ("account", "another account's link", link(account=OTHER_ACCOUNT)),
        ("sequence", "sequence number 2", link(seq=2)),
        ("previous", "a head before it", link(previous=fixed("head", 32))),
        ("roster", "a link of revisions", _first_revision()),
        ("roster", "a purge", carry_purge(START, PHONE, [bytes(32)])),
        ("roster", "no roster carried", msgspec.structs.replace(first, roster=None)),
        ("roster", "another roster in force", link(roster=ROSTER_1.hash)),
        ("roster", "no roster in force", link(roster=bytes(32))),
        ("length", "a roster cut short", _recarried(first, ROSTER_0.encode()[:-1])),
        ("signer", "a stranger's signature", link(signer=STRANGER_MEMBER.id)),
        ("signature", "another's key", carry_roster(START, STRANGER, ROSTER_0)),
        ("sequence", "roster 1", carry_roster(START, PHONE, ROSTER_1)),
    ]
    for kind, name, carried in wrong:
        made.refused(kind, f"first link: {name}", "R32 R34", 0, carried)
    _first_rosters(made)
    second = carry(made.log.states[1], PHONE, [], payload=(bytes(32),))
    made.refused("length", "a second link with nothing", "R33 R34", 1, second)
    one = revision(made.log.states[1], STRANGER_MEMBER, entry("x"))
    by_stranger = carry(made.log.states[1], STRANGER, [one])
    made.refused("signer", "a second link signed by a stranger", "R34", 1, by_stranger)


def _first_rosters(made: ChainCases) -> None:
    """Roster 0 is judged by R20 before the link's signer is."""
    wrong = [
        ("previous", "that follows another", first_roster(previous=fixed("p", 32))),
        ("epoch", "of epoch 2", first_roster(epoch=2)),
        ("roster", "of a kit", first_roster(members=(KIT_MEMBER,), signer=KIT_MEMBER.id)),
        ("account", "with other random bytes", first_roster(random=fixed("r", 32))),
        ("account", "of other keys", first_roster(STRANGER)),
        ("signer", "signed by another member", first_roster(signer=STRANGER_MEMBER.id)),
    ]
    for kind, name, roster in wrong:
        carried = carry_roster(START, PHONE, roster)
        made.refused(kind, f"first link: a roster 0 {name}", "R20 R34", 0, carried)
    theirs = first_roster(STRANGER, OTHER_ACCOUNT)
    carried = carry_roster(START, STRANGER, theirs, account=ACCOUNT)
    made.refused("account", "first link: another, valid account", "R16 R34", 0, carried)


def _first_revision() -> Carried:
    return carry(START, PHONE, [revision(START, PHONE.member(1), entry("too early"))])


def _recarried(carried: Carried, roster: bytes) -> Carried:
    return msgspec.structs.replace(carried, roster=roster)
