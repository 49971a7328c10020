"""A database of PostgreSQL, opened as a store."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from small_moments.chunks.chunks import Chunks
from small_moments.store.answering import Tell
from small_moments.store.postgresql import migration, pool
from small_moments.store.postgresql.listening import Listening
from small_moments.store.postgresql.store import PostgresqlStore


@asynccontextmanager
async def served(url: str, chunks: Chunks, tell: Tell) -> AsyncGenerator[PostgresqlStore]:
    """For a server, one of several perhaps: migrated, and hearing of the others."""
    async with pool.opened(url, tell) as opened_pool:
        await migration.apply(opened_pool)
        listening = Listening(url, opened_pool)
        task = asyncio.create_task(listening.run())
        try:
            await listening.begun()
            yield PostgresqlStore(opened_pool, listening, chunks)
        finally:
            task.cancel()
            await asyncio.wait({task})


@asynccontextmanager
async def opened(
    url: str, chunks: Chunks, *, upgrades: bool = True
) -> AsyncGenerator[PostgresqlStore]:
    """For a command. Without `upgrades` a database of an older schema is refused."""
    async with pool.opened(url) as opened_pool:
        if upgrades:
            await migration.apply(opened_pool)
        else:
            await migration.check(opened_pool)
        yield PostgresqlStore(opened_pool, Listening(url, opened_pool), chunks)
