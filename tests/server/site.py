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

    def client(self, address: str = "192.0.2.1") -> Client:
        return Client(self.asgi, self.desk.origin, address)

    async def invitation(self) -> str:
        return (await inviting.make(self.desk.database, self.desk.random))[0]

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
    async with app.opened(chosen, origin, now=clock, tick=clock, random=random) as desk:
        yield Site(desk, app.application(desk, write=lines.append, tick=clock), clock, lines)
