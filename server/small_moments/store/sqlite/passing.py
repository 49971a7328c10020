"""What passes, in a file of its own (see passing.sql): used nonces, mailboxes of pairings."""

import asyncio
import os
import sqlite3
from pathlib import Path
from typing import Final, TypeVar

from small_moments.layout import Account
from small_moments.store.sqlite.connection import Connection, Work, connect, transact
from small_moments.store.store import FullError, NoMailboxError, UsedError

FILE: Final = "passing.sqlite"

T = TypeVar("T")

# A power cut may take all of it: the first server after one begins it anew. A journal that is
# truncated and pages that are overwritten keep nothing of what was deleted.
_PRAGMAS: Final = (
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = OFF",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA temp_store = MEMORY",
)
_SCHEMA: Final = Path(__file__).with_name("passing.sql").read_text("utf-8")


class Passing:
    """The file, opened when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._opening = asyncio.Lock()
        self._connection: Connection | None = None

    async def run(self, work: Work[T]) -> T:
        """The result of `work`, in one transaction."""
        async with self._opening:
            if self._connection is None:
                self._connection = await _opened(self._path)
        return await self._connection.run(lambda here: transact(here, "BEGIN IMMEDIATE", work))

    async def close(self) -> None:
        """Close it, if it was opened."""
        if self._connection is not None:
            await self._connection.close()

    async def drop(self, account: Account) -> None:
        """Forget an account, if anything was ever kept of any."""
        if self._path.exists():
            await self.run(lambda here: _drop(here, account))

    async def forget(self, now: int) -> int:
        """Drop what is too old; how many mailboxes and nonces are left."""
        if not self._path.exists():
            return 0
        return await self.run(lambda here: _forget(here, now))


async def _opened(path: Path) -> Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # before SQLite makes it
    connection = await connect(path, _PRAGMAS)
    try:
        await connection.run(_begin)
    except BaseException:
        await connection.close()
        raise
    return connection


def _begin(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN IMMEDIATE;\n{_SCHEMA}\nCOMMIT;")
    connection.execute("INSERT OR IGNORE INTO challenge_key VALUES (1, ?)", (os.urandom(32),))


def _forget(connection: sqlite3.Connection, now: int) -> int:
    connection.execute("DELETE FROM used_nonce WHERE ends < ?", (now,))
    connection.execute("DELETE FROM mailbox WHERE ends <= ?", (now,))
    connection.execute("DELETE FROM message WHERE mailbox NOT IN (SELECT mailbox FROM mailbox)")
    row = connection.execute(
        "SELECT (SELECT count(*) FROM used_nonce) + (SELECT count(*) FROM mailbox)"
    ).fetchone()
    return int(row[0])


def _drop(connection: sqlite3.Connection, account: Account) -> None:
    connection.execute("DELETE FROM used_nonce WHERE account = ?", (account,))
    connection.execute("DELETE FROM mailbox WHERE account = ?", (account,))
    connection.execute("DELETE FROM message WHERE mailbox NOT IN (SELECT mailbox FROM mailbox)")


class Nonces:
    """See `store.Nonces`."""

    def __init__(self, passing: Passing) -> None:
        self._passing = passing
        self._key = b""

    async def key(self) -> bytes:
        """See `store.Nonces`. It stays the same for as long as anybody serves the folder."""
        if not self._key:
            self._key = await self._passing.run(
                lambda here: here.execute("SELECT key FROM challenge_key").fetchone()[0]
            )
        return self._key

    async def use(self, key: bytes, account: Account, nonce: bytes, ends: int) -> bool:
        """See `store.Nonces`."""
        return await self._passing.run(
            lambda here: (
                here.execute(
                    "INSERT INTO used_nonce SELECT ?, ?, ? FROM challenge_key WHERE key = ?"
                    " ON CONFLICT DO NOTHING",
                    (account, nonce, ends, key),
                ).rowcount
                == 1
            )
        )


class Mailboxes:
    """See `store.Mailboxes`."""

    def __init__(self, passing: Passing) -> None:
        self._passing = passing

    async def open(self, mailbox: bytes, account: Account, now: int, ends: int, most: int) -> None:
        """See `store.Mailboxes`."""

        def begin(here: sqlite3.Connection) -> None:
            _forget(here, now)
            if _exists(here, mailbox, now):
                raise UsedError
            here.execute(
                "DELETE FROM message WHERE mailbox IN"
                " (SELECT mailbox FROM mailbox WHERE account = ?)",
                (account,),
            )
            here.execute("DELETE FROM mailbox WHERE account = ?", (account,))
            if here.execute("SELECT count(*) FROM mailbox").fetchone()[0] >= most:
                raise FullError
            here.execute("INSERT INTO mailbox VALUES (?, ?, ?)", (mailbox, account, ends))

        await self._passing.run(begin)

    async def put(self, mailbox: bytes, step: int, message: bytes, now: int) -> None:
        """See `store.Mailboxes`."""

        def leave(here: sqlite3.Connection) -> None:
            if not _exists(here, mailbox, now):
                raise NoMailboxError
            left = here.execute(
                "INSERT INTO message VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (mailbox, step, message),
            )
            if left.rowcount != 1:
                raise UsedError

        await self._passing.run(leave)

    async def take(self, mailbox: bytes, step: int, now: int) -> bytes | None:
        """See `store.Mailboxes`."""

        def fetch(here: sqlite3.Connection) -> bytes | None:
            if not _exists(here, mailbox, now):
                raise NoMailboxError
            place = (mailbox, step)
            row = here.execute(
                "SELECT message FROM message WHERE mailbox = ? AND step = ?", place
            ).fetchone()
            if row is None:
                return None
            if row[0] is None:
                raise UsedError
            here.execute("UPDATE message SET message = NULL WHERE mailbox = ? AND step = ?", place)
            return row[0]

        return await self._passing.run(fetch)

    async def close(self, mailbox: bytes) -> None:
        """See `store.Mailboxes`."""

        def end(here: sqlite3.Connection) -> None:
            here.execute("DELETE FROM message WHERE mailbox = ?", (mailbox,))
            here.execute("DELETE FROM mailbox WHERE mailbox = ?", (mailbox,))

        await self._passing.run(end)


def _exists(connection: sqlite3.Connection, mailbox: bytes, now: int) -> bool:
    row = connection.execute(
        "SELECT 1 FROM mailbox WHERE mailbox = ? AND ends > ?", (mailbox, now)
    ).fetchone()
    return row is not None
