"""`GET /api/events`: says that the log's head moved, and nothing else, for a little while.

A bare ASGI application: an open stream is held by hardly more than its connection.
"""

import asyncio
from typing import Final

from small_moments.asgi import Receive, Scope, Send, header
from small_moments.callers import signed_in
from small_moments.crowd import Crowd
from small_moments.desk import Desk
from small_moments.headers import encoded
from small_moments.limits import address_of
from small_moments.openapi import Route
from small_moments.problems import READING, ProblemError, not_ready, refuse
from small_moments.store.errors import UnavailableError
from small_moments.store.session import Session
from small_moments.streams import Stream

PATH: Final = "/api/events"
REST_SECONDS: Final = 25.0

ROUTE: Final = Route(
    path="/events",
    methods=frozenset(("GET",)),
    name="events",
    summary="A stream that says `event: head` when the head moved, and a comment when it is quiet. "
    "It begins with `: same` if `Last-Event-ID` is the head's hash in hexadecimal, "
    "else with `: open`.",
    status=200,
    opt={"answers": {200: "`text/event-stream`"}, "problems": ("method", "busy", *READING)},
)

_HEADERS: Final = encoded(
    {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",  # nginx would keep it all until the end
    }
)
_OPEN: Final = b": open\n\n"
_SAME: Final = b": same\n\n"
_MOVED: Final = b"event: head\ndata:\n\n"
_REST: Final = b": rest\n\n"


class Events:
    """The ASGI application; `rest` is after how many seconds of quiet it says so."""

    def __init__(self, desk: Desk, crowd: Crowd, rest: float = REST_SECONDS) -> None:
        self._desk = desk
        self._crowd = crowd
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI, http only."""
        scope["path_template"] = PATH
        try:
            with self._desk.streams.listening(await self._let_in(scope)) as stream:
                # After the stream has its place: what moves from here on is heard.
                first = _SAME if await self._knows_head(scope, stream) else _OPEN
                await self._tell(first, stream, receive, send)
        except ProblemError as problem:
            await refuse(send, problem)
        except UnavailableError:
            await refuse(send, not_ready())

    async def _let_in(self, scope: Scope) -> Session:
        if scope["method"] != "GET":
            raise ProblemError("method", headers={"allow": "GET"})
        self._desk.addresses.take(address_of(scope["client"][0] if scope["client"] else ""))
        streams = self._desk.streams
        with self._crowd.place():
            while True:
                endings = streams.endings
                caller = await signed_in(self._desk, scope["headers"])
                # A session that ended after it was looked up could not end the stream any more.
                if streams.endings == endings:
                    return caller.session

    async def _knows_head(self, scope: Scope, stream: Stream) -> bool:
        """Whether the listener holds the newest head already, and need not ask."""
        state = await self._desk.heads.get(stream.session)
        return state is not None and header(scope, b"last-event-id") == state.head.hex()

    async def _tell(self, first: bytes, stream: Stream, receive: Receive, send: Send) -> None:
        gone = asyncio.create_task(_end_when_gone(stream, receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            async with stream.lasting(self._desk.settings.events_seconds):
                await _say(send, first)
                while True:
                    await _say(send, _MOVED if await stream.moved(self._rest) else _REST)
        finally:
            gone.cancel()
        await send({"type": "http.response.body", "body": b""})


async def _say(send: Send, part: bytes) -> None:
    await send({"type": "http.response.body", "body": part, "more_body": True})


async def _end_when_gone(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()
