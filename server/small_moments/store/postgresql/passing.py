"""What passes, on PostgreSQL: used nonces, mailboxes of pairings."""

import os

from small_moments.layout import Account
from small_moments.store.postgresql.pool import Connection, Pool
from small_moments.store.store import FullError, NoMailboxError, UsedError


class Nonces:
    """See `store.Nonces`."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def key(self) -> bytes:
        """See `store.Nonces`. Asked for each time: a crash takes the one that was."""
        while not (found := await self._pool.ask("SELECT key FROM challenge_key")):
            await self._pool.run(
                "INSERT INTO challenge_key VALUES (1, $1) ON CONFLICT DO NOTHING", os.urandom(32)
            )
        return found[0][0]

    async def use(self, key: bytes, account: Account, nonce: bytes, ends: int) -> bool:
        """See `store.Nonces`."""

        async def spend(connection: Connection) -> bool:
            done = await connection.fetchval(
                "INSERT INTO used_nonce SELECT $1, $2, $3 FROM challenge_key WHERE key = $4"
                " ON CONFLICT DO NOTHING RETURNING 1",
                *(account, nonce, ends, key),
            )
            return done is not None

        return await self._pool.write(spend)


class Mailboxes:
    """See `store.Mailboxes`."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def open(self, mailbox: bytes, account: Account, now: int, ends: int, most: int) -> None:
        """See `store.Mailboxes`."""

        async def begin(connection: Connection) -> None:
            await forget(connection, now)
            if await _exists(connection, mailbox, now):
                raise UsedError
            await drop(connection, account)
            if await connection.fetchval("SELECT count(*) FROM mailbox") >= most:
                raise FullError
            made = await connection.fetchval(
                "INSERT INTO mailbox VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1",
                *(mailbox, account, ends),
            )
            if made is None:
                raise UsedError

        await self._pool.write(begin)

    async def put(self, mailbox: bytes, step: int, message: bytes, now: int) -> None:
        """See `store.Mailboxes`."""

        async def leave(connection: Connection) -> None:
            if not await _exists(connection, mailbox, now):
                raise NoMailboxError
            left = await connection.fetchval(
                "INSERT INTO message VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1",
                *(mailbox, step, message),
            )
            if left is None:
                raise UsedError

        await self._pool.write(leave)

    async def take(self, mailbox: bytes, step: int, now: int) -> bytes | None:
        """See `store.Mailboxes`."""

        async def fetch(connection: Connection) -> bytes | None:
            if not await _exists(connection, mailbox, now):
                raise NoMailboxError
            # Locked: of two who take, the other one waits and finds it taken.
            row = await connection.fetchrow(
                "SELECT message FROM message WHERE mailbox = $1 AND step = $2 FOR UPDATE",
                *(mailbox, step),
            )
            if row is None:
                return None
            if row[0] is None:
                raise UsedError
            await connection.execute(
                "UPDATE message SET message = NULL WHERE mailbox = $1 AND step = $2",
                *(mailbox, step),
            )
            return row[0]

        return await self._pool.write(fetch)

    async def close(self, mailbox: bytes) -> None:
        """See `store.Mailboxes`."""

        async def end(connection: Connection) -> None:
            await connection.execute("DELETE FROM message WHERE mailbox = $1", mailbox)
            await connection.execute("DELETE FROM mailbox WHERE mailbox = $1", mailbox)

        await self._pool.write(end)


async def forget(connection: Connection, now: int) -> int:
    """Drop what is too old; how many mailboxes and nonces are left."""
    await connection.execute("DELETE FROM used_nonce WHERE ends < $1", now)
    await connection.execute("DELETE FROM mailbox WHERE ends <= $1", now)
    # Also one that was left in the moment in which another server ended its mailbox.
    await connection.execute(
        "DELETE FROM message WHERE mailbox NOT IN (SELECT mailbox FROM mailbox)"
    )
    return await connection.fetchval(
        "SELECT (SELECT count(*) FROM used_nonce) + (SELECT count(*) FROM mailbox)"
    )


async def drop(connection: Connection, account: Account) -> None:
    """End the mailbox that an account has."""
    await connection.execute(
        "DELETE FROM message WHERE mailbox IN (SELECT mailbox FROM mailbox WHERE account = $1)",
        account,
    )
    await connection.execute("DELETE FROM mailbox WHERE account = $1", account)


async def _exists(connection: Connection, mailbox: bytes, now: int) -> bool:
    found = await connection.fetchval(
        "SELECT 1 FROM mailbox WHERE mailbox = $1 AND ends > $2", mailbox, now
    )
    return found is not None
