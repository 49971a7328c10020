"""What a server can check of a push before it appends it (spec R20 to R23, R31 to R34).

Pure: from the state of an account and what was sent to what is to be stored, or a refusal.
"""

from collections.abc import Generator
from contextlib import contextmanager

from msgspec import Struct

from small_moments import ed25519, link, revision, roster, wrap
from small_moments.layout import (
    ZERO32,
    Account,
    HeadHash,
    MemberId,
    RefusedError,
    RevisionId,
    digest,
)
from small_moments.link import Link
from small_moments.roster import DEVICE, Member, Roster
from small_moments.wrap import Wrap


@contextmanager
def naming(field: str) -> Generator[None]:
    """A refusal inside carries the name of the field, unless it has one already."""
    try:
        yield
    except RefusedError as refused:
        raise RefusedError(refused.kind, refused.field or field) from None


class Last(Struct, frozen=True):
    """The last revision of a device; counter 0 and zeros before its first."""

    counter: int
    revision: RevisionId


class Carried(Struct, frozen=True):
    """A revision as it is sent: a header, and a body or the SHA-256 of one that was erased."""

    header: bytes
    body: bytes | None = None
    body_hash: bytes | None = None


class Parts(Struct, frozen=True):
    """What was sent, each part parsed by itself."""

    link: Link
    roster: Roster | None
    wraps: tuple[Wrap, ...]
    revisions: tuple[Carried, ...]


class State(Struct, frozen=True):
    """An account at its head. `devices` holds every device that a roster so far has named."""

    alias: int
    account: Account
    seq: int
    head: HeadHash
    roster: Roster
    stored_bytes: int
    devices: dict[MemberId, Last]


class Revision(Struct, frozen=True):
    """A revision that may be stored; without its body it has the body's hash."""

    id: RevisionId
    header: bytes
    body: bytes | None
    body_hash: bytes | None


class Accepted(Struct, frozen=True):
    """A push that may be appended: what enters, and the state after it."""

    link: Link
    roster: Roster | None
    wraps: tuple[Wrap, ...]
    revisions: tuple[Revision, ...]
    moved: dict[MemberId, Last]
    added_bytes: int
    after: State


def parts(
    link_raw: bytes,
    roster_raw: bytes | None,
    wraps_raw: list[bytes],
    revisions: list[Carried],
) -> Parts:
    """Parse each part; a refusal names the field that it came in."""
    with naming("link"):
        sent_link = link.parse(link_raw)
    with naming("roster"):
        sent_roster = None if roster_raw is None else _parse_roster(sent_link, roster_raw)
    with naming("wraps"):
        wraps = tuple(wrap.parse(raw) for raw in wraps_raw)
    return Parts(sent_link, sent_roster, wraps, tuple(revisions))


def _parse_roster(sent: Link, raw: bytes) -> Roster:
    """Whether it is the one that the link names comes before what it is, but at the beginning."""
    if sent.seq > 1 and sent.kind == link.ROSTER and digest("roster", raw) != sent.payload[0]:
        raise RefusedError("roster")
    return roster.parse(raw)


def judge_first(sent: Parts) -> Accepted:
    """The link at seq 1 with roster 0 and the wrap of its device. `alias` is 0 in the state."""
    with naming("link"):
        if sent.link.seq != 1:
            raise RefusedError("sequence")
        if sent.link.previous != ZERO32:
            raise RefusedError("previous")
    if sent.roster is None:
        raise RefusedError("roster", "roster")
    with naming("roster"):
        roster.check_first(sent.roster)
    with naming("link"):
        if sent.roster.account != sent.link.account:
            raise RefusedError("account")
        _check_signer(sent.link, sent.roster)
    return _enter_roster(sent, sent.roster, None)


def judge_next(state: State, sent: Parts, most_devices: int = 10) -> Accepted:
    """R34 for the link after `state`."""
    with naming("link"):
        if sent.link.account != state.account:
            raise RefusedError("account")
        if sent.link.seq != state.seq + 1:
            raise RefusedError("sequence")
        if sent.link.previous != state.head:
            raise RefusedError("previous")
        _check_signer(sent.link, state.roster)
    if sent.link.kind == link.ROSTER:
        return _judge_roster(state, sent, most_devices)
    if sent.roster is not None:
        raise RefusedError("roster", "roster")
    if sent.wraps:
        raise RefusedError("roster", "wraps")
    return _enter_revisions(state, sent)


def _check_signer(sent: Link, in_force: Roster) -> Member:
    """Steps 4 to 6 of R34."""
    if sent.roster != in_force.hash or (sent.seq == 1 and sent.kind != link.ROSTER):
        raise RefusedError("roster")
    signer = in_force.member(sent.signer)
    if signer is None or (sent.kind != link.ROSTER and signer.kind != DEVICE):
        raise RefusedError("signer")
    ed25519.verify(signer.sign_key, "link-signature", sent.signed, sent.signature)
    return signer


def _judge_roster(state: State, sent: Parts, most_devices: int) -> Accepted:
    with naming("roster"):
        if sent.revisions:
            raise RefusedError("length", "revisions")
        if sent.roster is None:
            raise RefusedError("roster")
        if sent.roster.hash != sent.link.payload[0]:
            raise RefusedError("roster")
        roster.check_next(state.roster, sent.roster, most_devices)
    return _enter_roster(sent, sent.roster, state)


def _enter_roster(sent: Parts, entering: Roster, state: State | None) -> Accepted:
    if entering.hash != sent.link.payload[0]:
        raise RefusedError("roster", "roster")
    if entering.signer != sent.link.signer:
        raise RefusedError("signer", "link")
    with naming("wraps"):
        _check_wraps(sent.wraps, entering, None if state is None else state.roster)
    known = {} if state is None else state.devices
    moved = {
        device: Last(0, RevisionId(ZERO32)) for device in entering.devices() if device not in known
    }
    added = len(entering.raw) + sum(len(one.raw) for one in sent.wraps)
    return _accepted(sent, state, entering, (), moved, added)


def _check_wraps(wraps: tuple[Wrap, ...], entering: Roster, before: Roster | None) -> None:
    """R22 and R23: exactly the needed wraps, each addressed to this account, epoch and version."""
    for one in wraps:
        if one.account != entering.account:
            raise RefusedError("account")
        if one.epoch != entering.epoch:
            raise RefusedError("epoch")
        if one.roster != entering.hash:
            raise RefusedError("roster")
    members = [one.member for one in wraps]
    if sorted(members) != sorted(roster.needs_wraps(before, entering)):
        raise RefusedError("signer")


def _enter_revisions(state: State, sent: Parts) -> Accepted:
    ids = sent.link.payload if sent.link.kind == link.REVISIONS else ()
    if len(sent.revisions) != len(ids):
        raise RefusedError("length", "revisions")
    moved: dict[MemberId, Last] = {}
    entering: list[Revision] = []
    try:
        for carried, listed in zip(sent.revisions, ids, strict=True):
            entering.append(_judge_revision(state, moved, carried, listed))
    except RefusedError as refused:
        raise RefusedError(refused.kind, f"revisions[{len(entering)}]") from None
    added = sum(len(one.header) + len(one.body or one.body_hash or b"") for one in entering)
    return _accepted(sent, state, state.roster, tuple(entering), moved, added)


def _judge_revision(
    state: State, moved: dict[MemberId, Last], carried: Carried, listed: bytes
) -> Revision:
    """Step 9 of R34; notes in `moved` how far the device has come."""
    header = revision.parse(carried.header)
    if header.account != state.account:
        raise RefusedError("account")
    name = revision.revision_id(carried.header, _body_hash(carried, header))
    if name != listed:
        raise RefusedError("body")
    if header.epoch != state.roster.epoch:
        raise RefusedError("epoch")
    last = moved.get(header.device) or state.devices.get(header.device)
    if last is None:
        raise RefusedError("device")
    if header.counter != last.counter + 1 or header.previous != last.revision:
        raise RefusedError("counter")
    moved[header.device] = Last(header.counter, name)
    return Revision(name, carried.header, carried.body, carried.body_hash)


def _body_hash(carried: Carried, header: revision.Header) -> bytes:
    """R33. That a purge names a missing body only clients see, at the end of a pull (R35)."""
    if (carried.body is None) == (carried.body_hash is None):
        raise RefusedError("body")
    if carried.body is None:
        return carried.body_hash or b""
    if len(carried.body) != header.size:
        raise RefusedError("length")
    return revision.body_hash(carried.body)


def _accepted(
    sent: Parts,
    state: State | None,
    in_force: Roster,
    revisions: tuple[Revision, ...],
    moved: dict[MemberId, Last],
    added: int,
) -> Accepted:
    added += len(sent.link.raw)
    before = 0 if state is None else state.stored_bytes
    after = State(
        alias=0 if state is None else state.alias,
        account=sent.link.account,
        seq=sent.link.seq,
        head=sent.link.head,
        roster=in_force,
        stored_bytes=before + added,
        devices={**({} if state is None else state.devices), **moved},
    )
    entering = sent.roster if sent.link.kind == link.ROSTER else None
    return Accepted(sent.link, entering, sent.wraps, revisions, moved, added, after)
