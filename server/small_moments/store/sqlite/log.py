"""Logs: appending a link with what it carries, and reading them in pages."""

import sqlite3
from itertools import groupby
from typing import Any

import msgspec
from small_moments import link
from small_moments.bodies import Carried, KeptRevision
from small_moments.chain import Accepted, State
from small_moments.chunks.chunks import Name
from small_moments.revision import body_hash
from small_moments.store.sqlite import blobs, sessions
from small_moments.store.sqlite.connection import transact
from small_moments.store.sqlite.positions import first, last, position, seq_of
from small_moments.store.store import PAGE_BYTES, StaleError

_MOST_LINKS = 8192
# What is read at once, without a thread: less than it costs to go there and back.
_FEW_LINKS = 8
_FEW_BYTES = 32 * 1024


def append(
    connection: sqlite3.Connection, alias: int, previous: bytes, accepted: Accepted
) -> tuple[State, list[Name]]:
    """Compare and set: append if the head is still `previous`, else raise `StaleError`.

    The names are those of chunks to let go of: what a purge erased named them last.
    """
    after = msgspec.structs.replace(accepted.after, alias=alias)
    where = position(alias, after.seq)
    moved = connection.execute(
        "UPDATE account SET seq = ?, head = ?, stored_bytes = ?,"
        " roster_at = CASE WHEN ? THEN ? ELSE roster_at END"
        " WHERE alias = ? AND seq = ? AND head = ?",
        (
            *(after.seq, after.head, after.stored_bytes),
            *(accepted.roster is not None, where),
            *(alias, after.seq - 1, previous),
        ),
    )
    if moved.rowcount != 1:
        raise StaleError
    connection.execute(
        "INSERT INTO link (position, link, size) VALUES (?, ?, ?)",
        (where, accepted.link.raw, _page_size(accepted)),
    )
    if accepted.revisions:
        _insert_revisions(connection, where, accepted)
    if accepted.roster is not None:
        _enter_roster(connection, where, accepted, after)
    if accepted.moved:
        connection.executemany(
            "REPLACE INTO device (alias, device, counter, revision) VALUES (?, ?, ?, ?)",
            [(alias, device, go.counter, go.revision) for device, go in accepted.moved.items()],
        )
    if accepted.link.kind == link.PURGE:
        gone = blobs.purge(connection, alias, accepted.link.payload)
        return _purge(connection, accepted, after), gone
    return after, []


def _page_size(accepted: Accepted) -> int:
    return accepted.added_bytes + 64 * (1 + len(accepted.revisions))


def _insert_revisions(connection: sqlite3.Connection, where: int, accepted: Accepted) -> None:
    connection.executemany(
        "INSERT INTO revision (position, revision, header, body, body_hash) VALUES (?, ?, ?, ?, ?)",
        [
            (where + at, one.id, one.header, one.body, one.body_hash)
            for at, one in enumerate(accepted.revisions)
        ],
    )


def _enter_roster(
    connection: sqlite3.Connection, where: int, accepted: Accepted, after: State
) -> None:
    connection.execute(
        "INSERT INTO roster (position, roster) VALUES (?, ?)", (where, after.roster.raw)
    )
    connection.executemany(
        "INSERT INTO wrap (position, member, epoch, wrap) VALUES (?, ?, ?, ?)",
        [(where + at, one.member, one.epoch, one.raw) for at, one in enumerate(accepted.wraps)],
    )
    members = [member.id for member in after.roster.members]
    sessions.end_removed(connection, after.alias, members)


def _purge(connection: sqlite3.Connection, accepted: Accepted, after: State) -> State:
    """Delete the bodies that a purge names; header and body hash stay (R45)."""
    freed = 0
    for revision in accepted.link.payload:
        row = connection.execute(
            "SELECT position, body FROM revision"
            " WHERE position >> 40 = ? AND substr(revision, 1, 8) = ? AND revision = ?"
            " AND body IS NOT NULL",
            (after.alias, revision[:8], revision),
        ).fetchone()
        if row is not None:
            freed += _delete_body(connection, row[0], row[1])
    stored = after.stored_bytes - freed
    connection.execute("UPDATE account SET stored_bytes = ? WHERE alias = ?", (stored, after.alias))
    return msgspec.structs.replace(after, stored_bytes=stored)


def _delete_body(connection: sqlite3.Connection, where: int, body: bytes) -> int:
    """Returns the bytes that it frees."""
    connection.execute(
        "UPDATE revision SET body = NULL, body_hash = ? WHERE position = ?",
        (body_hash(body), where),
    )
    freed = len(body) - 32
    connection.execute(
        "UPDATE link SET size = size - ? WHERE position = ?", (freed, where >> 8 << 8)
    )
    return freed


def link_at(connection: sqlite3.Connection, alias: int, seq: int) -> bytes | None:
    """The signed bytes of one link."""
    row = connection.execute(
        "SELECT link FROM link WHERE position = ?", (position(alias, seq),)
    ).fetchone()
    return None if row is None else row[0]


def page(
    connection: sqlite3.Connection, alias: int, after: int, until: int, most: int = PAGE_BYTES
) -> list[Carried]:
    """Links after seq `after` up to `until`, as many as fit into `most` bytes and at least one."""
    if after >= until:
        return []
    low, high = position(alias, after + 1), position(alias, until, 255)
    high = page_end(connection, low, high, most)
    links = _fetch(connection, "SELECT position, link FROM link", low, high)
    rosters = dict(_fetch(connection, "SELECT position, roster FROM roster", low, high))
    revisions = _revisions(connection, low, high)
    return [Carried(raw, rosters.get(at), revisions.get(seq_of(at), [])) for at, raw in links]


def near_page(
    connection: sqlite3.Connection, alias: int, after: int, until: int
) -> list[Carried] | None:
    """The same page where it is short; None where reading it might keep others waiting."""
    if until - after > _FEW_LINKS:
        return None
    low, high = position(alias, after + 1), position(alias, until, 255)

    def read(inside: sqlite3.Connection) -> list[Carried] | None:
        sizes = _fetch(inside, "SELECT size FROM link", low, high)
        is_short = sum(size for (size,) in sizes) <= _FEW_BYTES
        return page(inside, alias, after, until) if is_short else None

    return transact(connection, "BEGIN", read)


def page_end(connection: sqlite3.Connection, low: int, high: int, most: int) -> int:
    rows = _fetch(connection, "SELECT position, size FROM link", low, high, _MOST_LINKS)
    end, total = low, 0
    for at, size in rows:
        total += size
        if total > most and at != low:
            break
        end = at
    return end | 0xFF


def _revisions(
    connection: sqlite3.Connection, low: int, high: int
) -> dict[int, list[KeptRevision]]:
    rows = _fetch(connection, "SELECT position, header, body, body_hash FROM revision", low, high)
    grouped = groupby(rows, key=lambda row: seq_of(row[0]))
    return {
        seq: [KeptRevision(header, body, gone) for _, header, body, gone in carried]
        for seq, carried in grouped
    }


def _fetch(
    connection: sqlite3.Connection, select: str, low: int, high: int, most: int = -1
) -> list[Any]:
    query = f"{select} WHERE position BETWEEN ? AND ? ORDER BY position LIMIT ?"
    return connection.execute(query, (low, high, most)).fetchall()


def wraps(connection: sqlite3.Connection, alias: int, member: bytes | None = None) -> list[bytes]:
    """The wraps of an account, or of one member, oldest first."""
    rows = connection.execute(
        "SELECT wrap FROM wrap WHERE position BETWEEN ? AND ? AND (? IS NULL OR member = ?)"
        " ORDER BY position",
        (first(alias), last(alias), member, member),
    )
    return [row[0] for row in rows]
