"""Which accounts moved, by NOTIFY and LISTEN, and by asking now and then whatever was heard.

A notice is sent after the commit, by the process that wrote: in the transaction it would make all
commits of the database wait for each other. It may be lost with that process, and some engines know
none: so everybody is asked about once in `FLOOR` seconds anyway.
"""

import asyncio
import time
from collections.abc import Collection
from contextlib import suppress
from typing import Any, Final

from small_moments.layout import Account
from small_moments.store.errors import StoreError
from small_moments.store.postgresql.pool import Pool, connect

CHANNEL: Final = "small_moments"
FLOOR: Final = 1.0  # seconds
AGAIN: Final = 1.0  # seconds after which a lost connection is made anew
SERVED: Final = 0x5345525645  # while servers hold this number, nobody copies into their database
AT_ONCE: Final = 200  # accounts of one notice, which may have 8,000 bytes


class Listening:
    """Hears of moves on a connection of its own, and tells others of ours."""

    def __init__(self, url: str, pool: Pool) -> None:
        self._url = url
        self._pool = pool
        self._heard: set[Account] = set()
        self._hearing = asyncio.Event()
        self._telling: set[Account] = set()
        self._told = asyncio.Event()
        self._asked_all = 0.0
        self._begun = asyncio.Event()
        self._is_kept_out = False

    def tell(self, account: Account) -> None:
        """An account moved: others will hear of it soon."""
        self._telling.add(account)
        self._told.set()

    async def moved(self, accounts: Collection[Account]) -> Collection[Account]:
        """Wait until one of these may have moved, or all are to be asked."""
        with suppress(TimeoutError):
            async with asyncio.timeout(FLOOR):
                await self._hearing.wait()
        self._hearing.clear()
        heard, self._heard = self._heard, set()
        now = time.monotonic()
        if now - self._asked_all >= FLOOR:
            self._asked_all = now
            return accounts
        return heard & set(accounts)

    async def begun(self) -> None:
        """Return once it listens, or has found that it cannot.

        Raises StoreError while somebody copies into the database.
        """
        await self._begun.wait()
        if self._is_kept_out:
            raise StoreError("a copy into this database is under way; wait until it is done")

    async def run(self) -> None:
        """Until it is cancelled."""
        await asyncio.gather(self._listen(), self._send())

    async def _listen(self) -> None:
        while True:
            with suppress(Exception):  # however it was lost, it is made anew
                await self._listen_once()
            self._begun.set()
            await asyncio.sleep(AGAIN)

    async def _listen_once(self) -> None:
        ended = asyncio.Event()

        def end(_: Any) -> None:
            ended.set()

        connection = await connect(self._url)
        try:
            connection.add_termination_listener(end)
            serves = await connection.fetchval("SELECT pg_try_advisory_lock_shared($1)", SERVED)
            self._is_kept_out = not serves
            if not serves:
                return
            await connection.add_listener(CHANNEL, self._hear)
            self._begun.set()
            await ended.wait()
        finally:
            with suppress(Exception):
                await connection.close(timeout=1)

    def _hear(self, _connection: Any, _pid: int, _channel: str, payload: object) -> None:
        with suppress(ValueError):
            raw = bytes.fromhex(str(payload))
            self._heard |= {Account(raw[at : at + 16]) for at in range(0, len(raw), 16)}
            self._hearing.set()

    async def _send(self) -> None:
        while True:
            await self._told.wait()
            some = [self._telling.pop() for _ in range(min(AT_ONCE, len(self._telling)))]
            if not self._telling:
                self._told.clear()
            with suppress(Exception):  # whoever is not told asks soon anyway
                await self._pool.run("SELECT pg_notify($1, $2)", CHANNEL, b"".join(some).hex())
