"""Accounts on PostgreSQL: registering, loading their state, showing every row, deleting."""

from typing import Any, Final

from small_moments import roster
from small_moments.chain import Accepted, Last, State
from small_moments.chunks.chunks import Name
from small_moments.layout import ZERO32, Account, HeadHash, MemberId, RevisionId
from small_moments.store import erased
from small_moments.store.postgresql import blobs, log, passing
from small_moments.store.postgresql.pool import Connection
from small_moments.store.store import NotInvitedError, Row, TakenError

TABLES: Final = (
    *("account", "device", "session", "link", "roster", "wrap", "revision"),
    *("blob", "reference", "chunk"),
)


async def register(
    connection: Connection, accepted: Accepted, invitation: bytes, today: int
) -> State:
    """Store a new account and use up its invitation (a hash), which has to be valid today."""
    new = await connection.fetchval(
        "INSERT INTO account (account, seq, head, roster_at, stored_bytes)"
        " VALUES ($1, 0, $2, 1, 0) ON CONFLICT DO NOTHING RETURNING 1",
        *(accepted.after.account, ZERO32),
    )
    if new is None:
        raise TakenError
    used = await connection.fetchval(
        "DELETE FROM invitation WHERE code = $1 AND (last_day IS NULL OR last_day >= $2)"
        " RETURNING 1",
        *(invitation, today),
    )
    if used is None:
        raise NotInvitedError
    return (await log.append(connection, ZERO32, accepted))[0]


async def load(connection: Connection, account: Account) -> State | None:
    """The state of an account at its head."""
    row = await connection.fetchrow(
        "SELECT account.seq, head, stored_bytes, roster.roster FROM account"
        " JOIN roster ON roster.account = account.account AND roster.seq = roster_at"
        " WHERE account.account = $1",
        account,
    )
    if row is None:
        return None
    return State(
        alias=0,
        account=account,
        seq=row[0],
        head=HeadHash(row[1]),
        stored_bytes=row[2],
        roster=roster.parse(row[3]),
        devices=await devices(connection, account),
    )


async def devices(connection: Connection, account: Account) -> dict[MemberId, Last]:
    """How far each device has come."""
    rows = await connection.fetch(
        "SELECT device, counter, revision FROM device WHERE account = $1", account
    )
    return {MemberId(row[0]): Last(row[1], RevisionId(row[2])) for row in rows}


async def rows(connection: Connection, account: Account) -> dict[str, list[Row]]:
    """Every row about an account, by table, as it is."""
    return {table: await _select(connection, table, account) for table in TABLES}


async def _select(connection: Connection, table: str, account: Account) -> list[Row]:
    query = f"SELECT * FROM {table} WHERE account = $1"  # noqa: S608 - from this file
    found: list[Any] = await connection.fetch(query, account)
    return [dict(row) for row in found]


async def delete(connection: Connection, account: Account, day: int) -> list[Name]:
    """Note that it is erased, and delete every row about it; returns the chunks to let go of.

    The account's own row goes first: whoever would append waits for it, and finds none.
    """
    gone = await connection.fetchval("DELETE FROM account WHERE account = $1 RETURNING 1", account)
    if gone is None:
        return []
    chunks = await blobs.of_account(connection, account)
    await connection.execute(
        "INSERT INTO erased VALUES ($1, $2, 1)"
        " ON CONFLICT (account_hash, day) DO UPDATE SET times = erased.times + 1",
        *(bytes.fromhex(erased.hashed(account)), day),
    )
    await passing.drop(connection, account)
    for table in (*TABLES[1:], "used_nonce"):
        query = f"DELETE FROM {table} WHERE account = $1"  # noqa: S608 - from this file
        await connection.execute(query, account)
    return chunks
