"""What a push leaves in the database, written and read without asking anything.

The floor under all that is measured, and what the bare server does with a request. It stands by
itself, so that the bare server loads nothing that it does not need.
"""

import hashlib
from itertools import groupby
from pathlib import Path
from sqlite3 import Connection, connect

from msgspec import Struct, msgpack
from small_moments.bodies import Carried, Head, KeptRevision, Page, Push
from small_moments.store.sqlite import migration
from small_moments.store.sqlite.positions import position, seq_of

PRAGMAS = (
    "page_size = 8192",
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "foreign_keys = ON",
    "journal_size_limit = 16777216",
    "temp_store = MEMORY",
)
"""Those of the server (store/connection.py); a test compares them."""

PAGE_BYTES = 4 * 1024 * 1024
_PAYLOAD = 104  # where the ids stand in a link (R31)


class Rows(Struct, frozen=True):
    """The rows of one push; `seq` and `head` are those of the account afterwards."""

    alias: int
    seq: int
    head: bytes
    link: bytes
    size: int
    revisions: list[tuple[int, bytes, bytes, bytes | None]]


def open_database(folder: Path) -> Connection:
    """A new database with the server's schema and settings."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = connect(folder / "moments.sqlite", isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    migration.apply(connection, migration.read(), folder / "backups")
    return connection


def begin(connection: Connection, alias: int, seq: int) -> None:
    """An account whose newest link is `seq`."""
    connection.execute(
        "INSERT INTO account (alias, account, seq, head, roster_at, stored_bytes)"
        " VALUES (?, ?, ?, ?, ?, 0)",
        (alias, alias.to_bytes(16), seq, bytes(32), position(alias, 1)),
    )


def rows_of(alias: int, seq: int, body: bytes) -> Rows:
    """The rows of a push as it came over the wire; the ids are taken from its link."""
    sent = msgpack.decode(body, type=Push)
    where = position(alias, seq)
    revisions = [
        (where + at, sent.link[_PAYLOAD + 32 * at : _PAYLOAD + 32 * at + 32], one.header, one.body)
        for at, one in enumerate(sent.revisions)
    ]
    size = len(sent.link) + 64
    size += sum(len(one.header) + len(one.body or b"") + 64 for one in sent.revisions)
    return Rows(alias, seq, _hash(sent.link), sent.link, size, revisions)


def _hash(link: bytes) -> bytes:
    """The head after a link, which names the head before it: a chain of hashes (R31)."""
    return hashlib.sha256(b"small-moments/v1/link\0" + link).digest()


def enter(connection: Connection, rows: Rows) -> bytes:
    """All of it in one transaction, flushed; returns what a server would answer."""
    where = position(rows.alias, rows.seq)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "UPDATE account SET seq = ?, head = ?, stored_bytes = stored_bytes + ? WHERE alias = ?",
        (rows.seq, rows.head, rows.size, rows.alias),
    )
    connection.execute(
        "INSERT INTO link (position, link, size) VALUES (?, ?, ?)", (where, rows.link, rows.size)
    )
    connection.executemany(
        "INSERT INTO revision (position, revision, header, body) VALUES (?, ?, ?, ?)",
        rows.revisions,
    )
    connection.execute(
        "REPLACE INTO device (alias, device, counter, revision) VALUES (?, ?, ?, ?)",
        (rows.alias, rows.alias.to_bytes(16), rows.seq, rows.revisions[-1][1]),
    )
    connection.execute("COMMIT")
    return msgpack.encode(Head(rows.seq, rows.head))


def read(connection: Connection, alias: int, after: int) -> Page:
    """The next page of a log, as large as the server makes it."""
    seq, head = connection.execute(
        "SELECT seq, head FROM account WHERE alias = ?", (alias,)
    ).fetchone()
    low, high = position(alias, after + 1), position(alias, seq, 255)
    links: list[tuple[int, bytes]] = []
    total = 0
    for at, link, size in connection.execute(
        "SELECT position, link, size FROM link WHERE position BETWEEN ? AND ?", (low, high)
    ):
        total += size
        if links and total > PAGE_BYTES:
            break
        links.append((at, link))
    if not links:
        return Page([], seq, head)
    revisions = connection.execute(
        "SELECT position, header, body FROM revision WHERE position BETWEEN ? AND ?",
        (low, links[-1][0] | 255),
    )
    carried = {
        link: [KeptRevision(header, body, None) for _, header, body in kept]
        for link, kept in groupby(revisions, key=lambda row: seq_of(row[0]))
    }
    return Page([Carried(link, None, carried[seq_of(at)]) for at, link in links], seq, head)
