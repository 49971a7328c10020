"""Where accounts stand, and when it is worth asking: other processes write to the file too."""

import asyncio
import sqlite3
from collections.abc import Collection
from itertools import groupby
from typing import Final

from small_moments.layout import Account, HeadHash
from small_moments.store.sqlite.database import Database
from small_moments.store.store import Standing

PAUSE: Final = 0.1  # seconds
_AT_ONCE: Final = 500
_STANDING: Final = (
    "SELECT account.account, seq, head, session.token FROM account"
    " LEFT JOIN session ON session.alias = account.alias WHERE account.account IN"
)


class Changes:
    """Looks whether anything was committed, by whichever process; it says not what."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version = 0

    async def wait(self) -> bool:
        """Wait a moment; True if something was committed since the last time."""
        await asyncio.sleep(PAUSE)
        before, self._version = self._version, self._database.look_up(version)
        return before != self._version


def version(here: sqlite3.Connection) -> int:
    """Another number after each commit of another connection."""
    return int(here.execute("PRAGMA data_version").fetchone()[0])


def of(connection: sqlite3.Connection, accounts: Collection[Account]) -> dict[Account, Standing]:
    """Where these stand; an account that is gone is not in it."""
    found: dict[Account, Standing] = {}
    for some in _batched(list(accounts)):
        marks = ", ".join("?" * len(some))
        rows = connection.execute(f"{_STANDING} ({marks}) ORDER BY account.account", some)
        for name, group in groupby(rows, key=lambda row: row[0]):
            same = list(group)
            tokens = frozenset(row[3] for row in same if row[3] is not None)
            found[Account(name)] = Standing(same[0][1], HeadHash(same[0][2]), tokens)
    return found


def _batched(accounts: list[Account]) -> list[list[Account]]:
    return [accounts[at : at + _AT_ONCE] for at in range(0, len(accounts), _AT_ONCE)]
