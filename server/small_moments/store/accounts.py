"""Accounts: registering, loading their state, showing every row, deleting."""

from collections.abc import Callable
from typing import Any

import aiosqlite

from small_moments import roster
from small_moments.chain import Accepted, Last, State
from small_moments.layout import Account, HeadHash, MemberId, RevisionId
from small_moments.store import invitations, log
from small_moments.store.positions import ALIAS_LIMIT, first, last, position

Row = dict[str, Any]

# Each table with the condition that finds the rows of one account.
_BY_ALIAS = ("account", "device", "session")
_BY_POSITION = ("link", "roster", "wrap", "revision")


class NotInvitedError(Exception):
    """The invitation is unknown or used."""


class TakenError(Exception):
    """The account id is registered already."""


async def register(
    connection: aiosqlite.Connection,
    accepted: Accepted,
    invitation: bytes,
    random: Callable[[int], bytes],
) -> State:
    """Store a new account and use up its invitation (a hash)."""
    async with connection.execute(
        "SELECT 1 FROM account WHERE account = ?", (accepted.after.account,)
    ) as cursor:
        if await cursor.fetchone() is not None:
            raise TakenError
    if not await invitations.use(connection, invitation):
        raise NotInvitedError
    alias = await _free_alias(connection, random)
    await connection.execute(
        "INSERT INTO account (alias, account, seq, head, roster_at, stored_bytes)"
        " VALUES (?, ?, 0, ?, ?, 0)",
        (alias, accepted.after.account, bytes(32), position(alias, 1)),
    )
    return await log.append(connection, alias, bytes(32), accepted)


async def _free_alias(connection: aiosqlite.Connection, random: Callable[[int], bytes]) -> int:
    while True:
        alias = int.from_bytes(random(3), "big") % ALIAS_LIMIT
        async with connection.execute("SELECT 1 FROM account WHERE alias = ?", (alias,)) as cursor:
            if alias and await cursor.fetchone() is None:
                return alias


async def load(connection: aiosqlite.Connection, account: Account) -> State | None:
    """The state of an account at its head."""
    async with connection.execute(
        "SELECT account.alias, seq, head, stored_bytes, roster.roster FROM account"
        " JOIN roster ON roster.position = account.roster_at WHERE account.account = ?",
        (account,),
    ) as cursor:
        row = await cursor.fetchone()
    if row is None:
        return None
    return State(
        alias=row[0],
        account=account,
        seq=row[1],
        head=HeadHash(row[2]),
        stored_bytes=row[3],
        roster=roster.parse(row[4]),
        devices=await _devices(connection, row[0]),
    )


async def _devices(connection: aiosqlite.Connection, alias: int) -> dict[MemberId, Last]:
    async with connection.execute(
        "SELECT device, counter, revision FROM device WHERE alias = ?", (alias,)
    ) as cursor:
        rows = await cursor.fetchall()
    return {MemberId(row[0]): Last(row[1], RevisionId(row[2])) for row in rows}


async def first_roster(connection: aiosqlite.Connection, account: Account) -> bytes | None:
    """Roster 0 as it was registered."""
    async with connection.execute(
        "SELECT roster FROM roster WHERE position ="
        " (SELECT (alias << 40) | (1 << 8) FROM account WHERE account = ?)",
        (account,),
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else row[0]


async def roster_in_force(connection: aiosqlite.Connection, account: Account) -> bytes | None:
    """The newest roster version."""
    async with connection.execute(
        "SELECT roster.roster FROM account JOIN roster ON roster.position = account.roster_at"
        " WHERE account.account = ?",
        (account,),
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else row[0]


async def rows(connection: aiosqlite.Connection, alias: int) -> dict[str, list[Row]]:
    """Every row about an account, by table, as it is."""
    found = {table: await _select(connection, table, "alias = ?", (alias,)) for table in _BY_ALIAS}
    for table in _BY_POSITION:
        found[table] = await _select(
            connection, table, "position BETWEEN ? AND ?", (first(alias), last(alias))
        )
    return found


async def _select(
    connection: aiosqlite.Connection, table: str, condition: str, values: tuple[int, ...]
) -> list[Row]:
    query = f"SELECT * FROM {table} WHERE {condition}"  # noqa: S608 - both from this file
    async with connection.execute(query, values) as cursor:
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in await cursor.fetchall()]


async def delete(connection: aiosqlite.Connection, account: Account) -> None:
    """Delete every row about an account."""
    async with connection.execute(
        "SELECT alias FROM account WHERE account = ?", (account,)
    ) as cursor:
        row = await cursor.fetchone()
    if row is None:
        return
    for table in _BY_POSITION:
        await connection.execute(
            f"DELETE FROM {table} WHERE position BETWEEN ? AND ?",  # noqa: S608 - from this file
            (first(row[0]), last(row[0])),
        )
    for table in reversed(_BY_ALIAS):
        await connection.execute(
            f"DELETE FROM {table} WHERE alias = ?",  # noqa: S608 - from this file
            (row[0],),
        )
