"""A database of PostgreSQL as where a copy comes from, or goes to."""

from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from small_moments.chunks.chunks import Chunks
from small_moments.layout import Account
from small_moments.store.copying import PAGE_BYTES, Attached, CopyError, Head, Part, Rest
from small_moments.store.postgresql import accounts, log, migration, pool, replay
from small_moments.store.postgresql.listening import SERVED
from small_moments.store.postgresql.pool import Connection, Pool

_ALL: Final = (*accounts.TABLES, "invitation", "erased")


class _Source:
    """See `copying.Source`."""

    def __init__(self, connection: Connection, chunks: Chunks) -> None:
        self._here = connection
        self.chunks = chunks

    async def accounts(self) -> list[Account]:
        """See `copying.Source`."""
        rows = await self._here.fetch("SELECT account FROM account ORDER BY account")
        return [Account(row[0]) for row in rows]

    async def head(self, account: Account) -> Head:
        """See `copying.Source`."""
        seq, head, roster_at, stored, attached = await self._here.fetchrow(
            "SELECT seq, head, roster_at, stored_bytes, blob_bytes FROM account WHERE account = $1",
            account,
        )
        devices = await self._here.fetch(
            "SELECT device, counter, revision FROM device WHERE account = $1", account
        )
        return Head(
            account, seq, head, roster_at, stored, attached, [tuple(one) for one in devices]
        )

    async def parts(self, head: Head) -> AsyncIterator[Part]:
        """See `copying.Source`."""
        after = 0
        while after < head.seq:
            end = await log.page_end(self._here, head.account, after, head.seq, PAGE_BYTES)
            if end == after:
                return  # the log ends before its head: no walk leads there
            yield await self._part(head.account, after, end)
            after = end

    async def attached(self, account: Account) -> Attached:
        """See `copying.Source`."""

        async def rows(select: str) -> list[Any]:
            found = await self._here.fetch(f"{select} WHERE account = $1", account)
            return [tuple(row) for row in found]

        return Attached(
            await rows("SELECT blob, chunks, chunk, bytes FROM blob"),
            await rows("SELECT revision, blob FROM reference"),
            await rows("SELECT blob, place, file, hash FROM chunk"),
        )

    async def rest(self) -> Rest:
        """See `copying.Source`."""
        codes = await self._here.fetch("SELECT code, last_day FROM invitation")
        gone = await self._here.fetch("SELECT account_hash, day, times FROM erased")
        lines = Counter({f"{day} {hashed.hex()}": times for hashed, day, times in gone})
        return Rest([tuple(row) for row in codes], lines)

    async def _part(self, account: Account, after: int, end: int) -> Part:
        async def rows(select: str, order: str = "seq, place") -> list[Any]:
            query = f"{select} WHERE account = $1 AND seq > $2 AND seq <= $3 ORDER BY {order}"
            return [tuple(row) for row in await self._here.fetch(query, account, after, end)]

        return Part(
            await rows("SELECT seq, link, size FROM link", "seq"),
            await rows("SELECT seq, roster FROM roster", "seq"),
            await rows("SELECT seq, place, member, epoch, wrap FROM wrap"),
            await rows("SELECT seq, place, revision, header, body, body_hash FROM revision"),
        )


@asynccontextmanager
async def _alone(url: str) -> AsyncGenerator[tuple[Pool, Connection]]:
    async with (
        pool.opened(url, answers_within=None) as opened_pool,
        opened_pool.alone() as connection,
    ):
        yield opened_pool, connection


@asynccontextmanager
async def source(url: str, chunks: Chunks) -> AsyncGenerator[_Source]:
    """A database of this program's schema; servers may have it."""
    async with _alone(url) as (opened_pool, connection):
        await migration.check(opened_pool)
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            yield _Source(connection, chunks)


class _Target:
    """See `copying.Target`."""

    def __init__(self, connection: Connection, chunks: Chunks) -> None:
        self._here = connection
        self.chunks = chunks

    async def begin(self, head: Head) -> None:
        """See `copying.Target`."""
        async with self._here.transaction():
            await self._here.execute(
                "INSERT INTO account (account, seq, head, roster_at, stored_bytes, blob_bytes)"
                " VALUES ($1, $2, $3, $4, $5, $6)",
                *(head.account, head.seq, head.head, head.roster_at, head.stored_bytes),
                head.blob_bytes,
            )
            await self._insert("device", head.account, head.devices)

    async def add(self, account: Account, part: Part) -> None:
        """See `copying.Target`."""
        async with self._here.transaction():
            await self._insert("link", account, part.links)
            await self._insert("roster", account, part.rosters)
            await self._insert("wrap", account, part.wraps)
            await self._insert("revision", account, part.revisions)

    async def attach(self, account: Account, attached: Attached) -> None:
        """See `copying.Target`."""
        async with self._here.transaction():
            await self._insert("blob", account, attached.blobs)
            await self._insert("reference", account, attached.references)
            await self._insert("chunk", account, attached.chunks)

    async def holds(self, account: Account) -> bool:
        """See `copying.Target`."""
        return await replay.holds(self._here, account)

    async def finish(self, rest: Rest) -> None:
        """See `copying.Target`."""
        async with self._here.transaction():
            await self._here.copy_records_to_table("invitation", records=rest.invitations)
            gone = [(line.split(" "), times) for line, times in rest.erased.items()]
            await self._here.copy_records_to_table(
                "erased",
                records=[(bytes.fromhex(hashed), int(day), n) for (day, hashed), n in gone],
            )
            await self._here.execute("DROP TABLE unfinished_copy")

    async def _insert(self, table: str, account: Account, rows: list[Any]) -> None:
        await self._here.copy_records_to_table(table, records=[(account, *row) for row in rows])


@asynccontextmanager
async def target(url: str, chunks: Chunks) -> AsyncGenerator[_Target]:
    """An empty database. What was not finished there says so, and is begun anew."""
    async with _alone(url) as (_, connection):
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", SERVED):
            raise CopyError("servers have the database to copy into; stop them first")
        async with connection.transaction():
            await _take(connection)
        yield _Target(connection, chunks)


async def _take(connection: Connection) -> None:
    await migration.lock(connection)
    begun = await migration.is_unfinished(connection)
    if not begun and await migration.version(connection):
        await migration.upgrade(connection, migration.read())
        for table in _ALL:
            query = f"SELECT EXISTS (SELECT 1 FROM {table})"  # noqa: S608 - from this file
            if await connection.fetchval(query):
                raise CopyError("the database to copy into is not empty; name another one")
    if not begun:
        await connection.execute("CREATE TABLE unfinished_copy (one INT PRIMARY KEY)")
    await migration.upgrade(connection, migration.read())
    await connection.execute(f"TRUNCATE {', '.join(_ALL)}")
