"""Several clients at once on a real server, until it is gone."""

import asyncio
import os
import random
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from small_moments import inviting
from small_moments.chunks import files
from small_moments.chunks.files import Files
from small_moments.store.sqlite import folder

from bench.contenders import BUCKETS
from tests.program import Program
from tests.server.asking import UnansweredError
from tests.server.forked import forking
from tests.server.promised import Journal

CLIENTS = 4
JOURNALS_EACH = 3
BEGINS_ANOTHER = 0.03
WITHIN = 60.0  # seconds; only a failing test waits so long


class Load:
    """Clients with a few journals each; what they were promised outlives the server."""

    def __init__(self, program: Program, codes: list[str], seed: int) -> None:
        """A client for each of CLIENTS; each code is good for one journal."""
        self._url = program.url
        self._seed = seed
        self._codes = codes
        self._clients = [[self._journal()] for _ in range(CLIENTS)]
        self._answered = threading.Semaphore(0)
        self._violations: list[AssertionError] = []

    @contextmanager
    def running(self) -> Generator[Callable[[int], None]]:
        """Everybody is at work until the server is gone; the block must see to that.

        Yields what waits for so many answers. Raises AssertionError if a promise was broken.
        """
        threads = [
            threading.Thread(target=self._work, args=(at,)) for at in range(len(self._clients))
        ]
        for thread in threads:
            thread.start()
        try:
            yield self._wait_for_answers
        finally:
            for thread in threads:
                thread.join(WITHIN)
        self.judge()

    def settle(self) -> int:
        """Compare all that was promised with what a new server has; how many links that were."""
        for journal in self.journals():
            journal.settle()
        return sum(len(journal.acknowledged) for journal in self.journals())

    def judge(self) -> None:
        """Raises the first broken promise, if there is one."""
        for violation in self._violations:
            raise violation

    def close(self) -> None:
        """Hang up."""
        for journal in self.journals():
            journal.close()

    def _journal(self) -> Journal:
        return Journal(self._url, self._codes.pop(), self._seed << 8 | len(self._codes))

    def journals(self) -> list[Journal]:
        """Of all clients."""
        return [journal for journals in self._clients for journal in journals]

    def _wait_for_answers(self, number: int) -> None:
        for _ in range(number):
            assert self._answered.acquire(timeout=WITHIN), "no answers any more"
            self.judge()

    def _work(self, at: int) -> None:
        """One client, on its own thread: a journal that it has, now and then one more."""
        journals, chance = self._clients[at], random.Random(self._seed << 8 | at)
        try:
            with suppress(UnansweredError):
                while True:
                    if len(journals) < JOURNALS_EACH and chance.random() < BEGINS_ANOTHER:
                        journals.append(self._journal())
                    chance.choice(journals).act()
                    self._answered.release()
        except AssertionError as violation:
            self._violations.append(violation)
            self._answered.release()


@contextmanager
def loaded(folder: Path, seed: int, *options: str) -> Generator[tuple[Program, Load]]:
    """A server that is not started yet, with invitations for everybody."""
    with forking(folder, *BUCKETS, *options) as program:
        codes = asyncio.run(_invitations(program.data, CLIENTS * JOURNALS_EACH))
        load = Load(program, codes, seed)
        try:
            yield program, load
        finally:
            program.kill()
            load.close()


async def _invitations(data: Path, number: int) -> list[str]:
    async with folder.opened(data, Files(data / files.FOLDER)) as store:
        return await inviting.make(store, os.urandom, number)
