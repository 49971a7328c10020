"""Migrations of a database file: in order, each whole or not at all, after a backup."""

import sqlite3
from pathlib import Path

from small_moments.store import migrations
from small_moments.store.migrations import FOLDER, Migration, MigrationError


def read(folder: Path = FOLDER) -> list[Migration]:
    """All migrations of SQLite."""
    return migrations.read(folder)


def version(connection: sqlite3.Connection) -> int:
    """The number of the last migration applied; 0 for an empty database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def apply(connection: sqlite3.Connection, known: list[Migration], backups: Path) -> None:
    """Bring the database to the newest migration. A newer one is refused untouched."""
    current = migrations.missing(known, version(connection)).before
    if 0 < current < len(known):
        _back_up(connection, backups / f"before-{current + 1:04}.sqlite")
    upgrade(connection, known[current:])


def upgrade(connection: sqlite3.Connection, wanted: list[Migration]) -> None:
    """Apply migrations, without a backup."""
    for migration in wanted:
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
