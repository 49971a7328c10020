"""The one writer: groups the writes that wait into one commit, so that they share its flush."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from small_moments.store.connection import Connection, Work, transact

T = TypeVar("T")

MOST_GROUPED = 256
SWEEP_AGAIN = 0.1  # seconds


class _Waiting:
    """One write and whoever waits for it."""

    def __init__(self, write: Work[Any], then: Callable[[Any], None], erases: bool) -> None:
        self.write = write
        self.then = then
        self.erases = erases
        self.result: object = None
        self.done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def commit(self, result: object) -> None:
        """It is on disk. What fails from here on is told to nobody but who waits for it."""
        self.result = result
        try:
            self.then(result)
        except Exception as error:  # noqa: BLE001 - the writer goes on
            self.fail(error)

    def succeed(self) -> None:
        if not self.done.done():
            self.done.set_result(self.result)

    def fail(self, error: BaseException) -> None:
        if not self.done.done():
            self.done.set_exception(error)


class Writer:
    """Runs writes one after the other on its own connection.

    A write may run twice: if one of a group fails, the group is rolled back and each runs alone.
    `writes` and `commits` count what went well since the start.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._group: list[_Waiting] = []
        self._unswept: list[_Waiting] = []
        self.writes = 0
        self.commits = 0

    @property
    def is_writing(self) -> bool:
        """Whether it was started and has not ended."""
        return self._task is not None and not self._task.done()

    async def write(
        self, write: Work[T], then: Callable[[T], None] | None = None, *, erases: bool = False
    ) -> T:
        """The result of `write`, once it is on disk; `then` runs right after, in commit order.

        What a write that `erases` deleted has left the write-ahead log too when this returns. While
        somebody reads an older moment, as a backup does, it waits; other writes go on.
        """
        waiting = _Waiting(write, then or _nothing, erases)
        self._queue.put_nowait(waiting)
        if self._has_ended():
            self._fail_all()
        return await waiting.done

    def start(self) -> None:
        """Begin to write; from here on the connection belongs to the writer."""
        self._task = asyncio.create_task(self._run(), name="writer")
        self._task.add_done_callback(lambda _: self._fail_all())

    async def stop(self) -> None:
        """Finish what waits, then end. A writer that has ended already has nothing to finish."""
        if self._task is None:
            return
        with contextlib.suppress(sqlite3.Error):
            await self.write(_nothing)  # when this is done, so is all that came before
        self._task.cancel()
        await asyncio.wait({self._task})
        for waiting in self._unswept:
            waiting.fail(sqlite3.OperationalError("the write-ahead log is still being read"))

    def _has_ended(self) -> bool:
        return self._task is not None and self._task.done()

    def _fail_all(self) -> None:
        """Nobody waits for a writer that has ended, however it did."""
        while not self._queue.empty():
            self._group.append(self._queue.get_nowait())
        for waiting in self._group:
            waiting.fail(sqlite3.OperationalError("the writer has ended"))

    async def _run(self) -> None:
        while True:
            self._group = group = await self._first()
            while len(group) < MOST_GROUPED and not self._queue.empty():
                group.append(self._queue.get_nowait())
            if not await self._commit(group):
                for waiting in group:
                    await self._commit([waiting])

    async def _first(self) -> list[_Waiting]:
        """The first of a new group; none if it is time to sweep again."""
        if not self._unswept:
            return [await self._queue.get()]
        try:
            async with asyncio.timeout(SWEEP_AGAIN):
                return [await self._queue.get()]
        except TimeoutError:
            return []

    async def _commit(self, group: list[_Waiting]) -> bool:
        """True if it is known for each of the group how it went; False if none of it is on disk."""
        try:
            sweeps = bool(self._unswept) or any(one.erases for one in group)
            results, swept = await self._connection.run(
                lambda connection: (_commit(connection, group), sweeps and _sweep(connection))
            )
        except Exception as error:  # noqa: BLE001 - belongs to whoever waits for the write
            if len(group) == 1:
                group[0].fail(error)
            return len(group) == 1
        for waiting, result in zip(group, results, strict=True):
            waiting.commit(result)
        self.writes += len(group)
        self.commits += bool(group)
        erasing = [*self._unswept, *(one for one in group if one.erases)]
        self._unswept = [] if swept else erasing
        for waiting in [*(one for one in group if not one.erases), *(erasing if swept else [])]:
            waiting.succeed()
        return True


def _commit(connection: sqlite3.Connection, group: list[_Waiting]) -> list[Any]:
    if not group:
        return []
    return transact(
        connection, "BEGIN IMMEDIATE", lambda inside: [one.write(inside) for one in group]
    )


def _sweep(connection: sqlite3.Connection) -> bool:
    """Empty the write-ahead log; False if that is to be tried again: somebody still reads it."""
    before = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute("PRAGMA busy_timeout = 20")
    try:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error:
        return False  # what was committed before stays so, whatever the disk does now
    finally:
        connection.execute(f"PRAGMA busy_timeout = {before}")
    return busy == 0


def _nothing(_: object) -> None:
    return None
