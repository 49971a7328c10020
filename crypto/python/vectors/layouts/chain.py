"""The chain rule: what is accepted, and what each step refuses."""

from typing import Any

import msgspec
from small_moments_protocol.chain import Carried, advance
from small_moments_protocol.link import ROSTER
from small_moments_protocol.roster import Roster

from vectors.case import Cases, fixed
from vectors.layouts.chain_case import ChainCases, without_bodies
from vectors.layouts.chain_genesis import genesis
from vectors.layouts.chain_log import PHONE_ID, TABLET_ID, shared_log
from vectors.layouts.chain_revision import revisions
from vectors.world import (
    ACCOUNT,
    EPOCH_KEYS,
    KIT_KEYS,
    KIT_MEMBER,
    OTHER_ACCOUNT,
    PHONE,
    PHONE_MEMBER,
    ROSTER_0,
    ROSTER_1,
    ROSTER_2,
    ROSTER_3,
    STRANGER,
    STRANGER_MEMBER,
    TABLET,
    TABLET_MEMBER,
    carry,
    carry_purge,
    carry_roster,
    entry,
    next_link,
    next_roster,
    revision,
    rotation,
)

KEYS = {str(epoch): key.hex() for epoch, key in EPOCH_KEYS.items()}


def cases() -> Cases:
    made = ChainCases(shared_log())
    _accepted(made)
    genesis(made)
    _place(made)
    _signers(made)
    _carried(made)
    _rosters(made)
    revisions(made)
    _missing(made)
    _codes(made)
    return made.made


def _accepted(made: ChainCases) -> None:
    log = made.log
    for take in range(len(log.carried) + 1):
        made.ok(f"the first {take} links", "R32 R34", take)
    made.ok("the whole log, opened", "R26 R30 R34", 11, epoch_keys=KEYS)
    after = log.states[6]
    others = revision(after, TABLET_MEMBER, entry("healed"))
    made.ok(
        "another device's revision, linked by the phone", "R38", 6, carry(after, PHONE, [others])
    )
    gone = revision(log.states[8], TABLET_MEMBER, entry("late"))
    made.ok(
        "a removed device's revision, sealed again and linked by the phone",
        "R34 R38 R40",
        8,
        carry(log.states[8], PHONE, [gone]),
    )
    unknown = carry_purge(log.states[4], PHONE, [fixed("unknown id", 32)])
    made.ok("a purge of an id that is nowhere", "R45", 4, unknown)


def _place(made: ChainCases) -> None:
    log, state = made.log, made.log.states[4]
    next_one = revision(state, PHONE_MEMBER, entry("next"))

    def link(**changes: Any) -> Carried:
        return carry(state, PHONE, [next_one], **changes)

    made.ok("the next link", "R34", 4, link())
    made.refused("account", "a link of another account", "R34", 4, link(account=OTHER_ACCOUNT))
    made.refused("sequence", "a gap", "R34", 4, link(seq=6))
    made.refused("sequence", "a sequence number again", "R34", 4, link(seq=4))
    made.refused("sequence", "the last link replayed", "R34", 4, log.carried[3])
    made.refused("sequence", "the first link replayed", "R34", 4, log.carried[0])
    made.refused("sequence", "two neighbours swapped", "R34", 4, log.carried[5], log.carried[4])
    made.refused("sequence", "a link left out", "R34", 4, log.carried[5])
    made.refused("previous", "another head before", "R34", 4, link(previous=fixed("head", 32)))
    older = link(previous=log.states[3].head)
    made.refused("previous", "the head before the last", "R34", 4, older)
    fork = carry_purge(log.states[4], PHONE, [log.revisions[0].id])
    made.refused("previous", "a link of another branch", "R34 R47", 4, fork, log.carried[5])
    back = link(roster=ROSTER_0.hash)
    made.refused("roster", "a link under the roster before", "R32 R34", 4, back)
    ahead = link(roster=ROSTER_2.hash)
    made.refused("roster", "a link under a roster to come", "R32 R34", 4, ahead)
    made.refused("roster", "a link under no roster", "R32 R34", 4, link(roster=bytes(32)))
    own = carry_roster(state, KIT_KEYS, ROSTER_2, roster=ROSTER_2.hash)
    made.refused("roster", "a roster link under the roster that it brings", "R32 R34", 4, own)


def _signers(made: ChainCases) -> None:
    log, state = made.log, made.log.states[8]
    one = revision(state, PHONE_MEMBER, entry("signed"))
    by_tablet = carry(state, TABLET, [one])
    made.refused("signer", "a link signed by a removed device", "R34", 8, by_tablet)
    made.refused("signer", "a link signed by a stranger", "R34", 8, carry(state, STRANGER, [one]))
    by_kit = carry(state, KIT_KEYS, [one], signer=KIT_MEMBER.id)
    made.refused("signer", "revisions linked by the kit", "R34", 8, by_kit)
    purge = carry_purge(state, KIT_KEYS, [log.revisions[0].id], signer=KIT_MEMBER.id)
    made.refused("signer", "a purge signed by the kit", "R34", 8, purge)
    forged = carry(state, STRANGER, [one], signer=PHONE_ID)
    made.refused("signature", "a link signed with another's key", "R14 R34", 8, forged)
    good = carry(state, PHONE, [one]).link
    flipped = good[:-40] + bytes([good[-40] ^ 1]) + good[-39:]
    carried = msgspec.structs.replace(carry(state, PHONE, [one]), link=flipped)
    made.refused("signature", "a bit flipped in the signature", "R34", 8, carried)
    other = revision(state, PHONE_MEMBER, entry("another"))
    swapped = good[:104] + other.id + good[136:]
    carried = msgspec.structs.replace(carry(state, PHONE, [other]), link=swapped)
    made.refused("signature", "another revision than the one signed for", "R34", 8, carried)


def _carried(made: ChainCases) -> None:
    log, state = made.log, made.log.states[4]
    one = revision(state, PHONE_MEMBER, entry("one"))
    two = revision(state, PHONE_MEMBER, entry("two"), counter=5, previous=one.id)
    both = carry(state, PHONE, [one, two])
    short = msgspec.structs.replace(both, revisions=both.revisions[:1])
    made.refused("length", "fewer revisions than ids", "R33 R34", 4, short)
    more = msgspec.structs.replace(carry(state, PHONE, [one]), revisions=both.revisions)
    made.refused("length", "more revisions than ids", "R33 R34", 4, more)
    none = msgspec.structs.replace(both, revisions=())
    made.refused("length", "no revisions", "R33 R34", 4, none)
    purge = carry_purge(state, PHONE, [log.revisions[0].id])
    purge = msgspec.structs.replace(purge, revisions=both.revisions[:1])
    made.refused("length", "a revision carried by a purge", "R33 R34", 4, purge)
    bare = Carried(carry_roster(state, KIT_KEYS, ROSTER_2).link)
    made.refused("roster", "a roster link without its roster", "R33 R34", 4, bare)
    other = Carried(bare.link, ROSTER_3.encode())
    made.refused("roster", "a roster link with another roster", "R33 R34", 4, other)
    extra = msgspec.structs.replace(carry(state, PHONE, [one]), roster=ROSTER_2.encode())
    made.refused("roster", "a roster carried by a link of revisions", "R33 R34", 4, extra)
    turned = msgspec.structs.replace(both, revisions=both.revisions[::-1])
    made.refused("body", "revisions in another order than the ids", "R33 R34", 4, turned)


def _rosters(made: ChainCases) -> None:
    state = made.log.states[5]
    both = [PHONE_MEMBER, KIT_MEMBER]

    def after(**changes: Any) -> Roster:
        return next_roster(ROSTER_2, PHONE, PHONE_MEMBER, both, **rotation(2) | changes)

    def link(roster: Roster, /, **changes: Any) -> Carried:
        return carry_roster(state, PHONE, roster, **changes)

    made.refused("sequence", "a roster going back", "R21 R34", 5, link(ROSTER_1))
    made.refused("sequence", "roster 0 once more", "R21 R34", 5, link(ROSTER_0))
    made.refused("sequence", "a roster number skipped", "R21 R34", 5, link(after(number=4)))
    made.refused(
        "account", "another account's roster", "R21 R34", 5, link(after(account=OTHER_ACCOUNT))
    )
    fork = link(after(previous=ROSTER_1.hash))
    made.refused("previous", "a roster of another branch", "R21 R34", 5, fork)
    forged = after()
    forged = msgspec.structs.replace(forged, day=forged.day + 1)
    made.refused("signature", "a roster whose own signature fails", "R21 R34", 5, link(forged))
    kept = next_roster(ROSTER_2, PHONE, PHONE_MEMBER, both)
    made.refused("epoch", "a device removed without a new epoch", "R21 R34", 5, link(kept))
    other = link(after(), signer=TABLET_ID)
    other_keys = Carried(next_link(state, TABLET, ROSTER, [after().hash]), after().encode())
    made.refused("signature", "a roster link with a false signer", "R34", 5, other)
    made.refused("signer", "a roster linked by another than its signer", "R34", 5, other_keys)
    outside = next_roster(ROSTER_2, STRANGER, STRANGER_MEMBER, both, **rotation(2))
    linked = carry_roster(state, PHONE, outside, signer=PHONE_ID)
    made.refused("signer", "a roster signed by a stranger", "R21 R34", 5, linked)
    garbled = ROSTER_3.encode()[:-1]
    carried = Carried(next_link(state, PHONE, ROSTER, [fixed("x", 32)]), garbled)
    made.refused("roster", "a roster that is cut short", "R34", 5, carried)


def _missing(made: ChainCases) -> None:
    log = made.log
    link, rest = log.carried[3], log.carried[4:]
    bare = without_bodies(link)
    one_body = msgspec.structs.replace(bare, revisions=(bare.revisions[0], link.revisions[1]))
    made.refused("body", "a body missing without a purge", "R35", 3, bare)
    made.ok("a body missing before the end of a pull", "R35", 3, bare, finish=False)
    made.ok("a body missing with a purge", "R35 R45", 3, one_body, *rest[:3])
    made.refused("body", "one body missing that the purge does not name", "R35", 3, bare, *rest[:3])
    made.refused("body", "a purge that has not come yet", "R35", 3, one_body, *rest[:2])
    made.ok("a purged body brought back", "R35 R45", 7)
    early = carry_purge(log.states[2], PHONE, [log.revisions[0].id])
    state = advance(log.states[2], early)
    late = without_bodies(carry(state, PHONE, [log.revisions[0]]))
    made.ok("a purge before its revision", "R35 R45", 2, early, late)


def _codes(made: ChainCases) -> None:
    for take in (0, 1, 11):
        state = made.log.states[take]
        given = {"account": ACCOUNT, "seq": state.seq, "head": state.head}
        made.made.ok(f"the head code after {take} links", "R48", "head_code", **given)
