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


async def append(
    connection: Connection, previous: bytes, accepted: Accepted
) -> tuple[State, list[Name]]:
    """Compare and set: append if the head is still `previous`, else raise `StaleError`.

    The names are those of chunks to let go of: what a purge erased named them last.
    """
    after = accepted.after
    moved = await connection.fetchval(
        "UPDATE account SET seq = $2, head = $3, stored_bytes = $4,"
        " roster_at = CASE WHEN $5 THEN $2 ELSE roster_at END"
        " WHERE account = $1 AND seq = $6 AND head = $7 RETURNING 1",
        *(after.account, after.seq, after.head, after.stored_bytes),
        *(accepted.roster is not None, after.seq - 1, previous),
    )
    if moved is None:
        raise StaleError
    await connection.execute(
        "INSERT INTO link (account, seq, link, size) VALUES ($1, $2, $3, $4)",
        *(after.account, after.seq, accepted.link.raw),
        accepted.added_bytes + PER_ROW * (1 + len(accepted.revisions)),
    )
    if accepted.revisions:
        await _insert_revisions(connection, accepted)
    if accepted.roster is not None:
        await _enter_roster(connection, accepted)
    if accepted.moved:
        await connection.executemany(
            "INSERT INTO device (account, device, counter, revision) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (account, device)"
            " DO UPDATE SET counter = excluded.counter, revision = excluded.revision",
            [(after.account, one, go.counter, go.revision) for one, go in accepted.moved.items()],
        )
    if accepted.link.kind == link.PURGE:
        gone = await blobs.purge(connection, after.account, accepted.link.payload)
        return await _purge(connection, accepted), gone
    return after, []


async def _insert_revisions(connection: Connection, accepted: Accepted) -> None:
    after = accepted.after
    await connection.executemany(
        "INSERT INTO revision (account, seq, place, revision, header, body, body_hash)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            (after.account, after.seq, at, one.id, one.header, one.body, one.body_hash)
            for at, one in enumerate(accepted.revisions)
        ],
    )


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
