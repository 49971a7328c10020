"""`small-moments dump`: an account's log as it is kept, for whoever wants to check it."""

import sqlite3
from pathlib import Path

from msgspec import msgpack

from small_moments.bodies import Dump
from small_moments.layout import Account
from small_moments.store import accounts, database, log

EVERYTHING = 2**62  # bytes of a page that holds a whole log


async def dump(data: Path, account: Account) -> bytes | None:
    """One MessagePack map (spec, section HTTP); None if there is no such account."""
    async with database.opened(data) as opened:
        found = await opened.read(lambda connection: read(connection, account))
    return None if found is None else msgpack.encode(found)


def read(connection: sqlite3.Connection, account: Account) -> Dump | None:
    state = accounts.load(connection, account)
    if state is None:
        return None
    links = log.page(connection, state.alias, 0, state.seq, EVERYTHING)
    wraps = log.wraps(connection, state.alias)
    return Dump("small-moments-dump", 1, account, links, wraps)
