"""A database that has grown: the log of one account, kept again and again for others."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

_MOST = "SELECT position >> 40, count(*) FROM revision GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
_ACCOUNT = """
    INSERT INTO account (alias, account, seq, head, roster_at, stored_bytes)
    SELECT :to, :account, seq, head, roster_at + :by, stored_bytes FROM account WHERE alias = :of
"""
_LINKS = """
    INSERT INTO link SELECT position + :by, link, size FROM link
    WHERE position BETWEEN :of << 40 AND (:of + 1 << 40) - 1
"""
_REVISIONS = """
    INSERT INTO revision SELECT position + :by, revision, header, body, body_hash FROM revision
    WHERE position BETWEEN :of << 40 AND (:of + 1 << 40) - 1
"""
_FIRST = 1 << 22  # an alias that chance has hardly given to anybody


def grow(database: Path, revisions: int) -> None:
    """Keep so many revisions more, as of accounts with the longest log that there is.

    A server may serve it meanwhile. Nobody can log in to these accounts.
    """
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        of, each = connection.execute(_MOST).fetchone()
        for number in range(-(-revisions // each)):
            _copy(connection, of, _FIRST + number)


def _copy(connection: sqlite3.Connection, of: int, to: int) -> None:
    places = {"of": of, "to": to, "by": to - of << 40, "account": os.urandom(16)}
    connection.execute("BEGIN IMMEDIATE")
    for statement in (_ACCOUNT, _LINKS, _REVISIONS):
        connection.execute(statement, places)
    connection.execute("COMMIT")
