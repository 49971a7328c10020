"""The one writer: groups the writes that wait into one commit, so that they share its flush."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from small_moments.store.sqlite.connection import Connection, Work, transact

T = TypeVar("T")

MOST_GROUPED = 256
SWEEP_AGAIN = 0.1  # seconds

_ENDED = "the writer has ended"
_READ = "the write-ahead log is still being read"


class _Waiting:
    """One write and whoever waits for it."""

    def __init__(self, write: Work[Any], then: Callable[[Any], None], erases: bool) -> None:
        self.write = write
        self.then = then
        self.erases = erases
        self.is_committed = False
        self.result: object = None
        self.error: Exception | None = None
        self.done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def commit(self) -> None:
        """It is on disk. What fails from here on is told to nobody but who waits for it."""
        self.is_committed = True
        try:
            self.then(self.result)
        except Exception as error:  # noqa: BLE001 - the writer goes on
            self.fail(error)

    def succeed(self) -> None:
        if not self.done.done():
            self.done.set_result(self.result)

    def fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)


class Writer:
    """Runs writes one after the other on the thread of its own connection, which takes them from a
    queue itself: between a write and its commit there is no turn of the loop.

    A write may run twice: if one of a group fails, the group is rolled back and each runs alone.
    `writes` and `commits` count what went well since the start.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._loop = asyncio.get_running_loop()
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()  # None is its end
        self._task: asyncio.Task[None] | None = None
        self._waiting: set[_Waiting] = set()
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
        self._waiting.add(waiting)
        self._queue.put(waiting)
        if self._has_ended():
            self._fail_all()
        return await waiting.done

    def start(self) -> None:
        """Begin to write; from here on the connection belongs to the writer."""
        self._task = asyncio.create_task(self._connection.run(self._run), name="writer")
        self._task.add_done_callback(lambda _: self._end())

    async def stop(self) -> None:
        """Finish what waits, then end. A writer that has ended already has nothing to finish."""
        if self._task is None:
            return
        with contextlib.suppress(sqlite3.Error):
            await self.write(_nothing)  # when this is done, so is all that came before
        self._queue.put(None)
        await asyncio.wait({self._task})

    def _has_ended(self) -> bool:
        return self._task is not None and self._task.done()

    def _end(self) -> None:
        """However it ended: its thread takes nothing more."""
        self._queue.put(None)
        self._fail_all()

    def _fail_all(self) -> None:
        """Nobody waits for a writer that has ended."""
        for waiting in self._waiting:
            waiting.fail(sqlite3.OperationalError(_READ if waiting.is_committed else _ENDED))
        self._waiting.clear()

    def _run(self, connection: sqlite3.Connection) -> None:
        """On the connection's thread, until the end of the queue."""
        unswept: list[_Waiting] = []
        goes_on = True
        while goes_on:
            group, goes_on = self._next(SWEEP_AGAIN if unswept else None)
            if self._has_ended():
                return
            commits = _commit(connection, group)
            erasing = [*unswept, *(one for one in group if one.erases and one.error is None)]
            swept = not erasing or _sweep(connection)
            done = [one for one in group if one.error or not one.erases]
            done += erasing if swept else []
            unswept = [] if swept else erasing
            self._loop.call_soon_threadsafe(self._tell, group, done, commits)

    def _next(self, seconds: float | None) -> tuple[list[_Waiting], bool]:
        """All that wait, once somebody does or the time is over; False if nothing comes after."""
        group: list[_Waiting] = []
        try:
            one = self._queue.get(timeout=seconds)
            while one is not None:
                group.append(one)
                if len(group) == MOST_GROUPED:
                    return group, True
                one = self._queue.get_nowait()
        except Empty:
            return group, True
        return group, False

    def _tell(self, group: list[_Waiting], done: list[_Waiting], commits: int) -> None:
        """On the loop: what was committed, in order, then who need not wait any longer."""
        written = [one for one in group if one.error is None]
        self.writes += len(written)
        self.commits += commits
        for waiting in written:
            waiting.commit()
        for waiting in done:
            self._waiting.discard(waiting)
            if waiting.error is None:
                waiting.succeed()
            else:
                waiting.fail(waiting.error)


def _commit(connection: sqlite3.Connection, group: list[_Waiting]) -> int:
    """Each of the group has its result or its error then; returns the number of commits."""
    if not group:
        return 0
    try:
        results = transact(
            connection, "BEGIN IMMEDIATE", lambda inside: [one.write(inside) for one in group]
        )
    except Exception as error:  # noqa: BLE001 - belongs to whoever waits for the write
        if len(group) > 1:
            return sum(_commit(connection, [one]) for one in group)
        group[0].error = error
        return 0
    for waiting, result in zip(group, results, strict=True):
        waiting.result = result
    return 1


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
