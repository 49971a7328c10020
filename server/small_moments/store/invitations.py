"""Invitations as they are kept: hashes that go when they are used."""

import aiosqlite


async def add(connection: aiosqlite.Connection, code: bytes) -> None:
    """Keep the hash of a new code."""
    await connection.execute("INSERT INTO invitation (code) VALUES (?)", (code,))


async def use(connection: aiosqlite.Connection, code: bytes) -> bool:
    """Delete it; False if there is none."""
    async with connection.execute("DELETE FROM invitation WHERE code = ?", (code,)) as cursor:
        return cursor.rowcount == 1


async def is_anyone_in_or_invited(connection: aiosqlite.Connection) -> bool:
    """Whether there is an account or an unused invitation."""
    async with connection.execute(
        "SELECT EXISTS (SELECT 1 FROM account) OR EXISTS (SELECT 1 FROM invitation)"
    ) as cursor:
        row = await cursor.fetchone()
    return row is not None and bool(row[0])
