"""The rows of blobs in a database file, each call in one transaction."""

from collections.abc import Collection

from small_moments.blob import BlobId, Numbers
from small_moments.chain import State
from small_moments.chunks.chunks import Name
from small_moments.layout import RevisionId
from small_moments.store.blobs import Chunk, Found, Outcome
from small_moments.store.sqlite import blobs, survey
from small_moments.store.sqlite.database import Database


class Rows:
    """See `blobs.Rows`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(
        self, state: State, blob: BlobId, revision: RevisionId, numbers: Numbers, room: int
    ) -> Found:
        """See `blobs.Rows`."""
        return await self._database.writer.write(
            lambda write: blobs.begin(write, state.alias, blob, revision, numbers, room)
        )

    async def refer(self, state: State, revision: RevisionId, named: Collection[BlobId]) -> None:
        """See `blobs.Rows`."""
        await self._database.writer.write(
            lambda write: blobs.refer_all(write, state.alias, revision, named)
        )

    async def find(self, state: State, blob: BlobId) -> Found | None:
        """See `blobs.Rows`."""
        return await self._database.read(lambda read: blobs.find(read, state.alias, blob))

    async def place(self, state: State, blob: BlobId, index: int) -> tuple[Numbers, Chunk | None]:
        """See `blobs.Rows`."""
        return await self._database.read(lambda read: blobs.place(read, state.alias, blob, index))

    async def put(
        self, state: State, blob: BlobId, index: int, chunk: Chunk, lost: Name | None
    ) -> Outcome:
        """See `blobs.Rows`."""
        return await self._database.writer.write(
            lambda write: blobs.put(write, state.alias, blob, index, chunk, lost)
        )

    async def is_anyone_here(self) -> bool:
        """See `blobs.Rows`."""
        return await self._database.read(survey.count) > 0

    async def named(self, names: Collection[Name], *, surely: bool = False) -> set[Name]:
        """See `blobs.Rows`.

        A commit that failed may stand in the write-ahead log, for a start after a crash to find.
        Once that is emptied it does not.
        """
        if surely:
            return await self._database.writer.write(
                lambda write: blobs.named(write, names), erases=True
            )
        return await self._database.read(lambda read: blobs.named(read, names))
