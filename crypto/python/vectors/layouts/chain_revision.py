"""Revisions at their place in the chain."""

from typing import Any

from small_moments_protocol.chain import Carried
from small_moments_protocol.layout import ZERO32
from small_moments_protocol.member import Member
from small_moments_protocol.revision import Revision

from vectors.case import fixed
from vectors.layouts.chain_case import ChainCases, with_revision, without_bodies
from vectors.layouts.chain_log import PHONE_ID, TABLET_ID
from vectors.world import (
    EPOCH_KEYS,
    KIT_MEMBER,
    LAPTOP_MEMBER,
    OTHER_ACCOUNT,
    PHONE,
    PHONE_MEMBER,
    TABLET_MEMBER,
    carry,
    entry,
    revision,
)

KEYS = {str(epoch): key.hex() for epoch, key in EPOCH_KEYS.items()}
TAKE = 9  # the phone has four revisions, the tablet one and was removed, the epoch is 2


def revisions(made: ChainCases) -> None:
    _headers(made)
    _counters(made)
    _bodies(made)
    _ancestors(made)


def _one(made: ChainCases, member: Member = PHONE_MEMBER, **changes: Any) -> Revision:
    return revision(made.log.states[TAKE], member, entry("one more"), **changes)


def _carry(made: ChainCases, *sealed: Revision, **changes: Any) -> Carried:
    return carry(made.log.states[TAKE], PHONE, [*sealed], **changes)


def _headers(made: ChainCases) -> None:
    good = _one(made)
    made.ok("one more revision", "R34", TAKE, _carry(made, good))
    version = Revision(b"\2" + good.header[1:], good.body)
    made.refused("version", "a header of version 2", "R34", TAKE, _carry(made, version))
    cut = Revision(good.header[:-1], good.body)
    made.refused("length", "a header cut short", "R34", TAKE, _carry(made, cut))
    zero = Revision(good.header[:37] + bytes(4) + good.header[41:], good.body)
    made.refused("encoding", "a counter of 0", "R25 R34", TAKE, _carry(made, zero))
    other = _one(made, account=OTHER_ACCOUNT)
    made.refused("account", "a revision of another account", "R34", TAKE, _carry(made, other))
    for epoch, name in ((1, "the epoch before"), (3, "the epoch to come")):
        wrong = _carry(made, _one(made, epoch=epoch))
        made.refused("epoch", f"a revision of {name}", "R34", TAKE, wrong)
    for member, name in ((LAPTOP_MEMBER, "an unknown device"), (KIT_MEMBER, "the kit")):
        wrong = _carry(made, _one(made, member))
        made.refused("device", f"a revision of {name}", "R34", TAKE, wrong)


def _counters(made: ChainCases) -> None:
    log = made.log
    wrong: dict[str, dict[str, Any]] = {
        "a counter skipped": {"counter": 6},
        "a counter repeated": {"counter": 4},
        "a counter from the start": {"counter": 1, "previous": ZERO32},
        "another predecessor": {"previous": fixed("previous", 32)},
        "the predecessor before the last": {"previous": log.revisions[2].id},
    }
    for name, changes in wrong.items():
        made.refused("counter", name, "R34", TAKE, _carry(made, _one(made, **changes)))
    tablet = log.states[TAKE].last[TABLET_ID].id
    crossed = _carry(made, _one(made, previous=tablet))
    made.refused("counter", "another device's predecessor", "R34", TAKE, crossed)
    one = _one(made)
    again = carry(log.states[4], PHONE, [log.revisions[2]])
    made.refused("counter", "a revision linked again", "R34", 4, again)
    two = _one(made, counter=6, previous=one.id)
    made.ok("two revisions of one device", "R34", TAKE, _carry(made, one, two))
    made.refused("counter", "two revisions turned round", "R34", TAKE, _carry(made, two, one))


def _bodies(made: ChainCases) -> None:
    one = _one(made)
    carried = _carry(made, one)
    short = with_revision(carried, body=one.body[:-1])
    made.refused("length", "a body shorter than its size", "R26 R34", TAKE, short)
    longer = with_revision(carried, body=one.body + b"\0")
    made.refused("length", "a body longer than its size", "R26 R34", TAKE, longer)
    flipped = with_revision(carried, body=one.body[:-1] + bytes([one.body[-1] ^ 1]))
    made.refused("body", "a bit flipped in a body", "R26 R34", TAKE, flipped)
    two = _one(made, counter=6, previous=one.id)
    swapped = _carry(made, Revision(one.header, two.body), Revision(two.header, one.body))
    link = _carry(made, one, two).link
    swapped = Carried(link, None, swapped.revisions)
    made.refused("body", "two bodies swapped", "R26 R34", TAKE, swapped)
    bare = without_bodies(carried)
    false_hash = with_revision(bare, body_hash=fixed("hash", 32))
    made.refused("body", "another body hash", "R26 R34", TAKE, false_hash, finish=False)
    cut_hash = with_revision(bare, body_hash=bytes(31))
    made.refused("length", "a body hash of 31 bytes", "R34", TAKE, cut_hash, finish=False)
    neither = with_revision(carried, body=None)
    made.refused("body", "neither body nor hash", "R33 R34", TAKE, neither, finish=False)
    both = with_revision(carried, body_hash=fixed("hash", 32))
    made.refused("body", "both body and hash", "R33 R34", TAKE, both)


def _ancestors(made: ChainCases) -> None:
    state = made.log.states[TAKE]

    def seeing(device: bytes, counter: int) -> Revision:
        return revision(state, PHONE_MEMBER, entry("seeing", seen=((device, counter),)))

    keys = {"epoch_keys": KEYS}
    for name, device, counter in (
        ("a withheld revision of the tablet", TABLET_ID, 2),
        ("a revision of a device that has none", LAPTOP_MEMBER.id, 1),
        ("itself seen", PHONE_ID, 5),
    ):
        wrong = _carry(made, seeing(device, counter))
        made.refused("ancestor", name, "R30", TAKE, wrong, **keys)
    withheld = _carry(made, seeing(TABLET_ID, 2))
    made.ok("a withheld revision is noticed on opening only", "R30", TAKE, withheld)
    one = _one(made)
    two = revision(
        state,
        PHONE_MEMBER,
        entry("then", seen=((PHONE_ID, 5),)),
        counter=6,
        previous=one.id,
    )
    made.ok("a revision seen earlier in the link", "R30", TAKE, _carry(made, one, two), **keys)
    later = revision(state, PHONE_MEMBER, entry("before", seen=((TABLET_ID, 2),)), counter=5)
    tablets = revision(state, TABLET_MEMBER, entry("after"))
    turned = _carry(made, later, tablets)
    made.refused("ancestor", "a revision that comes later in the link", "R30", TAKE, turned, **keys)
    wrong_key = {"epoch_keys": {"2": EPOCH_KEYS[3].hex()}}
    made.refused("open", "another epoch key", "R17 R26", TAKE, _carry(made, one), **wrong_key)
