"""New invitations, and how a terminal shows one."""

import io

from small_moments import invitations
from small_moments.store.store import Random, Store


async def make(
    store: Store, random: Random, count: int = 1, last_day: int | None = None
) -> list[str]:
    """New codes, kept only as hashes; `last_day` is in days since 1970-01-01."""
    seeds = [random(invitations.CODE_SIZE) for _ in range(count)]
    await store.add_invitations([invitations.seed_hash(seed) for seed in seeds], last_day)
    return [invitations.code(seed) for seed in seeds]


def shown(origin: str, code: str) -> str:
    """Code, link and QR for a terminal."""
    link = invitations.link(origin, code)
    import segno  # noqa: PLC0415  (a server that people have joined draws nothing)

    drawn = io.StringIO()
    segno.make(link, error="m").terminal(out=drawn, compact=True)
    return f"\n  {code}\n  {link}\n\n{drawn.getvalue()}"
