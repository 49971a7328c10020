"""A server in this process, on an empty folder, with a clock that the test turns."""

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from small_moments import app, inviting
from small_moments.asgi import Asgi
from small_moments.desk import Desk
from small_moments.settings import Settings
from small_moments.store.postgresql.store import PostgresqlStore
from small_moments.store.sqlite.database import Database
from small_moments.store.sqlite.store import SqliteStore

from tests.server.client import Client
from tests.server.person import Person

ORIGIN = "http://localhost:8000"


class Clock:
    """Seconds; both the wall's and the steady one."""

    def __init__(self) -> None:
        self.seconds = 1_795_000_000.0

    def __call__(self) -> float:
        return self.seconds


class Site:
    """What a test needs of a running server."""

    def __init__(self, desk: Desk, asgi: Asgi, clock: Clock, lines: list[str]) -> None:
        self.desk = desk
        self.asgi = asgi
        self.clock = clock
        self.lines = lines
        self.folder = Path(desk.settings.data)

    @property
    def database(self) -> Database:
        """The file behind the store."""
        assert isinstance(self.desk.store, SqliteStore)
        return self.desk.store.database

    async def ask(self, query: str) -> int:
        """The one number that a query finds, on either engine."""
        if isinstance(self.desk.store, PostgresqlStore):
            return (await self.desk.store.pool.ask(query))[0][0]
        return await self.database.read(lambda read: read.execute(query).fetchone()[0])

    def outages(self) -> list[str]:
        """What its log says of a database or a bucket that does not answer, and does again."""
        return [line for line in self.lines if line.startswith("store ")]

    def client(self, address: str = "192.0.2.1") -> Client:
        return Client(self.asgi, self.desk.origin, address)

    async def invitation(self) -> str:
        return (await inviting.make(self.desk.store, self.desk.random))[0]

    async def member(self, person: Person) -> Client:
        """A client that is registered and logged in."""
        client = self.client()
        await client.register(person, await self.invitation())
        return client


@asynccontextmanager
async def running(
    folder: Path,
    settings: Settings | None = None,
    origin: str = ORIGIN,
    random: Callable[[int], bytes] = os.urandom,
) -> AsyncGenerator[Site]:
    """A server on `folder`, until the end of the block."""
    chosen = msgspec.structs.replace(settings or Settings(), data=str(folder))
    clock, lines = Clock(), list[str]()
    write = lines.append
    async with app.opened(
        chosen, origin, now=clock, tick=clock, random=random, write=write
    ) as desk:
        yield Site(desk, app.application(desk, write=write, tick=clock), clock, lines)
