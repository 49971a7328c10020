"""Whether the tables agree: a copy made at a bad moment can be sound to SQLite and of two moments.

`check_newest` compares what each account says of itself with its newest rows and with sums, at each
start; `check_whole` walks every log as a device would, for backups and whoever asks.
"""

import sqlite3
from collections.abc import Callable

from msgspec import Struct
from small_moments import link
from small_moments.layout import RefusedError
from small_moments.store.sqlite import blobs, replay
from small_moments.store.sqlite.connection import transact
from small_moments.store.sqlite.positions import first, last, position
from small_moments.store.sqlite.replay import Kept

PER_ROW = 64
"""What a link and each of its revisions add to the size of a page beside their bytes."""

_ACCOUNTS = "SELECT alias, account, seq, head, roster_at, stored_bytes FROM account"
# A position alone gives an account away: what belongs to none is found by counting.
_STRAYS = """
    SELECT (SELECT count(*) FROM link) <> (SELECT coalesce(sum(seq), 0) FROM account)
        OR (SELECT count(*) FROM revision NOT INDEXED)
            <> (SELECT coalesce(sum(counter), 0) FROM device)
"""

_SUMS = """
    SELECT count(*), coalesce(max(position), 0), coalesce(sum(size), 0),
        (SELECT count(*) FROM revision WHERE position >> 40 = :alias),
        (SELECT coalesce(sum(counter), 0) FROM device WHERE alias = :alias),
        (SELECT count(*) FROM roster WHERE position BETWEEN :first AND :last),
        (SELECT coalesce(max(position), 0) FROM roster WHERE position BETWEEN :first AND :last),
        (SELECT coalesce(max(position), 0) FROM (
            SELECT max(position) AS position FROM revision WHERE position BETWEEN :first AND :last
            UNION ALL SELECT max(position) FROM wrap WHERE position BETWEEN :first AND :last
        ))
    FROM link WHERE position BETWEEN :first AND :last
"""


class TornError(Exception):
    """The tables do not agree; the text says how many accounts, never which."""


class _Sums(Struct, frozen=True):
    """What the rows of an account come to; `newest` is a position, of links and of all else."""

    links: int
    newest_link: int
    size: int
    revisions: int
    counters: int
    rosters: int
    newest_roster: int
    newest: int


def check_newest(connection: sqlite3.Connection) -> None:
    """Raises TornError. A few rows and a few sums for each account, all of one moment."""
    _refuse(*transact(connection, "BEGIN", lambda inside: _count(inside, _is_newest_whole)))


def check_whole(connection: sqlite3.Connection) -> None:
    """Raises TornError. Every link and every body, each account as of one moment of its own.

    Between two accounts nobody who erases has to wait for this.
    """
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise TornError("the indexes are not those of the tables")
    _refuse(*_count(connection, lambda inside, kept: transact(inside, "BEGIN", _whole(kept))))


def _count(
    connection: sqlite3.Connection, is_whole: Callable[[sqlite3.Connection, Kept], bool]
) -> tuple[int, int, bool]:
    """How many accounts are torn, how many there are, and whether rows belong to none."""
    accounts = [Kept(*row) for row in connection.execute(_ACCOUNTS).fetchall()]
    torn = sum(not is_whole(connection, account) for account in accounts)
    strays = bool(connection.execute(_STRAYS).fetchone()[0])
    return torn, len(accounts), strays


def _refuse(torn: int, accounts: int, strays: bool) -> None:
    if torn:
        raise TornError(f"{torn} of {accounts} accounts are not as their logs say")
    if strays:
        raise TornError("there are rows that no account counts")


def holds(connection: sqlite3.Connection, alias: int) -> bool:
    """Whether one account is as its log says, and its log as it says."""
    kept = Kept(*connection.execute(f"{_ACCOUNTS} WHERE alias = ?", (alias,)).fetchone())
    return _is_newest_whole(connection, kept) and replay.holds(connection, kept)


def _whole(kept: Kept) -> Callable[[sqlite3.Connection], bool]:
    """Read again: an account may have moved on, or gone, since they were listed."""

    def check(connection: sqlite3.Connection) -> bool:
        row = connection.execute(f"{_ACCOUNTS} WHERE alias = ?", (kept.alias,)).fetchone()
        if row is None:
            return True
        now = Kept(*row)
        return _is_newest_whole(connection, now) and replay.holds(connection, now)

    return check


def _is_newest_whole(connection: sqlite3.Connection, kept: Kept) -> bool:
    sums = _sums(connection, kept.alias)
    added = sums.size - PER_ROW * (sums.links + sums.revisions)
    return (
        sums.links == kept.seq
        and sums.newest_link == position(kept.alias, kept.seq)
        and sums.newest <= position(kept.alias, kept.seq, 255)
        and sums.newest_roster == kept.roster_at
        and sums.revisions == sums.counters
        and added == kept.stored_bytes
        and _is_newest_link(connection, kept, sums.rosters)
        and (not blobs.knows(connection) or blobs.hold(connection, kept.alias))
    )


def _sums(connection: sqlite3.Connection, alias: int) -> _Sums:
    places = {"alias": alias, "first": first(alias), "last": last(alias)}
    return _Sums(*connection.execute(_SUMS, places).fetchone())


def _is_newest_link(connection: sqlite3.Connection, kept: Kept, rosters: int) -> bool:
    """The newest link is the head, with all that it names, under the roster in force."""
    where = position(kept.alias, kept.seq)
    row = connection.execute("SELECT link FROM link WHERE position = ?", (where,)).fetchone()
    try:
        newest = link.parse(row[0])
    except RefusedError:
        return False
    in_force = replay.roster_at(connection, kept)
    entered = newest.kind == link.ROSTER
    return (
        newest.head == kept.head
        and newest.account == kept.account
        and in_force is not None
        and in_force.number == rosters - 1
        and in_force.hash == (newest.payload[0] if entered else newest.roster)
        and entered == (kept.roster_at == where)
        and _ids(connection, where) == (newest.payload if newest.kind == link.REVISIONS else ())
        and _are_last_there(connection, kept.alias)
    )


def _ids(connection: sqlite3.Connection, where: int) -> tuple[bytes, ...]:
    rows = connection.execute(
        "SELECT revision FROM revision WHERE position BETWEEN ? AND ? ORDER BY position",
        (where, where | 0xFF),
    )
    return tuple(row[0] for row in rows)


def _are_last_there(connection: sqlite3.Connection, alias: int) -> bool:
    """The last revision of each device is kept."""
    row = connection.execute(
        "SELECT 1 FROM device WHERE alias = ? AND counter > 0 AND NOT EXISTS (SELECT 1 FROM"
        " revision WHERE position >> 40 = device.alias"
        " AND substr(revision.revision, 1, 8) = substr(device.revision, 1, 8)"
        " AND revision.revision = device.revision)",
        (alias,),
    ).fetchone()
    return row is None
