"""Tasks of every server: hear what other processes wrote, let go of what has passed, sweep."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from small_moments.store.blobs import Blobs
from small_moments.store.store import Store
from small_moments.streams import Streams

AGAIN: Final = 1.0  # seconds after which a store that did not answer is asked again
TIDIES: Final = 5.0  # seconds
SWEEPS_AT_MOST: Final = 60.0  # seconds between two sweeps
SWEEPS_AT_LEAST: Final = 3600.0


class Watch:
    """Wakes and ends streams by what the store says, while there are any."""

    def __init__(self, store: Store, streams: Streams) -> None:
        self._store = store
        self._streams = streams

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await self._streams.somebody()
            try:
                await self._look()
            except Exception:  # noqa: BLE001 - whoever listens is not left without an ear
                self._streams.ask_again()
                await asyncio.sleep(AGAIN)

    async def _look(self) -> None:
        moved = await self._store.moved(self._streams.accounts())
        # Whoever began to listen after the last look may have missed what was seen by it.
        asked = {*moved, *self._streams.newcomers()}
        if asked:
            self._streams.stand(asked, await self._store.standings(asked))


class Tidying:
    """Lets the store forget mailboxes and nonces whose time is over, though nobody asks."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now
        self._begun = asyncio.Event()
        self._begun.set()  # a server that ended may have left something

    def begin(self) -> None:
        """Something passes now, and is to be let go."""
        self._begun.set()

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await self._begun.wait()
            self._begun.clear()
            while not await self._is_done():  # noqa: ASYNC110
                await asyncio.sleep(TIDIES)  # only time passes: there is nothing to wait on

    async def _is_done(self) -> bool:
        try:
            return await self._store.forget(int(self._now() * 1000)) == 0
        except Exception:  # noqa: BLE001 - it is tried again
            return False


class Sweeping:
    """Lets go of chunks that no row names: at the start, each hour, and when one was left."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            self._blobs.left.clear()
            with suppress(Exception):  # it is tried again
                await self._blobs.sweep()
            await asyncio.sleep(SWEEPS_AT_MOST)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._blobs.left.wait(), SWEEPS_AT_LEAST)


@asynccontextmanager
async def running(watch: Watch, tidying: Tidying, sweeping: Sweeping) -> AsyncGenerator[None]:
    """All of them, until the end of the block."""
    tasks = [asyncio.create_task(one.run()) for one in (watch, tidying, sweeping)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
