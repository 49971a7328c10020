"""Logs on PostgreSQL: appending a link with what it carries, and reading them in pages."""

from itertools import groupby
from typing import Any, Final

import msgspec

from small_moments import link
from small_moments.bodies import Carried, KeptRevision
from small_moments.chain import Accepted, State
from small_moments.chunks.chunks import Name
from small_moments.layout import Account
from small_moments.revision import body_hash
from small_moments.store.postgresql import blobs
from small_moments.store.postgresql.pool import Connection
from small_moments.store.store import PAGE_BYTES, StaleError

_MOST_LINKS: Final = 8192
PER_ROW: Final = 64
"""What a link and each of its revisions add to the size of a page beside their bytes."""


# One statement is one way to the database and back, and whole or not at all by itself.
_APPEND: Final = """
    WITH moved AS (
        UPDATE account SET seq = $2, head = $3, stored_bytes = $4,
            roster_at = CASE WHEN $5 THEN $2 ELSE roster_at END
        WHERE account = $1 AND seq = $2 - 1 AND head = $6 RETURNING account
    ), linked AS (
        INSERT INTO link (account, seq, link, size) SELECT account, $2, $7, $8 FROM moved
    ), carried AS (
        INSERT INTO revision (account, seq, place, revision, header, body, body_hash)
        SELECT moved.account, $2, one.place - 1, one.revision, one.header, one.body, one.body_hash
        FROM moved, unnest($9::bytea[], $10::bytea[], $11::bytea[], $12::bytea[])
            WITH ORDINALITY AS one (revision, header, body, body_hash, place)
    ), gone AS (
        INSERT INTO device (account, device, counter, revision)
        SELECT moved.account, one.device, one.counter, one.revision
        FROM moved, unnest($13::bytea[], $14::bigint[], $15::bytea[])
            AS one (device, counter, revision)
        ON CONFLICT (account, device)
        DO UPDATE SET counter = excluded.counter, revision = excluded.revision
    )
    SELECT count(*) FROM moved
"""


async def append(
    connection: Connection, previous: bytes, accepted: Accepted
) -> tuple[State, list[Name]]:
    """Compare and set: append if the head is still `previous`, else raise `StaleError`.

    One statement, if there are but revisions; else to be run in a transaction. The names are those
    of chunks to let go of: what a purge erased named them last.
    """
    after, carried, moved = accepted.after, accepted.revisions, accepted.moved
    appended = await connection.fetchval(
        _APPEND,
        *(after.account, after.seq, after.head, after.stored_bytes),
        *(accepted.roster is not None, previous, accepted.link.raw),
        accepted.added_bytes + PER_ROW * (1 + len(carried)),
        [one.id for one in carried],
        [one.header for one in carried],
        [one.body for one in carried],
        [one.body_hash for one in carried],
        *([*moved], [go.counter for go in moved.values()], [go.revision for go in moved.values()]),
    )
    if appended != 1:
        raise StaleError
    if accepted.roster is not None:
        await _enter_roster(connection, accepted)
    if accepted.link.kind == link.PURGE:
        gone = await blobs.purge(connection, after.account, accepted.link.payload)
        return await _purge(connection, accepted), gone
    return after, []


async def _enter_roster(connection: Connection, accepted: Accepted) -> None:
    after = accepted.after
    await connection.execute(
        "INSERT INTO roster (account, seq, roster) VALUES ($1, $2, $3)",
        *(after.account, after.seq, after.roster.raw),
    )
    await connection.executemany(
        "INSERT INTO wrap (account, seq, place, member, epoch, wrap)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        [
            (after.account, after.seq, at, one.member, one.epoch, one.raw)
            for at, one in enumerate(accepted.wraps)
        ],
    )
    # Nobody who is no member any more keeps a session.
    await connection.execute(
        "DELETE FROM session WHERE account = $1 AND member <> ALL ($2::bytea[])",
        *(after.account, [member.id for member in after.roster.members]),
    )


async def _purge(connection: Connection, accepted: Accepted) -> State:
    """Delete the bodies that a purge names; header and body hash stay (R45)."""
    after, freed = accepted.after, 0
    for revision in accepted.link.payload:
        row = await connection.fetchrow(
            "SELECT seq, place, body FROM revision"
            " WHERE account = $1 AND revision = $2 AND body IS NOT NULL",
            *(after.account, revision),
        )
        if row is not None:
            freed += await _delete_body(connection, after.account, *row)
    stored = after.stored_bytes - freed
    await connection.execute(
        "UPDATE account SET stored_bytes = $2 WHERE account = $1", after.account, stored
    )
    return msgspec.structs.replace(after, stored_bytes=stored)


async def _delete_body(
    connection: Connection, account: Account, seq: int, place: int, body: bytes
) -> int:
    """Returns the bytes that it frees."""
    await connection.execute(
        "UPDATE revision SET body = NULL, body_hash = $4"
        " WHERE account = $1 AND seq = $2 AND place = $3",
        *(account, seq, place, body_hash(body)),
    )
    freed = len(body) - 32
    await connection.execute(
        "UPDATE link SET size = size - $3 WHERE account = $1 AND seq = $2", account, seq, freed
    )
    return freed


async def page(
    connection: Connection, account: Account, after: int, until: int, most: int = PAGE_BYTES
) -> list[Carried]:
    """Links after seq `after` up to `until`, as many as fit into `most` bytes and at least one."""
    if after >= until:
        return []
    end = await page_end(connection, account, after, until, most)
    links = await _fetch(connection, "SELECT seq, link FROM link", account, after, end)
    rosters = dict(await _fetch(connection, "SELECT seq, roster FROM roster", account, after, end))
    carried = await _fetch(
        connection,
        "SELECT seq, header, body, body_hash FROM revision",
        *(account, after, end, "seq, place"),
    )
    revisions = {
        seq: [KeptRevision(header, body, gone) for _, header, body, gone in some]
        for seq, some in groupby(carried, key=lambda row: row[0])
    }
    return [Carried(raw, rosters.get(seq), revisions.get(seq, [])) for seq, raw in links]


async def page_end(
    connection: Connection, account: Account, after: int, until: int, most: int
) -> int:
    sizes = await connection.fetch(
        "SELECT seq, size FROM link WHERE account = $1 AND seq > $2 AND seq <= $3"
        " ORDER BY seq LIMIT $4",
        *(account, after, until, _MOST_LINKS),
    )
    end, total = after, 0
    for seq, size in sizes:
        total += size
        if total > most and end != after:
            break
        end = seq
    return end


async def _fetch(
    connection: Connection, select: str, account: Account, after: int, end: int, order: str = "seq"
) -> list[Any]:
    query = f"{select} WHERE account = $1 AND seq > $2 AND seq <= $3 ORDER BY {order}"
    return [tuple(row) for row in await connection.fetch(query, account, after, end)]
