"""One connection of uvicorn's, with what it leaves open: slow or endless heads, answers that nobody
fetches, and its own 400.
"""

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from small_moments.headers import always
from small_moments.problems import CONTENT_TYPE, ProblemError

HEAD_SECONDS: Final = 15.0
HEAD_BYTES: Final = 32 * 1024


class Unread:
    """The connections whose answer waits in memory, since it is not fetched: so many, so long."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._waiting: dict[asyncio.Transport, asyncio.TimerHandle] = {}

    def add(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        """One more; the one that has waited longest goes if they are too many."""
        self._waiting[transport] = loop.call_later(self._seconds, transport.abort)
        if len(self._waiting) > self._most:
            oldest = next(iter(self._waiting))
            self.remove(oldest)
            oldest.abort()

    def remove(self, transport: asyncio.Transport) -> None:
        """It was fetched, or nobody is there any more."""
        timer = self._waiting.pop(transport, None)
        if timer is not None:
            timer.cancel()


class Connection(HttpToolsProtocol):
    """Closes if a request's head does not arrive whole, within limits of time and size, and if an
    answer is not fetched.
    """

    _unread = Unread(100, 60.0)
    _timer: asyncio.TimerHandle | None = None
    _head_bytes: int | None = 0  # None while no head is being read

    def connection_made(  # pyright: ignore[reportIncompatibleMethodOverride] - uvicorn's own
        self, transport: asyncio.Transport
    ) -> None:
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self._unread.remove(self.transport)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread.add(self.transport, self.loop)

    def resume_writing(self) -> None:
        self._unread.remove(self.transport)
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        if self._head_bytes is not None:
            self._head_bytes += len(data)
        super().data_received(data)
        # A head that came whole has set this to None by now, however much body came with it.
        if self._head_bytes is not None and self._head_bytes > HEAD_BYTES:
            self.send_400_response("the head is too large")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._timer is None:
            self._wait_for_head()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP gets a problem with all headers too."""
        del msg
        self._stop_waiting()
        if self.transport.is_closing():
            return
        body = ProblemError("malformed", "not a request of HTTP/1.1").body()
        own = {
            "content-type": CONTENT_TYPE,
            "content-length": str(len(body)),
            "connection": "close",
        }
        lines = [f"{name}: {value}\r\n" for name, value in {**own, **always()}.items()]
        head = "HTTP/1.1 400 Bad Request\r\n" + "".join(lines) + "\r\n"
        self.transport.write(head.encode("latin-1") + body)
        self.transport.close()

    def _wait_for_head(self) -> None:
        self._head_bytes = 0
        self._timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        self._head_bytes = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def limited(most_unread: int, seconds: float) -> type[Connection]:
    """The connections of one server."""

    class Limited(Connection):
        _unread = Unread(most_unread, seconds)

    return Limited
