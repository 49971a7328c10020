"""Opens the store that the settings name. PostgreSQL's driver is loaded only where it is wanted."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

from small_moments.chunks import places
from small_moments.chunks.chunks import Name
from small_moments.findings import Finding
from small_moments.settings import Settings
from small_moments.store.answering import Tell, to_nobody
from small_moments.store.errors import StoreError
from small_moments.store.migrations import Migrated
from small_moments.store.sqlite import blobs, claim, folder, snapshot
from small_moments.store.store import Store
from small_moments.store.survey import Kept


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Store]:
    """For a command: the store, migrated and checked, whoever else has it open."""
    kept = places.of(settings)
    if settings.database:
        require()
        from small_moments.store.postgresql import database  # noqa: PLC0415

        async with database.opened(settings.database, kept) as store:
            yield store
    else:
        async with folder.opened(Path(settings.data), kept) as store:
            yield store


@asynccontextmanager
async def served(settings: Settings, origin: str, tell: Tell = to_nobody) -> AsyncGenerator[Store]:
    """For a server, one of several perhaps. Raises StoreError, MigrationError.

    `tell` is told, once each, that a database or a bucket does not answer, and that it does again.
    """
    kept = places.of(settings, tell)
    if settings.database:
        require()
        from small_moments.store.postgresql import database  # noqa: PLC0415

        async with database.served(settings.database, kept, tell) as store:
            yield store
    else:
        async with folder.opened(Path(settings.data), kept, origin) as store:
            yield store


async def survey(settings: Settings, today: int) -> tuple[list[Kept], int]:
    """What is kept of whom, and how many invitations are unused; changes nothing."""
    if not settings.database:
        return snapshot.survey_of(Path(settings.data), today)
    require()
    from small_moments.store.postgresql import database  # noqa: PLC0415

    async with database.opened(settings.database, places.of(settings), upgrades=False) as store:
        return await store.kept(), await store.invitations(today)


async def chunk_names(settings: Settings) -> set[Name]:
    """The chunks that rows name; changes nothing. Another schema raises UnsoundError or, of
    PostgreSQL, MigrationError.
    """
    if not settings.database:
        with snapshot.newest(Path(settings.data)) as connection:
            return set(blobs.every_name(connection))
    require()
    from small_moments.store.postgresql import migration, pool  # noqa: PLC0415

    async with pool.opened(settings.database) as opened_pool:
        await migration.check(opened_pool)
        return {Name(row[0]) for row in await opened_pool.ask("SELECT file FROM chunk")}


def last_origin(settings: Settings) -> str:
    """The origin of who serves, or last served, this store; empty if that is not known."""
    return "" if settings.database else claim.last_origin(Path(settings.data))


async def look(url: str) -> list[Finding]:
    """What there is to be said of a database of PostgreSQL; changes nothing."""
    require()
    from small_moments.store.postgresql import doctor  # noqa: PLC0415

    return await doctor.examine(url)


async def migrate(url: str, *, dry: bool) -> Migrated:
    """Bring a database of PostgreSQL up to this program, or only try it."""
    require()
    from small_moments.store.postgresql import migration, pool  # noqa: PLC0415

    async with pool.opened(url) as opened_pool:
        return await migration.apply(opened_pool, dry=dry)


def require() -> None:
    """Raises StoreError where PostgreSQL's driver is not installed."""
    if find_spec("asyncpg") is None:
        raise StoreError(
            "for PostgreSQL, asyncpg is missing: pip install 'small-moments[postgresql]'"
        )
