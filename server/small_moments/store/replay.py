"""A whole log, walked as a device would walk it, but for the signatures: they name no moment."""

import sqlite3
from itertools import groupby

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
from small_moments.store import log
from small_moments.store.positions import first, last, seq_of


class Kept(Struct, frozen=True):
    """A row of `account`."""

    alias: int
    account: Account
    seq: int
    head: HeadHash
    roster_at: int
    stored_bytes: int


class _Walk:
    """How far a log has been walked."""

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


def holds(connection: sqlite3.Connection, kept: Kept) -> bool:
    """True if the log leads from its first link to just what the account says of itself."""
    walk = _Walk(kept.account, _wraps(connection, kept.alias))
    try:
        while walk.seq < kept.seq:
            carried = log.page(connection, kept.alias, walk.seq, kept.seq)
            if not all(_enter(walk, one) for one in carried) or not carried:
                return False
    except RefusedError:
        return False
    return (
        (walk.seq, walk.head, walk.stored) == (kept.seq, kept.head, kept.stored_bytes)
        and walk.roster == roster_at(connection, kept)
        and walk.devices == _devices(connection, kept.alias)
        and walk.ids == _ids(connection, kept.alias)
        and not walk.wraps
    )


def roster_at(connection: sqlite3.Connection, kept: Kept) -> Roster | None:
    """The roster version that an account has in force; None if there is none that reads."""
    row = connection.execute(
        "SELECT roster FROM roster WHERE position = ?", (kept.roster_at,)
    ).fetchone()
    try:
        return None if row is None else roster.parse(row[0])
    except RefusedError:
        return None


def _enter(walk: _Walk, carried: Carried) -> bool:
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


def _enter_roster(walk: _Walk, entering: Link, raw: bytes | None) -> bool:
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


def _enter_revisions(walk: _Walk, entering: Link, carried: list[KeptRevision]) -> bool:
    if entering.kind == link.PURGE:  # nothing that it names has its body any more
        return not carried and walk.with_body.isdisjoint(entering.payload)
    named = entering.payload if entering.kind == link.REVISIONS else ()
    return len(carried) == len(named) and all(
        _enter_revision(walk, one, name) for one, name in zip(carried, named, strict=True)
    )


def _enter_revision(walk: _Walk, kept: KeptRevision, named: bytes) -> bool:
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


def _devices(connection: sqlite3.Connection, alias: int) -> dict[MemberId, Last]:
    rows = connection.execute(
        "SELECT device, counter, revision FROM device WHERE alias = ?", (alias,)
    )
    return {MemberId(row[0]): Last(row[1], RevisionId(row[2])) for row in rows}


def _ids(connection: sqlite3.Connection, alias: int) -> list[bytes]:
    rows = connection.execute(
        "SELECT revision FROM revision WHERE position BETWEEN ? AND ? ORDER BY position",
        (first(alias), last(alias)),
    )
    return [row[0] for row in rows]


def _wraps(connection: sqlite3.Connection, alias: int) -> dict[int, list[bytes]]:
    """The wraps by the seq of the link that needed them."""
    rows = connection.execute(
        "SELECT position, wrap FROM wrap WHERE position BETWEEN ? AND ? ORDER BY position",
        (first(alias), last(alias)),
    ).fetchall()
    return {
        seq: [row[1] for row in some] for seq, some in groupby(rows, key=lambda r: seq_of(r[0]))
    }
