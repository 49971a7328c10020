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
    folder: Path, chunks: Chunks, *, upgrades: bool = True
) -> AsyncGenerator[SqliteStore]:
    """The store of a folder, migrated and checked. Several programs may have it open."""
    async with database.opened(folder, upgrades=upgrades) as found:
        passing = Passing(folder)
        try:
            yield SqliteStore(found, passing, folder, chunks)
        finally:
            await passing.close()


@asynccontextmanager
async def served(folder: Path, origin: str, chunks: Chunks) -> AsyncGenerator[SqliteStore]:
    """The same for a server. Only the first of several upgrades it."""
    serving = Serving(folder, origin)
    try:
        async with opened(folder, chunks, upgrades=serving.is_alone) as store:
            serving.begin()
            yield store
    finally:
        serving.release()
