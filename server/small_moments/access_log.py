"""One line a request: what went how, and nothing about whom."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

from small_moments.asgi import Asgi, Message, Receive, Scope, Send
from small_moments.log_lines import Failure, Request, Tell
from small_moments.problems import ProblemError, refuse

_METHODS: Final = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"))
_BUCKETS: Final = ((1024, "1K"), (16_384, "16K"), (262_144, "256K"), (1_048_576, "1M"))

_HERE: Final = Path(__file__).parent


def bucket(size: int) -> str:
    """A size, told roughly: exact sizes could be matched with those of a log."""
    return next((f"<={name}" for most, name in _BUCKETS if size <= most), ">1M")


class AccessLog:
    """Logs, and answers 500 where the application does not.

    Method, route template, status, milliseconds, bucketed size of the answer, request id. No
    account, no address, no query, no body. A failure is told by type and place, without message.
    """

    def __init__(
        self,
        inner: Asgi,
        *,
        tell: Tell,
        tick: Callable[[], float],
        random: Callable[[int], bytes],
    ) -> None:
        self._inner = inner
        self._tell = tell
        self._tick = tick
        self._random = random

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        request_id = self._random(6).hex()
        begun = self._tick()
        sent = _Sent(send)
        try:
            await self._answer(scope, receive, sent, request_id)
        finally:
            milliseconds = round((self._tick() - begun) * 1000, 1)
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            route = scope.get("path_template") or "/api/?"
            size = bucket(sent.size)
            self._tell(Request(method, route, sent.status, milliseconds, size, request_id))

    async def _answer(self, scope: Scope, receive: Receive, sent: "_Sent", request_id: str) -> None:
        try:
            await self._inner(scope, receive, sent)
        except Exception as error:  # noqa: BLE001 - the last place that can answer
            self._tell(Failure(describe(error), request_id))
            if sent.status == 0:
                await refuse(sent, ProblemError("broken", extra={"request": request_id}))


class _Sent:
    """A `send` that remembers the status (0 before there is one) and the size of the body."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self.size += len(message.get("body", b""))
        await self._send(message)


def describe(error: BaseException) -> str:
    """Type, SQLite's name for it, and place: a message could hold what a person sent."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_HERE)] or frames
    place = f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "?"
    named = getattr(error, "sqlite_errorname", None)  # as SQLITE_FULL, where the disk is
    return f"{type(error).__name__}{f' {named}' if named else ''} at {place}"
