"""New invitations, and how a terminal shows one."""

import io

import segno

from small_moments import invitations
from small_moments.store.store import Random, Store


async def make(
    store: Store, random: Random, count: int = 1, last_day: int | None = None
) -> list[str]:
    """New codes, kept only as hashes; `last_day` is in days since 1970-01-01."""
    codes = [invitations.code(random(invitations.CODE_SIZE)) for _ in range(count)]
    hashes = [hashed for code in codes if (hashed := invitations.code_hash(code)) is not None]
    await store.add_invitations(hashes, last_day)
    return codes


def shown(origin: str, code: str) -> str:
    """Code, link and QR for a terminal."""
    link = invitations.link(origin, code)
    drawn = io.StringIO()
    segno.make(link, error="m").terminal(out=drawn, compact=True)
    return f"\n  {code}\n  {link}\n\n{drawn.getvalue()}"
