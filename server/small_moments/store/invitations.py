"""Invitations as they are kept: hashes that go when they are used."""

import sqlite3


def add(connection: sqlite3.Connection, code: bytes) -> None:
    """Keep the hash of a new code."""
    connection.execute("INSERT INTO invitation (code) VALUES (?)", (code,))


def use(connection: sqlite3.Connection, code: bytes) -> bool:
    """Delete it; False if there is none."""
    return connection.execute("DELETE FROM invitation WHERE code = ?", (code,)).rowcount == 1


def is_anyone_in_or_invited(connection: sqlite3.Connection) -> bool:
    """Whether there is an account or an unused invitation."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM account) OR EXISTS (SELECT 1 FROM invitation)"
    ).fetchone()
    return row is not None and bool(row[0])
