"""Accounts: registering, loading their state, showing every row, deleting."""

import sqlite3
from collections.abc import Callable

from small_moments import roster
from small_moments.chain import Accepted, Last, State
from small_moments.chunks.chunks import Name
from small_moments.layout import Account, HeadHash, MemberId, RevisionId
from small_moments.store.sqlite import blobs, invitations, log
from small_moments.store.sqlite.positions import ALIAS_LIMIT, first, last, position
from small_moments.store.store import NotInvitedError, Row, TakenError

# Each table with the condition that finds the rows of one account.
_BY_ALIAS = ("account", "device", "session", "blob", "reference", "chunk")
_BY_POSITION = ("link", "roster", "wrap", "revision")


def register(
    connection: sqlite3.Connection,
    accepted: Accepted,
    invitation: bytes,
    random: Callable[[int], bytes],
    today: int,
) -> State:
    """Store a new account and use up its invitation (a hash), which has to be valid today."""
    if _alias_of(connection, accepted.after.account) is not None:
        raise TakenError
    if not invitations.use(connection, invitation, today):
        raise NotInvitedError
    alias = _free_alias(connection, random)
    connection.execute(
        "INSERT INTO account (alias, account, seq, head, roster_at, stored_bytes)"
        " VALUES (?, ?, 0, ?, ?, 0)",
        (alias, accepted.after.account, bytes(32), position(alias, 1)),
    )
    return log.append(connection, alias, bytes(32), accepted)[0]


def _free_alias(connection: sqlite3.Connection, random: Callable[[int], bytes]) -> int:
    while True:
        alias = int.from_bytes(random(3), "big") % ALIAS_LIMIT
        taken = connection.execute("SELECT 1 FROM account WHERE alias = ?", (alias,))
        if alias and taken.fetchone() is None:
            return alias


def _alias_of(connection: sqlite3.Connection, account: Account) -> int | None:
    row = connection.execute("SELECT alias FROM account WHERE account = ?", (account,)).fetchone()
    return None if row is None else row[0]


def load(connection: sqlite3.Connection, account: Account) -> State | None:
    """The state of an account at its head."""
    row = connection.execute(
        "SELECT account.alias, seq, head, stored_bytes, roster.roster FROM account"
        " JOIN roster ON roster.position = account.roster_at WHERE account.account = ?",
        (account,),
    ).fetchone()
    if row is None:
        return None
    return State(
        alias=row[0],
        account=account,
        seq=row[1],
        head=HeadHash(row[2]),
        stored_bytes=row[3],
        roster=roster.parse(row[4]),
        devices=_devices(connection, row[0]),
    )


def _devices(connection: sqlite3.Connection, alias: int) -> dict[MemberId, Last]:
    rows = connection.execute(
        "SELECT device, counter, revision FROM device WHERE alias = ?", (alias,)
    ).fetchall()
    return {MemberId(row[0]): Last(row[1], RevisionId(row[2])) for row in rows}


def first_roster(connection: sqlite3.Connection, account: Account) -> bytes | None:
    """Roster 0 as it was registered."""
    row = connection.execute(
        "SELECT roster FROM roster WHERE position ="
        " (SELECT (alias << 40) | (1 << 8) FROM account WHERE account = ?)",
        (account,),
    ).fetchone()
    return None if row is None else row[0]


def roster_in_force(connection: sqlite3.Connection, account: Account) -> bytes | None:
    """The newest roster version."""
    row = connection.execute(
        "SELECT roster.roster FROM account JOIN roster ON roster.position = account.roster_at"
        " WHERE account.account = ?",
        (account,),
    ).fetchone()
    return None if row is None else row[0]


def roster_numbered(connection: sqlite3.Connection, account: Account, number: int) -> bytes | None:
    """One version. They are numbered from 0 in the order in which they came."""
    found = _rosters(connection, account, number, 1)
    return found[0] if found else None


def rosters_after(connection: sqlite3.Connection, account: Account, number: int) -> list[bytes]:
    """Every version that came after that one, in order."""
    return _rosters(connection, account, number + 1, -1)


def _rosters(
    connection: sqlite3.Connection, account: Account, start: int, most: int
) -> list[bytes]:
    alias = _alias_of(connection, account) or 0  # no account has alias 0
    found = connection.execute(
        "SELECT roster FROM roster WHERE position BETWEEN ? AND ?"
        " ORDER BY position LIMIT ? OFFSET ?",
        (first(alias), last(alias), most, start),
    )
    return [row[0] for row in found.fetchall()]


def rows(connection: sqlite3.Connection, alias: int) -> dict[str, list[Row]]:
    """Every row about an account, by table, as it is."""
    found = {table: _select(connection, table, "alias = ?", (alias,)) for table in _BY_ALIAS}
    for table in _BY_POSITION:
        found[table] = _select(
            connection, table, "position BETWEEN ? AND ?", (first(alias), last(alias))
        )
    return found


def _select(
    connection: sqlite3.Connection, table: str, condition: str, values: tuple[int, ...]
) -> list[Row]:
    query = f"SELECT * FROM {table} WHERE {condition}"  # noqa: S608 - both from this file
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def delete(
    connection: sqlite3.Connection, account: Account, note: Callable[[], None] | None = None
) -> list[Name]:
    """Delete every row about an account; `note` is called before, if there is one.

    Returns the chunks to let go of.
    """
    alias = _alias_of(connection, account)
    if alias is None:
        return []
    gone = blobs.of_account(connection, alias)
    if note is not None:
        note()
    for table in _BY_POSITION:
        connection.execute(
            f"DELETE FROM {table} WHERE position BETWEEN ? AND ?",  # noqa: S608 - from this file
            (first(alias), last(alias)),
        )
    for table in reversed(_BY_ALIAS):
        connection.execute(
            f"DELETE FROM {table} WHERE alias = ?",  # noqa: S608 - from this file
            (alias,),
        )
    return gone
