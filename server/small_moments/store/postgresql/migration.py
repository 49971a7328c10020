"""Migrations of PostgreSQL: each whole or not at all, under a lock, and noted in a table."""

from typing import Final

from asyncpg import exceptions

from small_moments.store import migrations
from small_moments.store.errors import StoreError
from small_moments.store.migrations import FOLDER, Migrated, Migration, MigrationError
from small_moments.store.postgresql.pool import Connection, Pool, said

UNFINISHED: Final = (
    "a copy into this database was not finished; start `small-moments db copy` again"
)
_LOCK: Final = 0x534D4D4F4D454E54  # one number for all servers of this program
_WAITS_FOR: Final = 86_400.0  # seconds; without a number the pool's few would hold


class _TriedError(Exception):
    """Everything went well, and is to be taken back."""


def read() -> list[Migration]:
    """All migrations of PostgreSQL."""
    return migrations.read(FOLDER / "postgresql")


async def version(connection: Connection) -> int:
    """The number of the last migration applied; 0 for an empty database."""
    if await connection.fetchval("SELECT to_regclass('migration')") is None:
        return 0
    return await connection.fetchval("SELECT coalesce(max(number), 0) FROM migration")


async def is_unfinished(connection: Connection) -> bool:
    """Whether a copy into this database was begun and not finished."""
    return await connection.fetchval("SELECT to_regclass('unfinished_copy')") is not None


async def lock(connection: Connection) -> None:
    """Until the end of the transaction nobody else changes the schema."""
    await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK, timeout=_WAITS_FOR)


async def apply(pool: Pool, *, known: list[Migration] | None = None, dry: bool = False) -> Migrated:
    """Bring the database to the newest migration, or only try it. A newer one is refused."""
    wanted = read() if known is None else known

    async def bring(connection: Connection) -> Migrated:
        await lock(connection)
        if await is_unfinished(connection):
            raise StoreError(UNFINISHED)
        return await upgrade(connection, wanted, dry=dry)

    try:
        return await pool.write(bring)
    except _TriedError as tried:
        return tried.args[0]


async def upgrade(
    connection: Connection, wanted: list[Migration], *, dry: bool = False
) -> Migrated:
    """Apply what is missing, within a transaction."""
    missing = migrations.missing(wanted, await version(connection))
    if missing.before == 0:
        # Which migrations were applied.
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS migration (number INT PRIMARY KEY, name TEXT NOT NULL)"
        )
    for one in wanted[missing.before :]:
        try:
            await connection.execute(one.sql, timeout=_WAITS_FOR)
        except exceptions.PostgresError as error:
            raise MigrationError(f"migration {one.number} ({one.name}): {said(error)}") from None
        await connection.execute("INSERT INTO migration VALUES ($1, $2)", one.number, one.name)
    if dry:
        raise _TriedError(missing)
    return missing


async def check(pool: Pool) -> None:
    """Raises StoreError, MigrationError where a database is not one of this program's schema."""

    async def look(connection: Connection) -> int:
        if await is_unfinished(connection):
            raise StoreError(UNFINISHED)
        return await version(connection)

    if migrations.missing(read(), found := await pool.read(look)).names:
        raise MigrationError(
            f"the database is of schema {found}, this program is for {len(read())}; "
            "`small-moments migrate` brings an older one up"
        )
