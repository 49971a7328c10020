"""The SQL of blobs in a database file."""

import sqlite3
from collections.abc import Collection

from small_moments.blob import BlobId, Numbers
from small_moments.chunks.chunks import Name
from small_moments.layout import RevisionId
from small_moments.store.blobs import (
    AccountFullError,
    BlobTakenError,
    BlobUnknownError,
    Chunk,
    Found,
    Outcome,
    RevisionPurgedError,
    RevisionUnknownError,
)

_AT_ONCE = 500


def begin(
    connection: sqlite3.Connection,
    alias: int,
    blob: BlobId,
    revision: RevisionId,
    numbers: Numbers,
    room: int,
) -> Found:
    """See `blobs.Rows.begin`."""
    _check_revision(connection, alias, revision)
    found = find(connection, alias, blob)
    if found is None:
        _enter(connection, alias, blob, numbers, room)
        found = Found(numbers, {})
    elif found.numbers != numbers:
        raise BlobTakenError
    _refer(connection, alias, revision, blob)
    return found


def _check_revision(connection: sqlite3.Connection, alias: int, revision: RevisionId) -> None:
    row = connection.execute(
        "SELECT body IS NULL FROM revision"
        " WHERE position >> 40 = ? AND substr(revision, 1, 8) = ? AND revision = ?",
        (alias, revision[:8], revision),
    ).fetchone()
    if row is None:
        raise RevisionUnknownError
    if row[0]:
        raise RevisionPurgedError


def _enter(
    connection: sqlite3.Connection, alias: int, blob: BlobId, numbers: Numbers, room: int
) -> None:
    """It counts as a whole from now on."""
    entered = connection.execute(
        "UPDATE account SET blob_bytes = blob_bytes + ?"
        " WHERE alias = ? AND stored_bytes + blob_bytes + ? <= ?",
        (numbers.bytes, alias, numbers.bytes, room),
    )
    if entered.rowcount != 1:
        raise AccountFullError
    connection.execute(
        "INSERT INTO blob (alias, blob, chunks, chunk, bytes) VALUES (?, ?, ?, ?, ?)",
        (alias, blob, numbers.chunks, numbers.chunk, numbers.bytes),
    )


def refer_all(
    connection: sqlite3.Connection, alias: int, revision: RevisionId, blobs: Collection[BlobId]
) -> None:
    """See `blobs.Rows.refer`."""
    _check_revision(connection, alias, revision)
    for blob in blobs:
        if _numbers(connection, alias, blob) is None:
            raise BlobUnknownError
    for blob in blobs:
        _refer(connection, alias, revision, blob)


def _refer(connection: sqlite3.Connection, alias: int, revision: RevisionId, blob: BlobId) -> None:
    connection.execute(
        "INSERT INTO reference (alias, revision, blob) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (alias, revision, blob),
    )


def _numbers(connection: sqlite3.Connection, alias: int, blob: BlobId) -> Numbers | None:
    row = connection.execute(
        "SELECT chunks, chunk, bytes FROM blob WHERE alias = ? AND blob = ?", (alias, blob)
    ).fetchone()
    return None if row is None else Numbers(*row)


def find(connection: sqlite3.Connection, alias: int, blob: BlobId) -> Found | None:
    """See `blobs.Rows.find`."""
    numbers = _numbers(connection, alias, blob)
    if numbers is None:
        return None
    rows = connection.execute(
        "SELECT place, file FROM chunk WHERE alias = ? AND blob = ?", (alias, blob)
    )
    return Found(numbers, {place: Name(file) for place, file in rows})


def place(
    connection: sqlite3.Connection, alias: int, blob: BlobId, index: int
) -> tuple[Numbers, Chunk | None]:
    """See `blobs.Rows.place`."""
    numbers = _numbers(connection, alias, blob)
    if numbers is None or not 0 <= index < numbers.chunks:
        raise BlobUnknownError
    row = connection.execute(
        "SELECT file, hash FROM chunk WHERE alias = ? AND blob = ? AND place = ?",
        (alias, blob, index),
    ).fetchone()
    return numbers, None if row is None else Chunk(Name(row[0]), row[1])


def put(
    connection: sqlite3.Connection,
    alias: int,
    blob: BlobId,
    index: int,
    chunk: Chunk,
    lost: Name | None,
) -> Outcome:
    """See `blobs.Rows.put`."""
    try:
        _, there = place(connection, alias, blob, index)
    except BlobUnknownError:
        return "unknown"
    if there is not None and there.name != lost:
        return "same" if there.hash == chunk.hash else "other"
    connection.execute(
        "REPLACE INTO chunk (alias, blob, place, file, hash) VALUES (?, ?, ?, ?, ?)",
        (alias, blob, index, chunk.name, chunk.hash),
    )
    return "kept"


def purge(connection: sqlite3.Connection, alias: int, revisions: Collection[bytes]) -> list[Name]:
    """These cease to name; what none names any more goes. Returns the chunks to let go of."""
    named: set[BlobId] = set()
    for revision in revisions:
        place = (alias, revision)
        rows = connection.execute(
            "SELECT blob FROM reference WHERE alias = ? AND revision = ?", place
        )
        named |= {BlobId(row[0]) for row in rows}
        connection.execute("DELETE FROM reference WHERE alias = ? AND revision = ?", place)
    return [name for blob in named for name in _drop_unnamed(connection, alias, blob)]


def _drop_unnamed(connection: sqlite3.Connection, alias: int, blob: BlobId) -> list[Name]:
    place = (alias, blob)
    if connection.execute(
        "SELECT 1 FROM reference WHERE alias = ? AND blob = ? LIMIT 1", place
    ).fetchone():
        return []
    connection.execute(
        "UPDATE account SET blob_bytes = blob_bytes -"
        " (SELECT bytes FROM blob WHERE alias = ? AND blob = ?) WHERE alias = ?",
        (*place, alias),
    )
    gone = connection.execute("SELECT file FROM chunk WHERE alias = ? AND blob = ?", place)
    names = [Name(row[0]) for row in gone]
    connection.execute("DELETE FROM chunk WHERE alias = ? AND blob = ?", place)
    connection.execute("DELETE FROM blob WHERE alias = ? AND blob = ?", place)
    return names


def of_account(connection: sqlite3.Connection, alias: int) -> list[Name]:
    """All chunks of an account."""
    rows = connection.execute("SELECT file FROM chunk WHERE alias = ?", (alias,))
    return [Name(row[0]) for row in rows]


def named(connection: sqlite3.Connection, names: Collection[Name]) -> set[Name]:
    """Which of these a row names."""
    asked, found = list(names), set[Name]()
    for at in range(0, len(asked), _AT_ONCE):
        some = asked[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        query = f"SELECT file FROM chunk WHERE file IN ({marks})"  # noqa: S608 - marks
        found |= {Name(row[0]) for row in connection.execute(query, some)}
    return found


def every_name(connection: sqlite3.Connection) -> list[Name]:
    """Of all accounts, in a database of any schema."""
    return [name for name, _ in every_chunk(connection)]


def every_chunk(connection: sqlite3.Connection) -> list[tuple[Name, bytes]]:
    """Names and hashes of all accounts, in a database of any schema."""
    if not knows(connection):
        return []
    return [(Name(row[0]), row[1]) for row in connection.execute("SELECT file, hash FROM chunk")]


def lose(connection: sqlite3.Connection, names: Collection[Name]) -> None:
    """These are not there; whoever has them sends them again."""
    if names:  # older schemas know none
        connection.executemany("DELETE FROM chunk WHERE file = ?", [(name,) for name in names])


def knows(connection: sqlite3.Connection) -> bool:
    """Whether the schema has blobs at all; older ones have none."""
    row = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'chunk'").fetchone()
    return row is not None


_WRONG = """
    SELECT blob_bytes <> (SELECT coalesce(sum(bytes), 0) FROM blob WHERE alias = :alias)
        OR EXISTS (SELECT 1 FROM blob WHERE alias = :alias AND NOT EXISTS (
            SELECT 1 FROM reference WHERE alias = :alias AND reference.blob = blob.blob))
        OR EXISTS (SELECT 1 FROM reference WHERE alias = :alias AND NOT EXISTS (
            SELECT 1 FROM blob WHERE alias = :alias AND blob.blob = reference.blob))
        OR EXISTS (SELECT 1 FROM reference WHERE alias = :alias AND NOT EXISTS (
            SELECT 1 FROM revision WHERE position >> 40 = :alias
                AND substr(revision.revision, 1, 8) = substr(reference.revision, 1, 8)
                AND revision.revision = reference.revision AND body IS NOT NULL))
        OR EXISTS (SELECT 1 FROM chunk WHERE alias = :alias AND NOT EXISTS (
            SELECT 1 FROM blob WHERE alias = :alias AND blob.blob = chunk.blob
                AND place BETWEEN 0 AND chunks - 1))
    FROM account WHERE alias = :alias
"""


def hold(connection: sqlite3.Connection, alias: int) -> bool:
    """Whether an account's blobs, what names them and their chunks agree."""
    return not connection.execute(_WRONG, {"alias": alias}).fetchone()[0]
