"""Copies of a data folder that were taken at a bad moment, and what the server makes of them."""

import asyncio
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal

from msgspec import Struct, msgpack
from small_moments.layout import Account
from small_moments.store.sqlite import accounts, database, log, snapshot
from small_moments.store.sqlite.database import DatabaseError
from small_moments.store.sqlite.snapshot import UnsoundError

from tests.server.client import Client
from tests.server.person import Person
from tests.server.site import Site, running

PAGE = 8192
WAL = database.FILE + "-wal"
WAL_HEAD = 32
FRAME = 24 + PAGE

Verdict = Literal["refused", "served", "found"]
"""At the start; not at all, since it is as it once was; by `backup`, `restore` and `doctor`."""


class Copy(Struct, frozen=True):
    """The two files. Without a write-ahead log the second is empty."""

    database: bytes
    wal: bytes


class Scene(Struct, frozen=True):
    """What lay on the disk after each act, and every state that an account was ever in."""

    copies: list[Copy]
    states: set[bytes]


async def made(folder: Path, seed: int, acts: int) -> Scene:
    """Two accounts are written to; now and then the log is moved into the database."""
    chance = random.Random(seed)
    async with running(folder, random=chance.randbytes) as site:
        people = [Person(seed << 1 | at) for at in range(2)]
        clients = [await site.member(person) for person in people]
        copies, states = [_copied(folder)], _states(folder)
        for _ in range(acts):
            at = chance.randrange(len(people))
            await _act(site, clients[at], people[at], chance)
            copies.append(_copied(folder))
            states |= _states(folder)
        return Scene(copies, states)


async def _act(site: Site, client: Client, person: Person, chance: random.Random) -> None:
    site.clock.seconds += 100
    choice = chance.randrange(8)
    if choice == 0:
        with closing(sqlite3.connect(site.folder / database.FILE)) as connection:
            how = chance.choice(("PASSIVE", "RESTART", "TRUNCATE"))
            connection.execute(f"PRAGMA wal_checkpoint({how})")
    if choice == 1:
        kit, replaces = person.kit(), len(person.roster.members) > 1
        await client.push(person.members(person.phone, kit, rotates=replaces))
        return
    sizes = [chance.choice((10, 500, 20_000)) for _ in range(chance.randint(1, 5))]
    written = [person.write("w" * size) for size in sizes]
    await client.push(person.push(*written))
    if choice == 2:
        await client.push(person.purge(chance.choice(written).id))


def _copied(folder: Path) -> Copy:
    wal = folder / WAL
    return Copy((folder / database.FILE).read_bytes(), wal.read_bytes() if wal.exists() else b"")


def _states(folder: Path) -> set[bytes]:
    """Each account as a reader has it now: its whole log, packed."""
    with snapshot.read_only(folder / database.FILE) as connection:
        found = connection.execute("SELECT account FROM account").fetchall()
        return {_state(connection, Account(row[0])) for row in found}


def _state(connection: sqlite3.Connection, account: Account) -> bytes:
    state = accounts.load(connection, account)
    assert state is not None
    links = log.page(connection, state.alias, 0, state.seq, 2**62)
    return msgpack.encode((account, links, log.wraps(connection, state.alias)))


def judged(folder: Path, scene: Scene, copy: Copy) -> Verdict:
    """What becomes of a copy in an empty folder.

    Raises AssertionError where something is served that never was, and nothing finds it.
    """
    folder.mkdir()
    (folder / database.FILE).write_bytes(copy.database)
    if copy.wal:
        (folder / WAL).write_bytes(copy.wal)
    try:
        asyncio.run(_open(folder))
    except DatabaseError:
        return "refused"
    if _states(folder) <= scene.states:
        return "served"
    with snapshot.read_only(folder / database.FILE) as connection:
        try:
            snapshot.check_whole(connection)
        except UnsoundError:
            return "found"
    raise AssertionError("an account is served as it never was")


async def _open(folder: Path) -> None:
    async with database.opened(folder):
        pass


def of_two_moments(scene: Scene) -> Iterator[Copy]:
    """The database of each moment with the write-ahead log of each other one, or without any."""
    for at, one in enumerate(scene.copies):
        yield Copy(one.database, b"")
        yield from (
            Copy(one.database, other.wal) for place, other in enumerate(scene.copies) if place != at
        )


def cut_logs(copy: Copy) -> Iterator[Copy]:
    """The write-ahead log ends at each border of a frame, and in the middle of each."""
    for end in range(WAL_HEAD, len(copy.wal), FRAME):
        yield Copy(copy.database, copy.wal[:end])
        yield Copy(copy.database, copy.wal[: end + FRAME // 2])


def zeroed_pages(copy: Copy) -> Iterator[Copy]:
    """One page of the database holds nothing."""
    pages = _pages(copy)
    for at in range(len(pages)):
        yield _of_pages([*pages[:at], bytes(PAGE), *pages[at + 1 :]], copy.wal)


def older_pages(copy: Copy, older: Copy) -> Iterator[Copy]:
    """One page of the database is as it was at an earlier moment."""
    for at, page in enumerate(_pages(older)):
        pages = _pages(copy)
        if at < len(pages) and page != pages[at]:
            yield _of_pages([*pages[:at], page, *pages[at + 1 :]], copy.wal)


def at_random(scene: Scene, seed: int) -> Iterator[Copy]:
    """Without end: some pages of other moments, or with nothing in them; any log, cut anywhere."""
    chance = random.Random(seed)
    while True:
        one, other, third = chance.choices(scene.copies, k=3)
        pages, others = _pages(one), _pages(other)
        for at in chance.sample(range(len(pages)), chance.randint(0, min(3, len(pages)))):
            taken = others[at] if at < len(others) and chance.random() < 0.8 else bytes(PAGE)
            pages[at] = taken
        end = len(third.wal) if chance.random() < 0.5 else chance.randint(0, len(third.wal))
        yield _of_pages(pages, third.wal[:end])


def _pages(copy: Copy) -> list[bytes]:
    whole = copy.database
    return [whole[start : start + PAGE] for start in range(0, len(whole), PAGE)]


def _of_pages(pages: list[bytes], wal: bytes) -> Copy:
    return Copy(b"".join(pages), wal)
