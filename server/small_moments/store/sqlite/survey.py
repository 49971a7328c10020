"""How much is kept in a database file: accounts by number, and unused invitations."""

import sqlite3

from small_moments.store import survey
from small_moments.store.survey import Kept


def accounts(connection: sqlite3.Connection) -> list[Kept]:
    """All of them, the largest first."""
    rows = connection.execute(
        "SELECT account.account, roster.roster, seq,"
        " (SELECT coalesce(sum(counter), 0) FROM device WHERE device.alias = account.alias),"
        " stored_bytes, (SELECT count(*) FROM blob WHERE blob.alias = account.alias), blob_bytes"
        " FROM account JOIN roster ON roster.position = account.roster_at"
        " ORDER BY stored_bytes + blob_bytes DESC, account.account"
    ).fetchall()
    return [survey.of_row(*row) for row in rows]


def count(connection: sqlite3.Connection) -> int:
    """How many accounts there are, in a database of any schema."""
    return int(connection.execute("SELECT count(*) FROM account").fetchone()[0])


def counted(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Accounts, attachments, and bytes of those."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(blob_bytes), 0), (SELECT count(*) FROM blob) FROM account"
    ).fetchone()
    return row[0], row[2], row[1]


def invitations(connection: sqlite3.Connection, today: int) -> int:
    """How many are unused and still valid."""
    row = connection.execute(
        "SELECT count(*) FROM invitation WHERE last_day IS NULL OR last_day >= ?", (today,)
    ).fetchone()
    return int(row[0])
