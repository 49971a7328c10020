"""Erasing an account: first it is noted, so that a restore of an older backup leaves it out."""

from collections.abc import Callable
from pathlib import Path

from small_moments.layout import Account
from small_moments.store import accounts, erased
from small_moments.store.database import Database


async def erase(
    database: Database,
    data: Path,
    account: Account,
    day: int,
    then: Callable[[object], None] | None = None,
) -> None:
    """Every row about it is gone when this returns, and from the write-ahead log too."""
    await database.writer.write(
        lambda connection: accounts.delete(
            connection, account, lambda: erased.note(data / erased.FILE, account, day)
        ),
        then,
        erases=True,
    )
