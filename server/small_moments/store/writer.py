"""The one writer: groups the writes that wait into one commit, so that they share its flush."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiosqlite

T = TypeVar("T")
Write = Callable[[aiosqlite.Connection], Awaitable[T]]

MOST_GROUPED = 256


class _Waiting:
    """One write and whoever waits for it."""

    def __init__(self, write: Write[Any], then: Callable[[Any], None], erases: bool) -> None:
        self.write = write
        self.then = then
        self.erases = erases
        self.done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def succeed(self, result: object) -> None:
        self.then(result)
        if not self.done.done():
            self.done.set_result(result)

    def fail(self, error: BaseException) -> None:
        if not self.done.done():
            self.done.set_exception(error)


class Writer:
    """Runs writes one after the other on its own connection.

    A write may run twice: if one of a group fails, the group is rolled back and each runs alone.
    """

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def write(
        self, write: Write[T], then: Callable[[T], None] | None = None, *, erases: bool = False
    ) -> T:
        """The result of `write`, once it is on disk; `then` runs right after, in commit order.

        What a write that `erases` deleted has left the write-ahead log too when this returns.
        """
        waiting = _Waiting(write, then or _nothing, erases)
        self._queue.put_nowait(waiting)
        return await waiting.done

    def start(self) -> None:
        """Begin to write; from here on the connection belongs to the writer."""
        self._task = asyncio.create_task(self._run(), name="writer")

    async def stop(self) -> None:
        """Finish what waits, then end."""
        if self._task is None:
            return
        while not self._queue.empty():
            await self.write(_no_write)
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        while True:
            group = [await self._queue.get()]
            while len(group) < MOST_GROUPED and not self._queue.empty():
                group.append(self._queue.get_nowait())
            if not await self._commit(group):
                for waiting in group:
                    await self._commit_alone(waiting)

    async def _commit(self, group: list[_Waiting]) -> bool:
        """True if the whole group is on disk; nothing of it is otherwise."""
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
            results = [await waiting.write(self._connection) for waiting in group]
            await self._connection.execute("COMMIT")
            if any(waiting.erases for waiting in group):
                await self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except Exception as error:  # noqa: BLE001 - belongs to whoever waits for the write
            await self._roll_back()
            if len(group) == 1:
                group[0].fail(error)
            return len(group) == 1
        for waiting, result in zip(group, results, strict=True):
            waiting.succeed(result)
        return True

    async def _commit_alone(self, waiting: _Waiting) -> None:
        await self._commit([waiting])

    async def _roll_back(self) -> None:
        if self._connection.in_transaction:
            await self._connection.execute("ROLLBACK")


def _nothing(_result: object) -> None:
    return None


async def _no_write(_connection: aiosqlite.Connection) -> None:
    return None
