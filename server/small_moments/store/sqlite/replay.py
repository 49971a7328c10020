"""A whole log of a database file, walked."""

import sqlite3
from itertools import groupby

from msgspec import Struct
from small_moments import roster
from small_moments.chain import Last
from small_moments.layout import Account, HeadHash, MemberId, RefusedError, RevisionId
from small_moments.roster import Roster
from small_moments.store.replay import Said, Walk
from small_moments.store.sqlite import log
from small_moments.store.sqlite.positions import first, last, seq_of


class Kept(Struct, frozen=True):
    """A row of `account`."""

    alias: int
    account: Account
    seq: int
    head: HeadHash
    roster_at: int
    stored_bytes: int


def holds(connection: sqlite3.Connection, kept: Kept) -> bool:
    """True if the log leads from its first link to just what the account says of itself."""
    walk = Walk(kept.account, _wraps(connection, kept.alias))
    while walk.seq < kept.seq:
        carried = log.page(connection, kept.alias, walk.seq, kept.seq)
        if not carried or not walk.enter(carried):
            return False
    return walk.leads_to(
        Said(
            kept.seq,
            kept.head,
            kept.stored_bytes,
            roster_at(connection, kept),
            _devices(connection, kept.alias),
            _ids(connection, kept.alias),
        )
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
