"""Migrations: each whole, after a backup; upgraded equals fresh; newer is refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from small_moments.store.sqlite import database, migration
from small_moments.store.sqlite.connection import connect
from small_moments.store.sqlite.migration import Migration, MigrationError


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name")
        return [(str(row[0]), str(row[1])) for row in rows]


async def upgrade(path: Path, migrations: list[Migration]) -> None:
    connection = await connect(path)
    try:
        await connection.run(
            lambda inside: migration.apply(inside, migrations, path.parent / "backups")
        )
    finally:
        await connection.close()


@pytest.mark.parametrize("begun_with", range(1, len(migration.read())))
async def test_an_upgraded_database_equals_a_fresh_one(tmp_path: Path, begun_with: int) -> None:
    everything = migration.read()
    fresh, old = tmp_path / "fresh.sqlite", tmp_path / "old.sqlite"
    await upgrade(fresh, everything)
    await upgrade(old, everything[:begun_with])
    assert schema(old) != schema(fresh)
    await upgrade(old, everything)
    assert schema(old) == schema(fresh)


async def test_before_an_upgrade_there_is_a_backup_of_what_was(tmp_path: Path) -> None:
    everything, path = migration.read(), tmp_path / "old.sqlite"
    await upgrade(path, everything[:1])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO link VALUES (256, x'01', 1)")
    before = schema(path)
    await upgrade(path, everything)
    (backup,) = (tmp_path / "backups").iterdir()
    assert backup.name == "before-0002.sqlite"
    assert schema(backup) == before
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM link").fetchone() == (1,)


async def test_a_fresh_database_and_a_current_one_need_no_backup(tmp_path: Path) -> None:
    for _ in range(2):
        await upgrade(tmp_path / "new.sqlite", migration.read())
    assert not (tmp_path / "backups").exists()


async def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / database.FILE
    await upgrade(path, migration.read())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(MigrationError, match="schema 99"):
        async with database.opened(tmp_path):
            pass
    assert schema(path)


async def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    await upgrade(path, migration.read())
    before = schema(path)
    number = len(migration.read()) + 1
    bad = Migration(number, "bad", "CREATE TABLE half (a); INSERT INTO nowhere VALUES (1);")
    for _ in range(2):
        with pytest.raises(MigrationError, match=f"migration {number} \\(bad\\)"):
            await upgrade(path, [*migration.read(), bad])
        assert schema(path) == before


@pytest.mark.parametrize("names", [("0002_b.sql",), ("0001_a.sql", "0003_c.sql"), ("1_a.sql",)])
def test_migrations_have_no_gaps(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).write_text("SELECT 1;")
    with pytest.raises(MigrationError, match="does not follow"):
        migration.read(tmp_path)


def test_every_table_and_column_is_explained() -> None:
    for one in migration.read():
        for line in one.sql.splitlines():
            if line.startswith("    ") and line.strip().split(" ")[1] in ("INTEGER", "BLOB"):
                explained = "--" in line or "REFERENCES" in line or "PRIMARY KEY" in line
                assert explained, line


async def test_the_primary_keys_begin_with_the_account(tmp_path: Path) -> None:
    query = (
        "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
        " WHERE t.type = 'table' AND c.pk = 1"
    )
    async with database.opened(tmp_path) as opened:
        first: dict[str, str] = await opened.read(lambda inside: dict(inside.execute(query)))
    without_account = first.pop("invitation")
    assert without_account == "code"
    assert set(first.values()) == {"alias", "position"}


async def test_pragmas_are_what_durability_needs(tmp_path: Path) -> None:
    names = ("journal_mode", "synchronous", "secure_delete", "page_size")
    async with database.opened(tmp_path) as opened:

        def ask(connection: sqlite3.Connection) -> list[object]:
            return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

        assert await opened.writer.write(ask) == ["wal", 2, 1, 8192]
