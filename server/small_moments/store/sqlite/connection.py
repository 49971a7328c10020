"""A connection whose work runs as a whole on its own thread."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import aiosqlite

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

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


class Connection(aiosqlite.Connection):
    """aiosqlite's, with one hop to the thread for a whole piece of work and not for each statement.

    A hop costs more than most statements: a push is one hop now, and was nine.
    """

    async def run(self, work: Work[T]) -> T:
        """The result of `work`, which must not await anything."""
        return await self._execute(lambda: work(self._conn))  # pyright: ignore[reportUnknownMemberType]


def connect_here(path: Path) -> sqlite3.Connection:
    """A connection for this very thread, with the same settings; the caller closes it."""
    connection = sqlite3.connect(path, isolation_level=None)
    _set_up(connection, _PRAGMAS)
    return connection


async def connect(path: Path, pragmas: Sequence[str] = _PRAGMAS) -> Connection:
    """A connection with this program's settings; the caller closes it."""
    connection = Connection(lambda: sqlite3.connect(path, isolation_level=None), 64)
    await connection
    try:
        await connection.run(lambda inside: _set_up(inside, pragmas))
    except BaseException:
        await connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection, pragmas: Sequence[str]) -> None:
    for pragma in pragmas:
        connection.execute(pragma)


def transact(connection: sqlite3.Connection, begin: str, work: Work[T]) -> T:
    """`work` within one transaction: all of it or nothing."""
    connection.execute(begin)
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result
