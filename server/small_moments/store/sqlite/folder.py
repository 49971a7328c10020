"""A data folder, opened as a store."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from small_moments.chunks.chunks import Chunks
from small_moments.store.sqlite import database
from small_moments.store.sqlite.claim import Serving
from small_moments.store.sqlite.passing import Passing
from small_moments.store.sqlite.store import SqliteStore


@asynccontextmanager
async def opened(
    folder: Path, chunks: Chunks, origin: str | None = None
) -> AsyncGenerator[SqliteStore]:
    """The store of a folder, migrated and checked; for a server with its origin.

    Several programs may have it open. Only the first of them upgrades it.
    """
    serving = Serving(folder, origin)
    try:
        async with database.opened(folder, upgrades=serving.is_alone) as found:
            passing = Passing(folder)
            try:
                serving.begin()
                yield SqliteStore(found, passing, folder, chunks)
            finally:
                await passing.close()
    finally:
        serving.release()
