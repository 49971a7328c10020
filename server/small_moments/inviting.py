"""New invitations, and how a terminal shows one."""

import io
from collections.abc import Callable

import segno

from small_moments import invitations
from small_moments.store import invitations as kept
from small_moments.store.database import Database


async def make(
    database: Database, random: Callable[[int], bytes], count: int = 1, last_day: int | None = None
) -> list[str]:
    """New codes, kept only as hashes; `last_day` is in days since 1970-01-01."""
    seeds = [random(invitations.CODE_SIZE) for _ in range(count)]
    hashes = [invitations.seed_hash(seed) for seed in seeds]
    await database.writer.write(lambda connection: kept.add(connection, hashes, last_day))
    return [invitations.code(seed) for seed in seeds]


def shown(origin: str, code: str) -> str:
    """Code, link and QR for a terminal."""
    link = invitations.link(origin, code)
    drawn = io.StringIO()
    segno.make(link, error="m").terminal(out=drawn, compact=True)
    return f"\n  {code}\n  {link}\n\n{drawn.getvalue()}"
