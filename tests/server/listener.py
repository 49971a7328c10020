"""One browser that listens: a request that goes on, driven by hand."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from small_moments.asgi import Asgi, Message

OPEN = ": open\n\n"
SAME = ": same\n\n"
HEAD = "event: head\ndata:\n\n"
REST = ": rest\n\n"
WITHIN = 10.0  # seconds; only a failing test waits so long


class Listener:
    """What came of `GET /api/events` so far."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self._parts: asyncio.Queue[str | None] = asyncio.Queue()
        self._to_server: asyncio.Queue[Message] = asyncio.Queue()
        self._to_server.put_nowait({"type": "http.request", "body": b"", "more_body": False})

    async def hear(self) -> str | None:
        """The next part; None at the end."""
        return await asyncio.wait_for(self._parts.get(), WITHIN)

    def heard_nothing(self) -> bool:
        """Whether nothing waits to be heard."""
        return self._parts.empty()

    def leave(self) -> None:
        """As a closed connection does."""
        self._to_server.put_nowait({"type": "http.disconnect"})

    async def receive(self) -> Message:
        return await self._to_server.get()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            return
        if message.get("body"):
            self._parts.put_nowait(message["body"].decode())
        if not message.get("more_body", False):
            self._parts.put_nowait(None)


@asynccontextmanager
async def listening(
    app: Asgi, cookie: str | None, address: str = "192.0.2.1", *, head: bytes | None = None
) -> AsyncGenerator[Listener]:
    """A listener whose request is under way; `head` is the newest that it holds."""
    listener = Listener()
    sent = {"cookie": cookie, "last-event-id": None if head is None else head.hex()}
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": "/api/events",
        "query_string": b"",
        "client": (address, 1),
        "headers": [(key.encode(), value.encode()) for key, value in sent.items() if value],
    }

    async def ask() -> None:
        await app(scope, listener.receive, listener.send)

    asking = asyncio.create_task(ask())
    try:
        yield listener
    finally:
        listener.leave()
        await asyncio.wait_for(asking, WITHIN)
