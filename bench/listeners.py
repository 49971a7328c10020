"""Open event streams, and how long after a push was sent they say so."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bench import wire

AT_ONCE = 50
_MOVED = b"event: head"


class Listeners:
    """Devices that listen, each on a stream that is opened anew when it ends."""

    def __init__(self, port: int, woken: list[float]) -> None:
        """`woken` gets the seconds from sending a push to the first word of it."""
        self._port = port
        self._woken = woken
        self._sent: dict[str, float] = {}
        self._gate = asyncio.Semaphore(AT_ONCE)
        self.open = 0

    def expect(self, cookie: str) -> None:
        """A push of this account is sent now."""
        self._sent[cookie] = time.perf_counter()

    @asynccontextmanager
    async def all(self, cookies: list[str]) -> AsyncGenerator[None]:
        """One for each, all open before the block begins. Raises what any of them raises."""
        begun = [asyncio.Event() for _ in cookies]
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._listen(cookie, event))
                for cookie, event in zip(cookies, begun, strict=True)
            ]
            for event in begun:
                await event.wait()
            yield
            for task in tasks:
                task.cancel()

    async def _listen(self, cookie: str, begun: asyncio.Event) -> None:
        while True:
            reader, writer = await self._opened(cookie)
            try:
                self.open += not begun.is_set()
                begun.set()
                await self._hear(reader, cookie)
            finally:
                writer.close()

    async def _opened(self, cookie: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A stream, so many of which are begun at the same time as a server answers at once."""
        async with self._gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(wire.get("/api/events", cookie).raw)
            head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"expected a stream, got {head[:60]!r}")
        return reader, writer

    async def _hear(self, reader: asyncio.StreamReader, cookie: str) -> None:
        """Until it ends: its last chunk is empty."""
        while (size := int(await reader.readuntil(b"\r\n"), 16)) > 0:
            part = await reader.readexactly(size + 2)
            if part.startswith(_MOVED) and cookie in self._sent:
                self._woken.append(time.perf_counter() - self._sent.pop(cookie))
