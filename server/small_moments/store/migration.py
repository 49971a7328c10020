"""Numbered migrations: applied in order, each whole or not at all, after a backup."""

import re
import sqlite3
from pathlib import Path

from msgspec import Struct

MIGRATIONS = Path(__file__).parent.parent / "migrations"


class Migration(Struct, frozen=True):
    """One file `NNNN_noun.sql`."""

    number: int
    name: str
    sql: str


class MigrationError(Exception):
    """The database cannot be used by this version of the program."""


def read(folder: Path = MIGRATIONS) -> list[Migration]:
    """All migrations in order; their numbers have no gaps."""
    found: list[Migration] = []
    for path in sorted(folder.glob("*.sql")):
        match = re.fullmatch(r"([0-9]{4})_([a-z_]+)\.sql", path.name)
        if match is None or int(match[1]) != len(found) + 1:
            raise MigrationError(f"migration {path.name} does not follow number {len(found)}")
        found.append(Migration(int(match[1]), match[2], path.read_text("utf-8")))
    return found


def version(connection: sqlite3.Connection) -> int:
    """The number of the last migration applied; 0 for an empty database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def apply(connection: sqlite3.Connection, migrations: list[Migration], backups: Path) -> None:
    """Bring the database to the newest migration. A newer one is refused untouched."""
    current = version(connection)
    if current > len(migrations):
        raise MigrationError(
            f"the database is of schema {current}, this program knows up to {len(migrations)}; "
            "install the newer program again"
        )
    if 0 < current < len(migrations):
        _back_up(connection, backups / f"before-{current + 1:04}.sqlite")
    upgrade(connection, migrations[current:])


def upgrade(connection: sqlite3.Connection, migrations: list[Migration]) -> None:
    """Apply migrations, without a backup."""
    for migration in migrations:
        _apply_one(connection, migration)


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.unlink(missing_ok=True)  # left by an upgrade that failed: the database is still the same
    path.touch(mode=0o600)
    connection.execute("VACUUM INTO ?", (str(path),))


def _apply_one(connection: sqlite3.Connection, migration: Migration) -> None:
    script = (
        f"BEGIN IMMEDIATE;\n{migration.sql}\nPRAGMA user_version = {migration.number};\nCOMMIT;"
    )
    try:
        connection.executescript(script)
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.rollback()
        raise MigrationError(f"migration {migration.number} ({migration.name}): {error}") from error
