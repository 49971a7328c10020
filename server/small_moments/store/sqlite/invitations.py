"""Invitations as they are kept: hashes that go when used, or when their last day is over."""

import sqlite3
from collections.abc import Iterable


def add(connection: sqlite3.Connection, codes: Iterable[bytes], last_day: int | None) -> None:
    """Keep the hashes of new codes."""
    connection.executemany(
        "INSERT INTO invitation (code, last_day) VALUES (?, ?)", [(one, last_day) for one in codes]
    )


def use(connection: sqlite3.Connection, code: bytes, today: int) -> bool:
    """Delete it; False if there is none that is valid."""
    is_valid = "code = ? AND (last_day IS NULL OR last_day >= ?)"
    query = f"DELETE FROM invitation WHERE {is_valid}"  # noqa: S608 - from this line
    return connection.execute(query, (code, today)).rowcount == 1


def end_old(connection: sqlite3.Connection, today: int) -> None:
    """Forget those whose last day is over."""
    connection.execute("DELETE FROM invitation WHERE last_day < ?", (today,))


def renew(connection: sqlite3.Connection, last_day: int) -> None:
    """Let none end before that day: whoever used one after a backup needs it again."""
    connection.execute("UPDATE invitation SET last_day = max(last_day, ?)", (last_day,))


def is_anyone_in_or_invited(connection: sqlite3.Connection) -> bool:
    """Whether there is an account or an unused invitation."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM account) OR EXISTS (SELECT 1 FROM invitation)"
    ).fetchone()
    return row is not None and bool(row[0])
