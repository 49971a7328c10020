"""How much is kept, for whoever runs the server: accounts by number, and unused invitations."""

import sqlite3

from msgspec import Struct

from small_moments import roster
from small_moments.layout import Account


class Kept(Struct, frozen=True):
    """What is kept of one account. `devices` are those of the roster in force."""

    account: Account
    devices: int
    links: int
    revisions: int
    stored_bytes: int


def accounts(connection: sqlite3.Connection) -> list[Kept]:
    """All of them, the largest first."""
    rows = connection.execute(
        "SELECT account.account, roster.roster, seq,"
        " (SELECT coalesce(sum(counter), 0) FROM device WHERE device.alias = account.alias),"
        " stored_bytes FROM account JOIN roster ON roster.position = account.roster_at"
        " ORDER BY stored_bytes DESC, account.account"
    ).fetchall()
    return [
        Kept(Account(name), len(list(roster.parse(raw).devices())), links, revisions, size)
        for name, raw, links, revisions, size in rows
    ]


def count(connection: sqlite3.Connection) -> int:
    """How many accounts there are, in a database of any schema."""
    return int(connection.execute("SELECT count(*) FROM account").fetchone()[0])


def invitations(connection: sqlite3.Connection, today: int) -> int:
    """How many are unused and still valid."""
    row = connection.execute(
        "SELECT count(*) FROM invitation WHERE last_day IS NULL OR last_day >= ?", (today,)
    ).fetchone()
    return int(row[0])
