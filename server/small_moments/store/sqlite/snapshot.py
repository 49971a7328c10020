"""A whole database as one file: written while others use it, looked at before it is used."""

import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

from small_moments.layout import Account
from small_moments.store import erased
from small_moments.store.sqlite import accounts, agreement, database, migration, survey
from small_moments.store.sqlite.agreement import TornError
from small_moments.store.sqlite.database import DatabaseError
from small_moments.store.survey import Kept


class UnsoundError(Exception):
    """A file that is no database of ours; the text says why."""


def write(
    connection: sqlite3.Connection,
    path: Path,
    *,
    sessions: bool = True,
    settle: Callable[[sqlite3.Connection], None] | None = None,
) -> None:
    """Copy a database into `path`, for its owner alone: whole or not at all.

    What does not agree with itself raises UnsoundError. The copy is handed to `settle` before it
    has its name.
    """
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)  # left by a copy that was ended half-way
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
        with opened(part) as copy:
            check_whole(copy)
            if not sessions:
                end_sessions(copy)
            if settle is not None:
                settle(copy)
        put(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def put(part: Path, path: Path) -> None:
    """Give a finished file its name, on disk."""
    handle = os.open(part, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    part.rename(path)
    erased.sync_folder(path.parent)


@contextmanager
def opened(path: Path) -> Generator[sqlite3.Connection]:
    """A file that nobody else has open; what is deleted in it is overwritten."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA secure_delete = ON")
        yield connection


@contextmanager
def read_only(path: Path) -> Generator[sqlite3.Connection]:
    """A database that may be in use, without changing anything in it."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout = 5000")
        yield connection


@contextmanager
def newest(data: Path) -> Generator[sqlite3.Connection]:
    """The database of a data folder, to read as of one moment; UnsoundError for another schema."""
    with read_only(data / database.FILE) as connection:
        known = len(migration.read())
        if (version := migration.version(connection)) != known:
            raise UnsoundError(
                f"the database is of schema {version}, this program is for {known}; "
                "`small-moments migrate` brings an older one up"
            )
        connection.execute("BEGIN")
        yield connection


def survey_of(data: Path, today: int) -> tuple[list[Kept], int]:
    """What is kept of whom, and how many invitations are unused. Raises DatabaseError."""
    if not (data / database.FILE).is_file():
        raise DatabaseError(database.NONE_HERE)
    with newest(data) as connection:
        return survey.accounts(connection), survey.invitations(connection, today)


def end_sessions(connection: sqlite3.Connection) -> None:
    """Forget all sessions; the first schema had none."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'session'").fetchone():
        connection.execute("DELETE FROM session")


def check(connection: sqlite3.Connection) -> int:
    """The schema's number, or UnsoundError: damaged, of a newer program, or not ours at all."""
    try:
        damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        version = migration.version(connection)
        schema = _schema(connection)
    except sqlite3.DatabaseError as error:
        raise UnsoundError(f"not a sound database: {error}") from None
    if damage != "ok":
        raise UnsoundError("not a sound database: quick_check found an error")
    known = migration.read()
    if not 1 <= version <= len(known):
        raise UnsoundError(f"schema {version}, this program knows 1 to {len(known)}")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migration.upgrade(fresh, known[:version])
        if schema != _schema(fresh):
            raise UnsoundError(f"the tables are not those of schema {version}")
    return version


def check_length(connection: sqlite3.Connection, path: Path) -> None:
    """A file that nobody writes to has all of its pages, or UnsoundError."""
    try:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise UnsoundError(f"not a sound database: {error}") from None
    if path.stat().st_size != pages * size:
        raise UnsoundError("not a sound database: it was cut")


def check_whole(connection: sqlite3.Connection) -> None:
    """Every log leads to what its account says of itself, or UnsoundError."""
    try:
        agreement.check_whole(connection)
    except (TornError, sqlite3.DatabaseError) as error:
        raise UnsoundError(f"not a sound database: {error}") from None


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str, str | None]]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    return {(row[0], row[1], row[2]) for row in rows}


def last_use(connection: sqlite3.Connection) -> int:
    """The newest day that the database knows of, in days since 1970-01-01."""
    row = connection.execute("SELECT coalesce(max(used_day), 0) FROM session").fetchone()
    return int(row[0])


def leave_out(connection: sqlite3.Connection, hashes: set[str]) -> int:
    """Delete the accounts that these stand for; returns how many there were."""
    rows = connection.execute("SELECT account FROM account").fetchall()
    found = [account for row in rows if erased.hashed(account := Account(row[0])) in hashes]
    for account in found:
        accounts.delete(connection, account)
    return len(found)
