"""Sessions in a database file."""

import sqlite3

from small_moments.layout import Account, HeadHash, MemberId
from small_moments.store.session import Session


def begin(
    connection: sqlite3.Connection, account: Account, member: MemberId, token: bytes, day: int
) -> None:
    """Keep a new session; `token` is its hash."""
    connection.execute(
        "INSERT INTO session (alias, token, member, used_day)"
        " SELECT alias, ?, ?, ? FROM account WHERE account = ?",
        (token, member, day, account),
    )


def find(connection: sqlite3.Connection, token: bytes) -> Session | None:
    """The session with this hash."""
    row = connection.execute(
        "SELECT session.alias, account.account, session.member, session.used_day, seq, head,"
        " blob_bytes"
        " FROM session JOIN account ON account.alias = session.alias WHERE session.token = ?",
        (token,),
    ).fetchone()
    if row is None:
        return None
    return Session(
        alias=row[0],
        account=Account(row[1]),
        member=MemberId(row[2]),
        token=token,
        used_day=row[3],
        seq=row[4],
        head=HeadHash(row[5]),
        blob_bytes=row[6],
    )


def use(connection: sqlite3.Connection, session: Session, day: int) -> None:
    """Note the day of use: written once a day at most."""
    connection.execute(
        "UPDATE session SET used_day = ? WHERE alias = ? AND token = ?",
        (day, session.alias, session.token),
    )


def end(connection: sqlite3.Connection, session: Session) -> None:
    """End one session."""
    connection.execute(
        "DELETE FROM session WHERE alias = ? AND token = ?", (session.alias, session.token)
    )


def end_all(connection: sqlite3.Connection, account: Account) -> None:
    """End every session of an account."""
    connection.execute(
        "DELETE FROM session WHERE alias = (SELECT alias FROM account WHERE account = ?)",
        (account,),
    )


def end_removed(connection: sqlite3.Connection, alias: int, members: list[MemberId]) -> None:
    """End the sessions of everybody who is not among `members` (1 to 16)."""
    marks = ", ".join("?" * len(members))
    connection.execute(
        f"DELETE FROM session WHERE alias = ? AND member NOT IN ({marks})",  # noqa: S608 - marks
        (alias, *members),
    )


def end_resting(connection: sqlite3.Connection, before_day: int) -> None:
    """End every session last used before a day."""
    connection.execute("DELETE FROM session WHERE used_day < ?", (before_day,))
