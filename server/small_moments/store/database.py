"""The database file: how it is opened, checked, read from side by side, and written to."""

import asyncio
import fcntl
import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite

from small_moments.store import migration
from small_moments.store.writer import Writer

READERS = 3
FILE = "moments.sqlite"
SERVING = "serving"

# The page size stands first: it holds only before the file has pages.
_PRAGMAS = (
    "PRAGMA page_size = 8192",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_size_limit = 16777216",
    "PRAGMA temp_store = MEMORY",
)


class DatabaseError(Exception):
    """The data folder cannot be used; the text says why."""


class Database:
    """An open database: `reading()` for queries, `writer` for everything else."""

    def __init__(self, writer: Writer, readers: list[aiosqlite.Connection]) -> None:
        self.writer = writer
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._readers.put_nowait(reader)

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[aiosqlite.Connection]:
        """A connection whose queries all see the same moment."""
        reader = await self._readers.get()
        try:
            await reader.execute("BEGIN")
            yield reader
        finally:
            if reader.in_transaction:
                await reader.execute("ROLLBACK")
            self._readers.put_nowait(reader)


async def connect(path: Path) -> aiosqlite.Connection:
    """A connection with this program's settings; the caller closes it."""
    connection = await aiosqlite.connect(path, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            await connection.execute(pragma)
    except BaseException:
        await connection.close()
        raise
    return connection


@asynccontextmanager
async def opened(folder: Path) -> AsyncGenerator[Database]:
    """The database of a data folder, migrated and checked. Several programs may have it open."""
    make_folder(folder)
    path = folder / FILE
    connections: list[aiosqlite.Connection] = []
    try:
        connections.append(await _writing(path, folder))
        connections += [await connect(path) for _ in range(READERS)]
        database = Database(Writer(connections[0]), connections[1:])
        database.writer.start()
        try:
            yield database
        finally:
            await database.writer.stop()
    finally:
        # An aiosqlite connection left open keeps the program from ending.
        for connection in connections:
            await connection.close()


async def _writing(path: Path, folder: Path) -> aiosqlite.Connection:
    try:
        connection = await connect(path)
    except aiosqlite.Error as error:
        raise DatabaseError(f"the database cannot be opened: {error}") from error
    try:
        _for_owner_alone(path)
        await _quick_check(connection)
        await migration.apply(connection, migration.read(), folder / "backups")
    except BaseException:
        await connection.close()
        raise
    return connection


def _for_owner_alone(path: Path) -> None:
    path.chmod(0o600)


async def _quick_check(connection: aiosqlite.Connection) -> None:
    try:
        async with connection.execute("PRAGMA quick_check(1)") as cursor:
            row = await cursor.fetchone()
    except aiosqlite.DatabaseError as error:
        raise DatabaseError(f"the database is damaged: {error}") from error
    if row is None or row[0] != "ok":
        raise DatabaseError("the database is damaged: quick_check found an error")


def make_folder(folder: Path) -> None:
    """The data folder, for its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def claim(folder: Path, origin: str) -> Callable[[], None]:
    """Keep other servers out of this folder; returns a release.

    Each would hold heads in memory that the other one moves. The origin is left for `invite`.
    """
    make_folder(folder)
    handle = os.open(folder / SERVING, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise DatabaseError("another small-moments serves this data folder") from None
    os.truncate(handle, 0)
    os.write(handle, origin.encode("ascii"))
    return lambda: os.close(handle)


def last_origin(folder: Path) -> str:
    """The origin of the server that serves, or last served, this folder; empty if none did."""
    try:
        return (folder / SERVING).read_text("ascii")
    except FileNotFoundError:
        return ""
