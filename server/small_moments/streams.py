"""Who listens: the open event streams of each account, woken and ended from memory."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final

from small_moments.chain import State
from small_moments.layout import Account
from small_moments.problems import ProblemError
from small_moments.store.sessions import Session

_AGAIN: Final = "15"  # seconds; places come free often, since no stream lasts long


class Stream:
    """One listener. Moves that come before it looks are one move."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._moved = asyncio.Event()
        self._scope: asyncio.Timeout | None = None
        self._ended = False

    @asynccontextmanager
    async def lasting(self, seconds: float) -> AsyncGenerator[None]:
        """The block ends quietly after so many seconds, or by `end` at once, while it sends too."""
        with suppress(TimeoutError):
            async with asyncio.timeout(0 if self._ended else seconds) as self._scope:
                yield
        self._scope = None

    async def moved(self, seconds: float) -> bool:
        """True as soon as the head has moved; False after so many seconds of quiet."""
        try:
            async with asyncio.timeout(seconds):
                await self._moved.wait()
        except TimeoutError:
            return False
        self._moved.clear()
        return True

    def move(self) -> None:
        """The head moved."""
        self._moved.set()

    def end(self) -> None:
        """End at once."""
        self._ended = True
        if self._scope is not None and not self._scope.expired():
            self._scope.reschedule(0)


class Streams:
    """All open streams: so many of each account, so many in total; `open` is how many there are."""

    def __init__(self, each: int, total: int) -> None:
        self._each = each
        self._total = total
        self._open: dict[Account, set[Stream]] = {}
        self.is_closed = False
        self.endings = 0
        self.open = 0

    @contextmanager
    def listening(self, session: Session) -> Generator[Stream]:
        """A place for one stream, until the end of the block; a problem if there is none."""
        others = self._open.get(session.account, set())
        if len(others) >= self._each or self.open >= self._total:
            raise ProblemError(
                "too-many-requests", f"again in {_AGAIN} s", headers={"retry-after": _AGAIN}
            )
        stream = Stream(session)
        if self.is_closed:
            stream.end()
        self._open[session.account] = {*others, stream}
        self.open += 1
        try:
            yield stream
        finally:
            self._leave(stream)

    def _leave(self, stream: Stream) -> None:
        self.open -= 1
        account = stream.session.account
        left = self._open[account] - {stream}
        if left:
            self._open[account] = left
        else:
            del self._open[account]

    def move(self, state: State) -> None:
        """Wake all of an account; who is no member any more hears nothing and ends."""
        for stream in self._open.get(state.account, ()):
            if state.roster.member(stream.session.member) is None:
                stream.end()
            else:
                stream.move()

    def end(self, account: Account, token: bytes | None = None) -> None:
        """End those of one session, by its hash, or all of an account.

        `endings` counts: who was asked for before one and let in after it must be asked for again.
        """
        self.endings += 1
        for stream in self._open.get(account, ()):
            if token in (None, stream.session.token):
                stream.end()

    def close(self) -> None:
        """End all, and each that would still begin: the server ends."""
        self.is_closed = True
        for streams in self._open.values():
            for stream in streams:
                stream.end()
