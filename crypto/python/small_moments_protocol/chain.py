"""The chain rule: what a client accepts, and what it holds afterwards (R32 to R37, R48)."""

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

import msgspec

from small_moments_protocol import link as links
from small_moments_protocol.content import Content, check_ancestors
from small_moments_protocol.errors import Refused
from small_moments_protocol.labels import H
from small_moments_protocol.layout import ZERO32, check_length, u32
from small_moments_protocol.link import Link, parse_link, verify_link
from small_moments_protocol.member import DEVICE, Member
from small_moments_protocol.revision import (
    Header,
    Revision,
    open_revision,
    parse_header,
    revision_id,
)
from small_moments_protocol.roster import Roster, check_genesis, check_next, parse_roster

MAX_BODIES = 1_048_576


class CarriedRevision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A header and exactly one of body and SHA-256 of the body."""

    header: bytes
    body: bytes | None = None
    body_hash: bytes | None = None


class Carried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link with what it carries (R33)."""

    link: bytes
    roster: bytes | None = None
    revisions: tuple[CarriedRevision, ...] = ()


class Last(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The newest revision of a device."""

    counter: int
    id: bytes


_NOTHING: Mapping[bytes, Last] = MappingProxyType({})
_FIRST = Last(0, ZERO32)


class Chain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client holds of an account's log.

    `roster` is the one in force; `devices` are those that some roster has named; `last` is the
    newest revision of each; `missing` and `purged` are revision ids (R35).
    """

    account: bytes
    seq: int = 0
    head: bytes = ZERO32
    roster: Roster | None = None
    devices: frozenset[bytes] = frozenset()
    last: Mapping[bytes, Last] = _NOTHING
    missing: frozenset[bytes] = frozenset()
    purged: frozenset[bytes] = frozenset()

    def counters(self) -> dict[bytes, int]:
        """The highest counter of each device, for version vectors."""
        return {device: last.counter for device, last in self.last.items()}


class Opened(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A revision of a link, opened at its place."""

    id: bytes
    header: Header
    content: Content


def advance(chain: Chain, carried: Carried, verify_signature: bool = True) -> Chain:
    """The chain after one more link. Refuses in R34's order.

    Only the older links of a fresh device may go without `verify_signature` at first (R37).
    """
    link = parse_link(carried.link)
    _check_place(chain, link)
    roster = chain.roster or _genesis(chain, link, carried)
    signer = _signer(link, roster)
    if verify_signature:
        verify_link(link, signer.sign_public)
    _check_carried(link, carried)
    moved = msgspec.structs.replace(
        chain, seq=link.seq, head=links.head_of(carried.link), roster=roster
    )
    if link.kind == links.ROSTER:
        return _enter_roster(moved, chain.roster, link, carried.roster or b"")
    if link.kind == links.PURGE:
        return msgspec.structs.replace(moved, purged=chain.purged | set(link.payload))
    for revision, named in zip(carried.revisions, link.payload, strict=True):
        moved = _enter_revision(moved, roster, revision, named)
    return moved


def finish(chain: Chain) -> Chain:
    """The same chain, at the end of a pull. Refuses `body` if one is missing without a purge."""
    if chain.missing - chain.purged:
        raise Refused("body", "expected every body that no purge names")
    return chain


def head_code(account: bytes, seq: int, head: bytes) -> str:
    """12 digits in three groups of four, for people to compare (R48)."""
    number = int.from_bytes(H("head-code", account + u32(seq) + head)[:8], "big") % 10**12
    digits = f"{number:012}"
    return f"{digits[:4]} {digits[4:8]} {digits[8:]}"


def open_carried(
    chain: Chain, carried: Carried, epoch_keys: Mapping[int, bytes]
) -> tuple[Opened, ...]:
    """The revisions of an accepted link that have a body and whose epoch key is known.

    `chain` is the state before the link. Refuses what opening refuses, and `ancestor` (R30).
    """
    held = chain.counters()
    opened: list[Opened] = []
    for carried_revision in carried.revisions:
        header = parse_header(carried_revision.header)
        key = epoch_keys.get(header.epoch)
        if carried_revision.body is not None and key is not None:
            revision = Revision(carried_revision.header, carried_revision.body)
            content = open_revision(revision, key)
            check_ancestors(content, held)
            opened.append(Opened(revision.id, header, content))
        held[header.device] = header.counter
    return tuple(opened)


def _check_place(chain: Chain, link: Link) -> None:
    if link.account != chain.account:
        raise Refused("account", "expected a link of this account, got another's")
    if link.seq != chain.seq + 1:
        raise Refused("sequence", f"expected link {chain.seq + 1}, got {link.seq}")
    if link.previous != chain.head:
        raise Refused("previous", "expected a link on the head that is held, got another")
    if chain.roster is not None and link.roster != chain.roster.hash:
        raise Refused("roster", "expected a link under the roster in force, got another")


def _genesis(chain: Chain, link: Link, carried: Carried) -> Roster:
    if link.kind != links.ROSTER or carried.roster is None:
        raise Refused("roster", "expected the first link to carry roster 0")
    roster = parse_roster(carried.roster)
    check_genesis(roster, chain.account)
    if link.roster != roster.hash:
        raise Refused("roster", "expected the first link to name roster 0 as in force")
    return roster


def _signer(link: Link, roster: Roster) -> Member:
    signer = roster.member(link.signer)
    if signer is None:
        raise Refused("signer", "expected a member of the roster in force to sign")
    if signer.kind != DEVICE and link.kind != links.ROSTER:
        raise Refused("signer", "expected a device to sign; kit and sheet sign rosters only")
    return signer


def _check_carried(link: Link, carried: Carried) -> None:
    expected = len(link.payload) if link.kind == links.REVISIONS else 0
    if len(carried.revisions) != expected:
        raise Refused("length", f"expected {expected} revisions, got {len(carried.revisions)}")
    if sum(len(revision.body or b"") for revision in carried.revisions) > MAX_BODIES:
        raise Refused("length", f"expected bodies of at most {MAX_BODIES} bytes together")
    if (carried.roster is not None) != (link.kind == links.ROSTER):
        raise Refused("roster", "expected a roster version with a link of kind 2, and no other")


def _enter_roster(chain: Chain, before: Roster | None, link: Link, data: bytes) -> Chain:
    if H("roster", data) != link.payload[0]:
        raise Refused("roster", "expected the roster version that the link names, got another")
    roster = parse_roster(data)
    if before is not None:
        check_next(before, roster)
    if roster.signer != link.signer:
        raise Refused("signer", "expected one member to sign both roster version and link")
    named = {member.id for member in roster.members if member.kind == DEVICE}
    return msgspec.structs.replace(chain, roster=roster, devices=chain.devices | named)


def _enter_revision(chain: Chain, roster: Roster, carried: CarriedRevision, named: bytes) -> Chain:
    header = parse_header(carried.header)
    if header.account != chain.account:
        raise Refused("account", "expected a revision of this account, got another's")
    if revision_id(carried.header, _body_hash(carried, header)) != named:
        raise Refused("body", "expected the revision that the link names, got another")
    if header.epoch != roster.epoch:
        raise Refused("epoch", f"expected epoch {roster.epoch}, got {header.epoch}")
    if header.device not in chain.devices:
        raise Refused("device", "expected a device that a roster has named")
    last = chain.last.get(header.device, _FIRST)
    if header.counter != last.counter + 1 or header.previous != last.id:
        raise Refused("counter", f"expected revision {last.counter + 1} of this device")
    return msgspec.structs.replace(
        chain,
        last={**chain.last, header.device: Last(header.counter, named)},
        missing=chain.missing | {named} if carried.body is None else chain.missing,
    )


def _body_hash(carried: CarriedRevision, header: Header) -> bytes:
    if (carried.body is None) == (carried.body_hash is None):
        raise Refused("body", "expected either a body or its hash")
    if carried.body is None:
        return carried.body_hash or b""
    check_length(carried.body, header.size, "a body")
    return sha256(carried.body).digest()
