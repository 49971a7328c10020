"""The rows of blobs on PostgreSQL.

Whoever changes what names what holds the account's row alone, as who appends does; whoever adds a
chunk shares it. So nothing of a blob comes after the purge that took it.
"""

from collections.abc import Collection
from typing import Final

from small_moments.blob import BlobId, Numbers
from small_moments.chain import State
from small_moments.chunks.chunks import Name
from small_moments.layout import Account, RevisionId
from small_moments.store.blobs import (
    AccountFullError,
    BlobTakenError,
    BlobUnknownError,
    Chunk,
    Found,
    Outcome,
    RevisionPurgedError,
    RevisionUnknownError,
)
from small_moments.store.postgresql.pool import Connection, Pool

_ALONE: Final = "SELECT 1 FROM account WHERE account = $1 FOR UPDATE"
_SHARED: Final = "SELECT 1 FROM account WHERE account = $1 FOR SHARE"
_ENTER: Final = (
    "UPDATE account SET blob_bytes = blob_bytes + $2"
    " WHERE account = $1 AND stored_bytes + blob_bytes + $2 <= $3 RETURNING 1"
)
_REFER: Final = (
    "INSERT INTO reference (account, revision, blob) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
)
# In place of one whose bytes were lost, if there is one.
_PUT: Final = (
    "INSERT INTO chunk (account, blob, place, file, hash) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (account, blob, place) DO UPDATE SET file = $4, hash = $5"
    " WHERE chunk.file = $6 RETURNING 1"
)


class Rows:
    """See `blobs.Rows`."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def begin(
        self, state: State, blob: BlobId, revision: RevisionId, numbers: Numbers, room: int
    ) -> Found:
        """See `blobs.Rows`."""

        async def begin(connection: Connection) -> Found:
            await connection.execute(_ALONE, state.account)
            await _check_revision(connection, state.account, revision)
            found = await _find(connection, state.account, blob)
            if found is None:
                await _enter(connection, state.account, blob, numbers, room)
                found = Found(numbers, {})
            elif found.numbers != numbers:
                raise BlobTakenError
            await connection.execute(_REFER, state.account, revision, blob)
            return found

        return await self._pool.write(begin)

    async def refer(self, state: State, revision: RevisionId, named: Collection[BlobId]) -> None:
        """See `blobs.Rows`."""
        asked = set(named)

        async def refer(connection: Connection) -> None:
            await connection.execute(_ALONE, state.account)
            await _check_revision(connection, state.account, revision)
            known = await connection.fetchval(
                "SELECT count(*) FROM blob WHERE account = $1 AND blob = ANY ($2::bytea[])",
                *(state.account, list(asked)),
            )
            if known != len(asked):
                raise BlobUnknownError
            await connection.executemany(_REFER, [(state.account, revision, one) for one in asked])

        await self._pool.write(refer)

    async def find(self, state: State, blob: BlobId) -> Found | None:
        """See `blobs.Rows`."""
        return await self._pool.read(lambda read: _find(read, state.account, blob))

    async def place(self, state: State, blob: BlobId, index: int) -> tuple[Numbers, Chunk | None]:
        """See `blobs.Rows`."""
        return await self._pool.read(lambda read: _place(read, state.account, blob, index))

    async def put(
        self, state: State, blob: BlobId, index: int, chunk: Chunk, lost: Name | None
    ) -> Outcome:
        """See `blobs.Rows`."""

        async def put(connection: Connection) -> Outcome:
            await connection.execute(_SHARED, state.account)
            try:
                await _place(connection, state.account, blob, index)
            except BlobUnknownError:
                return "unknown"
            row = (state.account, blob, index, chunk.name, chunk.hash, lost)
            if await connection.fetchval(_PUT, *row):
                return "kept"
            _, there = await _place(connection, state.account, blob, index)
            return "same" if there is not None and there.hash == chunk.hash else "other"

        return await self._pool.write(put)

    async def is_anyone_here(self) -> bool:
        """See `blobs.Rows`."""
        return (await self._pool.ask("SELECT EXISTS (SELECT 1 FROM account)"))[0][0]

    async def named(self, names: Collection[Name], *, surely: bool = False) -> set[Name]:
        """See `blobs.Rows`. Here what is not committed never comes to be."""
        del surely
        found = await self._pool.ask(
            "SELECT file FROM chunk WHERE file = ANY ($1::bytea[])", list(names)
        )
        return {Name(row[0]) for row in found}


async def _check_revision(connection: Connection, account: Account, revision: RevisionId) -> None:
    gone = await connection.fetchval(
        "SELECT body IS NULL FROM revision WHERE account = $1 AND revision = $2", account, revision
    )
    if gone is None:
        raise RevisionUnknownError
    if gone:
        raise RevisionPurgedError


async def _enter(
    connection: Connection, account: Account, blob: BlobId, numbers: Numbers, room: int
) -> None:
    """It counts as a whole from now on."""
    if not await connection.fetchval(_ENTER, account, numbers.bytes, room):
        raise AccountFullError
    await connection.execute(
        "INSERT INTO blob (account, blob, chunks, chunk, bytes) VALUES ($1, $2, $3, $4, $5)",
        *(account, blob, numbers.chunks, numbers.chunk, numbers.bytes),
    )


async def _numbers(connection: Connection, account: Account, blob: BlobId) -> Numbers | None:
    row = await connection.fetchrow(
        "SELECT chunks, chunk, bytes FROM blob WHERE account = $1 AND blob = $2", account, blob
    )
    return None if row is None else Numbers(*row)


async def _find(connection: Connection, account: Account, blob: BlobId) -> Found | None:
    numbers = await _numbers(connection, account, blob)
    if numbers is None:
        return None
    rows = await connection.fetch(
        "SELECT place, file FROM chunk WHERE account = $1 AND blob = $2", account, blob
    )
    return Found(numbers, {row[0]: Name(row[1]) for row in rows})


async def _place(
    connection: Connection, account: Account, blob: BlobId, index: int
) -> tuple[Numbers, Chunk | None]:
    numbers = await _numbers(connection, account, blob)
    if numbers is None or not 0 <= index < numbers.chunks:
        raise BlobUnknownError
    row = await connection.fetchrow(
        "SELECT file, hash FROM chunk WHERE account = $1 AND blob = $2 AND place = $3",
        *(account, blob, index),
    )
    return numbers, None if row is None else Chunk(Name(row[0]), row[1])


async def purge(
    connection: Connection, account: Account, revisions: Collection[bytes]
) -> list[Name]:
    """These cease to name; what none names any more goes. Returns the chunks to let go of."""
    ceased = await connection.fetch(
        "DELETE FROM reference WHERE account = $1 AND revision = ANY ($2::bytea[]) RETURNING blob",
        *(account, list(revisions)),
    )
    gone = await connection.fetch(
        "DELETE FROM blob WHERE account = $1 AND blob = ANY ($2::bytea[]) AND NOT EXISTS"
        " (SELECT 1 FROM reference WHERE reference.account = $1 AND reference.blob = blob.blob)"
        " RETURNING blob, bytes",
        *(account, list({row[0] for row in ceased})),
    )
    await connection.execute(
        "UPDATE account SET blob_bytes = blob_bytes - $2 WHERE account = $1",
        *(account, sum(row[1] for row in gone)),
    )
    files = await connection.fetch(
        "DELETE FROM chunk WHERE account = $1 AND blob = ANY ($2::bytea[]) RETURNING file",
        *(account, [row[0] for row in gone]),
    )
    return [Name(row[0]) for row in files]


async def of_account(connection: Connection, account: Account) -> list[Name]:
    """All chunks of an account."""
    rows = await connection.fetch("SELECT file FROM chunk WHERE account = $1", account)
    return [Name(row[0]) for row in rows]


_WRONG: Final = """
    SELECT blob_bytes <> (SELECT coalesce(sum(bytes), 0) FROM blob WHERE blob.account = $1)
        OR EXISTS (SELECT 1 FROM blob WHERE account = $1 AND NOT EXISTS (
            SELECT 1 FROM reference WHERE account = $1 AND reference.blob = blob.blob))
        OR EXISTS (SELECT 1 FROM reference WHERE account = $1 AND NOT EXISTS (
            SELECT 1 FROM blob WHERE account = $1 AND blob.blob = reference.blob))
        OR EXISTS (SELECT 1 FROM reference WHERE account = $1 AND NOT EXISTS (
            SELECT 1 FROM revision WHERE account = $1
                AND revision.revision = reference.revision AND body IS NOT NULL))
        OR EXISTS (SELECT 1 FROM chunk WHERE account = $1 AND NOT EXISTS (
            SELECT 1 FROM blob WHERE account = $1 AND blob.blob = chunk.blob
                AND place BETWEEN 0 AND chunks - 1))
    FROM account WHERE account.account = $1
"""


async def hold(connection: Connection, account: Account) -> bool:
    """Whether an account's blobs, what names them and their chunks agree."""
    return not await connection.fetchval(_WRONG, account)
