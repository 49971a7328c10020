"""PostgreSQL alone: its schema, its migrations, and what is tried again."""

import asyncio

import pytest
from asyncpg import exceptions
from small_moments.layout import Account
from small_moments.settings import Settings
from small_moments.store import opening
from small_moments.store.errors import StoreError, UnavailableError
from small_moments.store.migrations import Migration, MigrationError
from small_moments.store.postgresql import listening, migration, pool
from small_moments.store.postgresql.pool import TRIES, Connection, Pool
from small_moments.store.postgresql.store import PostgresqlStore

from tests.postgresql import Cluster

KINDS = ("BYTEA", "BIGINT", "INT")
NO_ACCOUNT = {
    "invitation": "code", "erased": "account_hash", "challenge_key": "one", "mailbox": "mailbox",
    "message": "mailbox", "migration": "number",
}  # fmt: skip


@pytest.fixture
def settings(cluster: Cluster) -> Settings:
    """An empty database."""
    return Settings(database=cluster.make())


def test_every_key_of_an_account_begins_with_it_and_nothing_ties_accounts_together(
    settings: Settings, cluster: Cluster
) -> None:
    asyncio.run(opening.migrate(settings.database, dry=False))
    keys = cluster.execute(
        "SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND i.indisunique",
        settings.database,
    )
    first = {(row[0], row[1]) for row in keys}
    assert {pair for pair in first if pair[1] != "account"} == set(NO_ACCOUNT.items())
    ties = cluster.execute(
        "SELECT conname FROM pg_constraint WHERE contype = 'f' UNION ALL SELECT tgname FROM"
        " pg_trigger UNION ALL SELECT relname FROM pg_class WHERE relkind = 'S'",
        settings.database,
    )
    assert ties == []


def test_every_table_and_column_is_explained() -> None:
    for one in migration.read():
        for line in one.sql.splitlines():
            if line.startswith("    ") and line.split()[1].rstrip(",") in KINDS:
                assert "--" in line or line.split()[0] in ("account", "seq"), line


async def test_servers_that_start_at_once_on_an_empty_database_all_start(
    settings: Settings,
) -> None:
    async def start() -> int:
        async with opening.served(settings, "") as store:
            return await store.count()

    assert await asyncio.gather(*(start() for _ in range(5))) == [0] * 5


async def test_no_server_starts_on_what_is_being_copied_into(settings: Settings) -> None:
    connection = await pool.connect(settings.database)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", listening.SERVED)
        with pytest.raises(StoreError, match="a copy into this database is under way"):
            async with opening.served(settings, ""):
                pass
    finally:
        await connection.close()
    async with opening.served(settings, "") as store:
        assert await store.is_ready()


async def test_a_migration_that_fails_changes_nothing(settings: Settings) -> None:
    newest = len(migration.read())
    bad = Migration(newest + 1, "bad", "CREATE TABLE half (a INT); INSERT INTO nowhere VALUES (1);")
    async with pool.opened(settings.database) as opened_pool:
        await migration.apply(opened_pool)
        for _ in range(2):
            with pytest.raises(MigrationError, match=r"migration \d \(bad\): relation"):
                await migration.apply(opened_pool, known=[*migration.read(), bad])
        assert (await opened_pool.ask("SELECT to_regclass('half')"))[0][0] is None
        assert await opened_pool.read(migration.version) == newest
        with pytest.raises(MigrationError, match="this program knows up to 0"):
            await migration.apply(opened_pool, known=[])


async def test_a_migration_may_take_longer_than_other_statements_and_who_waits_for_it_waits(
    settings: Settings,
) -> None:
    newest = len(migration.read())
    long = Migration(newest + 1, "long", "SELECT pg_sleep(0.6)")
    async with (
        pool.opened(settings.database, answers_within=0.3) as one,
        pool.opened(settings.database, answers_within=0.3) as two,
    ):
        await migration.apply(one)
        known = [*migration.read(), long]
        done = await asyncio.gather(*(migration.apply(here, known=known) for here in (one, two)))
        assert sorted(len(migrated.names) for migrated in done) == [0, 1]
        with pytest.raises(UnavailableError):
            await one.run("SELECT pg_sleep(0.6)")


async def test_writes_that_conflict_are_tried_again_and_not_for_ever(settings: Settings) -> None:
    async with opening.served(settings, "") as store:
        assert isinstance(store, PostgresqlStore)
        assert await store.pool.write(Failing(2)) == 3
        tried = Failing(TRIES + 1)
        with pytest.raises(UnavailableError, match="too many conflicts"):
            await store.pool.write(tried)
        assert tried.tries == TRIES


class Failing:
    """Work that PostgreSQL itself refuses so many times."""

    def __init__(self, times: int) -> None:
        self._times = times
        self.tries = 0

    async def __call__(self, connection: Connection) -> int:
        self.tries += 1
        if self.tries <= self._times:
            state = ("40001", "40P01")[self.tries % 2]
            await connection.execute(f"DO $$BEGIN RAISE SQLSTATE '{state}'; END$$")
        return self.tries


async def test_what_is_acknowledged_is_flushed_whatever_the_database_does_for_others(
    settings: Settings, cluster: Cluster
) -> None:
    (row,) = cluster.execute("SELECT current_database()", settings.database)
    cluster.execute(f"ALTER DATABASE {row[0]} SET synchronous_commit = off")
    (row,) = cluster.execute("SHOW synchronous_commit", settings.database)
    assert row[0] == "off"
    async with pool.opened(settings.database) as opened_pool:
        assert await opened_pool.ask("SHOW synchronous_commit") == [("on",)]


async def test_a_deadlock_ends_well_for_both(settings: Settings) -> None:
    async with opening.served(settings, "") as store:
        assert isinstance(store, PostgresqlStore)
        await store.add_invitations([b"a", b"b"], 0)
        both = [asyncio.Event(), asyncio.Event()]

        async def cross(number: int) -> None:
            async def write(connection: Connection) -> None:
                codes = (b"a", b"b") if number else (b"b", b"a")
                for code in codes:
                    await connection.execute(
                        "UPDATE invitation SET last_day = last_day + 1 WHERE code = $1", code
                    )
                    both[number].set()
                    await both[1 - number].wait()

            await store.pool.write(write)

        await asyncio.gather(cross(0), cross(1))
        assert await store.pool.ask("SELECT DISTINCT last_day FROM invitation") == [(2,)]


async def test_a_message_that_outlived_its_mailbox_is_forgotten_and_others_are_not(
    settings: Settings,
) -> None:
    async with opening.served(settings, "") as store:
        assert isinstance(store, PostgresqlStore)
        await store.mailboxes.open(b"m" * 32, Account(bytes(16)), 0, 120, 500)
        await store.mailboxes.put(b"m" * 32, 1, b"sealed", 1)
        await store.pool.run("INSERT INTO message VALUES ($1, 1, $2)", b"o" * 32, b"orphaned")
        assert await store.forget(1) == 1
        assert await store.pool.ask("SELECT message FROM message") == [(b"sealed",)]


async def test_what_postgresql_refuses_otherwise_is_not_tried_again(settings: Settings) -> None:
    async with pool.opened(settings.database) as opened_pool:
        tried = list[int]()

        async def wrong(connection: Connection) -> None:
            tried.append(1)
            await connection.execute("SELECT 1 FROM nowhere")

        for ask in (opened_pool.read, opened_pool.write):
            with pytest.raises(exceptions.UndefinedTableError):
                await ask(wrong)
        assert len(tried) == 2
        assert isinstance(opened_pool, Pool)
