"""A whole log, walked as a device would walk it, but for the signatures: they name no moment.

Pages come from either engine; what the account says of itself is compared at the end.
"""

from collections.abc import Iterable

from msgspec import Struct

from small_moments import link, revision, roster, wrap
from small_moments.bodies import Carried, KeptRevision
from small_moments.chain import Last
from small_moments.layout import (
    ZERO32,
    Account,
    HeadHash,
    MemberId,
    RefusedError,
    RevisionId,
)
from small_moments.link import Link
from small_moments.roster import Roster


class Said(Struct, frozen=True):
    """What an account says of itself: its row, its devices, and the ids of all its revisions."""

    seq: int
    head: HeadHash
    stored_bytes: int
    roster: Roster | None
    devices: dict[MemberId, Last]
    ids: list[bytes]


class Walk:
    """How far a log has been walked. `wraps` are those of the account by the seq of their link."""

    def __init__(self, account: Account, wraps: dict[int, list[bytes]]) -> None:
        self.account = account
        self.wraps = wraps
        self.seq = 0
        self.head = HeadHash(ZERO32)
        self.roster: Roster | None = None
        self.devices: dict[MemberId, Last] = {}
        self.ids: list[bytes] = []
        self.with_body: set[bytes] = set()
        self.stored = 0

    def enter(self, page: Iterable[Carried]) -> bool:
        """Go on over a page; False as soon as something does not follow."""
        try:
            return all(_enter(self, one) for one in page)
        except RefusedError:
            return False

    def leads_to(self, said: Said) -> bool:
        """Whether it came to just what the account says of itself."""
        return (
            (self.seq, self.head, self.stored) == (said.seq, said.head, said.stored_bytes)
            and self.roster == said.roster
            and self.devices == said.devices
            and self.ids == said.ids
            and not self.wraps
        )


def _enter(walk: Walk, carried: Carried) -> bool:
    """Take one step; False if what comes next does not follow."""
    entering = link.parse(carried.link)
    if (entering.account, entering.seq, entering.previous) != (
        walk.account,
        walk.seq + 1,
        walk.head,
    ):
        return False
    walk.seq, walk.head = entering.seq, entering.head
    walk.stored += len(entering.raw)
    return _enter_roster(walk, entering, carried.roster) and _enter_revisions(
        walk, entering, carried.revisions
    )


def _enter_roster(walk: Walk, entering: Link, raw: bytes | None) -> bool:
    before, wraps = walk.roster, walk.wraps.pop(entering.seq, [])
    if (raw is not None) != (entering.kind == link.ROSTER):
        return False
    if raw is None:
        return before is not None and entering.roster == before.hash and not wraps
    new = roster.parse(raw)
    if new.hash != entering.payload[0] or entering.roster != (before or new).hash:
        return False
    walk.roster = new
    walk.stored += len(raw) + sum(map(len, wraps))
    for device in new.devices():
        walk.devices.setdefault(device, Last(0, RevisionId(ZERO32)))
    sent = [wrap.parse(one) for one in wraps]
    needed = sorted(roster.needs_wraps(before, new))
    return sorted(one.member for one in sent) == needed and {one.roster for one in sent} <= {
        new.hash
    }


def _enter_revisions(walk: Walk, entering: Link, carried: list[KeptRevision]) -> bool:
    if entering.kind == link.PURGE:  # nothing that it names has its body any more
        return not carried and walk.with_body.isdisjoint(entering.payload)
    named = entering.payload if entering.kind == link.REVISIONS else ()
    return len(carried) == len(named) and all(
        _enter_revision(walk, one, name) for one, name in zip(carried, named, strict=True)
    )


def _enter_revision(walk: Walk, kept: KeptRevision, named: bytes) -> bool:
    header = revision.parse(kept.header)
    hashed = kept.body_hash if kept.body is None else revision.body_hash(kept.body)
    name = revision.revision_id(kept.header, hashed or b"")
    before = walk.devices.get(header.device)
    if before is None or (header.counter, header.previous) != (before.counter + 1, before.revision):
        return False
    walk.devices[header.device] = Last(header.counter, name)
    walk.ids.append(name)
    walk.stored += len(kept.header) + len(kept.body or kept.body_hash or b"")
    if kept.body is not None:
        walk.with_body.add(name)
    return name == named and header.account == walk.account
