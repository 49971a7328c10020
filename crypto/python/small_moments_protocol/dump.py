"""A dump of an account, as its server writes it, and what is inside (spec, end)."""

from itertools import pairwise
from typing import Literal

import msgspec

from small_moments_protocol.chain import Carried, Chain, Opened, advance, finish, open_carried
from small_moments_protocol.epoch import check_commitment, open_previous
from small_moments_protocol.errors import Refused
from small_moments_protocol.kit import Kit
from small_moments_protocol.member import KIT, kit_keys
from small_moments_protocol.roster import Roster
from small_moments_protocol.wrap import open_wrap, parse_wrap


class WrongKitError(Exception):
    """Kit, or kit and passphrase, of another account or of no member; the text is one line."""


class Dump(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All links with what they carry, and all wraps."""

    format: Literal["small-moments-dump"]
    version: Literal[1]
    account: bytes
    links: tuple[Carried, ...]
    wraps: tuple[bytes, ...]

    def encode(self) -> bytes:
        return msgspec.msgpack.encode(self)


class Journal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verified log: its last state, and every revision that still has a body, in order."""

    chain: Chain
    revisions: tuple[Opened, ...]


def parse_dump(data: bytes) -> Dump:
    """Refuses `encoding`; verifies nothing yet."""
    try:
        return msgspec.msgpack.decode(data, type=Dump)
    except msgspec.MsgspecError:
        raise Refused("encoding", "expected a dump of version 1") from None


def open_dump(dump: Dump, kit: Kit, passphrase: str) -> Journal:
    """Verify the whole log, then open it with kit and passphrase.

    Raises WrongKitError if these are not of a member of the newest roster, and Refused for a log
    that does not verify. Takes 64 MiB, and some 0.3 ms a link.
    """
    if kit.account != dump.account:
        raise WrongKitError("this kit belongs to another account than the file")
    states = _states(dump)
    keys = _epoch_keys(dump, _rosters(states), kit, passphrase)
    revisions = [
        opened
        for before, carried in zip(states, dump.links, strict=False)
        for opened in open_carried(before, carried, keys)
    ]
    return Journal(states[-1], tuple(revisions))


def _states(dump: Dump) -> list[Chain]:
    """The chain before each link, and after the last."""
    states = [Chain(dump.account)]
    for carried in dump.links:
        states.append(advance(states[-1], carried))
    finish(states[-1])
    return states


def _rosters(states: list[Chain]) -> list[Roster]:
    """Every roster version, oldest first."""
    by_number = {state.roster.number: state.roster for state in states if state.roster}
    return [by_number[number] for number in sorted(by_number)]


def _epoch_keys(dump: Dump, rosters: list[Roster], kit: Kit, passphrase: str) -> dict[int, bytes]:
    """The keys of all epochs: by the kit's wraps, and from each epoch back to the one before."""
    seeds = kit_keys(kit, passphrase)
    member = seeds.member(KIT)
    if not rosters or rosters[-1].member(member.id) is None:
        raise WrongKitError("kit and passphrase do not open this journal together")
    by_hash = {roster.hash: roster for roster in rosters}
    keys: dict[int, bytes] = {}
    for data in dump.wraps:
        wrap = parse_wrap(data)
        if wrap.member == member.id and wrap.roster in by_hash:
            roster = by_hash[wrap.roster]
            keys[roster.epoch] = open_wrap(data, roster, member.id, seeds.kem_seed)
    for before, after in reversed(list(pairwise(rosters))):
        if after.sealed_previous is not None and after.epoch in keys:
            keys[before.epoch] = _previous(before, after, keys[after.epoch])
    if rosters[-1].epoch not in keys:
        raise Refused("epoch", "expected a wrap of the newest epoch for this kit")
    return keys


def _previous(before: Roster, after: Roster, key: bytes) -> bytes:
    previous = open_previous(after.account, after.epoch, key, after.sealed_previous or b"")
    check_commitment(before.account, before.epoch, previous, before.commitment)
    return previous
