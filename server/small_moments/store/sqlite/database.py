"""The database file: how it is opened, checked, read from side by side, and written to."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TypeVar

from small_moments.store.errors import StoreError
from small_moments.store.sqlite import agreement, migration
from small_moments.store.sqlite.agreement import TornError
from small_moments.store.sqlite.connection import Connection, Work, connect, connect_here, transact
from small_moments.store.sqlite.writer import Writer

T = TypeVar("T")

READERS = 3
FILE = "moments.sqlite"
UNFINISHED = "unfinished-copy"

NONE_HERE = "there is no database in this data folder"


class DatabaseError(StoreError):
    """The data folder cannot be used; the text says why."""


class Database:
    """An open database: `read` for queries, `writer` for everything else."""

    def __init__(self, writer: Writer, readers: list[Connection], here: sqlite3.Connection) -> None:
        self.writer = writer
        self._here = here
        self._readers: asyncio.Queue[Connection] = asyncio.Queue()
        for reader in readers:
            self._readers.put_nowait(reader)

    def look_up(self, query: Work[T]) -> T:
        """The result of a few statements that find a few rows by their keys, at once.

        The way to a thread and back costs many times what such a statement does.
        """
        return query(self._here)

    async def read(self, query: Work[T]) -> T:
        """The result of `query`, whose statements all see the same moment."""
        reader = await self._readers.get()
        try:
            return await reader.run(lambda connection: transact(connection, "BEGIN", query))
        finally:
            self._readers.put_nowait(reader)


@asynccontextmanager
async def opened(folder: Path, *, upgrades: bool = True) -> AsyncGenerator[Database]:
    """The database of a data folder, migrated and checked. Several programs may have it open.

    Without `upgrades` one of an older schema is refused.
    """
    make_folder(folder)
    if (folder / UNFINISHED).exists():
        raise DatabaseError(
            "a copy into this data folder was not finished; start `small-moments db copy` again"
        )
    path = folder / FILE
    path.touch(mode=0o600)  # before SQLite makes it and, by its mode, the files beside it
    path.chmod(0o600)
    connections: list[Connection] = []
    try:
        connections.append(await _connect(path))
        await connections[0].run(lambda connection: _prepare(connection, path, upgrades))
        connections += [await _connect(path) for _ in range(READERS)]
        with closing(connect_here(path)) as here:
            database = Database(Writer(connections[0]), connections[1:], here)
            database.writer.start()
            try:
                yield database
            finally:
                await database.writer.stop()
    finally:
        # A connection left open keeps the program from ending.
        for connection in connections:
            await connection.close()


async def _connect(path: Path) -> Connection:
    try:
        return await connect(path)
    except sqlite3.Error as error:
        raise DatabaseError(f"the database cannot be opened: {error}") from error


def _prepare(connection: sqlite3.Connection, path: Path, upgrades: bool) -> None:
    _quick_check(connection)
    if not upgrades and migration.version(connection) < len(migration.read()):
        raise DatabaseError("servers of an older program serve this data folder; stop them first")
    migration.apply(connection, migration.read(), path.parent / "backups")
    _check_agreement(connection)


def _check_agreement(connection: sqlite3.Connection) -> None:
    try:
        agreement.check_newest(connection)
    except (TornError, sqlite3.DatabaseError) as error:
        raise DatabaseError(f"the database is damaged: {error}") from error


def _quick_check(connection: sqlite3.Connection) -> None:
    try:
        row = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise DatabaseError(f"the database is damaged: {error}") from error
    if row[0] != "ok":
        raise DatabaseError("the database is damaged: quick_check found an error")


def make_folder(folder: Path) -> None:
    """The data folder, for its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
