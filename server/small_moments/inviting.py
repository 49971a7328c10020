"""A new invitation, and how a terminal shows it."""

import sys
from collections.abc import Callable

import segno

from small_moments import invitations
from small_moments.store import invitations as kept
from small_moments.store.database import Database


async def invite(database: Database, random: Callable[[int], bytes]) -> str:
    """A new invitation: its code, kept only as a hash."""
    code = invitations.code(random(invitations.CODE_SIZE))
    hashed = invitations.code_hash(code)
    if hashed is None:  # cannot be: a code that was just made
        raise ValueError("a new code does not read")
    await database.writer.write(lambda connection: kept.add(connection, hashed))
    return code


def show(origin: str, code: str) -> None:
    """Code, link and QR for a terminal."""
    link = invitations.link(origin, code)
    print(f"\n  {code}\n  {link}\n")
    segno.make(link, error="m").terminal(out=sys.stdout, compact=True)
    sys.stdout.flush()
