"""Where the stories play: a practice, two phones, and a line for each that can be disturbed."""

import os
import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

from small_moments import invitations
from small_moments.store.sqlite import invitations as kept

from bench.contenders import BUCKETS
from e2e.line import Answer, Disturbance, Line, Request, undisturbed
from tests.network.cases import Case
from tests.network.phones import Phones
from tests.program import Program, free_port

GIVES_UP = 41.0
"""Longer than a phone waits for anything: 30 s for an answer, 40 s for a word of a stream.

In virtual seconds. Were it shorter, one hold would end no wait, and the next would end it so late
that the phone takes itself for having slept: it opens another stream at once, which is held too,
and so on without end.
"""
LONGEST = 60.0
"""Real seconds after which a hold ends by itself."""


class Stage:
    """Close it when done."""

    def __init__(self, folder: Path, node: str) -> None:
        self._node, self._log = node, folder / "phones.log"
        self.practice = Program(folder, *BUCKETS)  # all phones ask from one address
        self.practice.start()
        # Ports of their own: while a line is closed, nobody else's connection takes its place.
        self.lines = [Line(self.practice.url, free_port()) for _ in "ab"]
        self.phones = Phones(node, self._log)
        self.words: list[str] = []
        """What both phones hold of one account; empty where a new one is to be begun."""

    def renew(self) -> None:
        """Two new phones, after a story that did not come to its end."""
        self.phones.close()
        self.phones = Phones(self._node, self._log)
        self.words = []

    def invitation(self) -> str:
        """Put straight into the database: the command takes half a second."""
        seed = os.urandom(invitations.CODE_SIZE)
        database = self.practice.data / "moments.sqlite"
        with closing(sqlite3.connect(database)) as connection, connection:
            kept.add(connection, [invitations.seed_hash(seed)], None)
        return invitations.code(seed)

    @contextmanager
    def disturbed(self, case: Case) -> Generator[None]:
        """The case happens to both lines until the end of the block."""
        if case.begins is None:
            with self._unheard():
                yield
            return
        over = threading.Event()

        def hold() -> None:
            self.phones.pass_time(GIVES_UP)
            over.wait(LONGEST)

        noted = _Noted(case.begins(hold))
        for line in self.lines:
            line.disturb = noted
        try:
            yield
        finally:
            over.set()
            for line in self.lines:
                line.disturb = undisturbed
        assert noted.times > 0, f"{case.name}: nothing of it happened"

    @contextmanager
    def _unheard(self) -> Generator[None]:
        ports = [line.port for line in self.lines]
        for line in self.lines:
            line.close()
        try:
            yield
        finally:
            self.lines = [Line(self.practice.url, port) for port in ports]

    def close(self) -> None:
        """End everything."""
        self.phones.close()
        for line in self.lines:
            line.close()
        self.practice.stop()


class _Noted:
    """A disturbance, and how often it did anything but hand the honest answer on."""

    def __init__(self, disturbance: Disturbance) -> None:
        self._disturbance = disturbance
        self.times = 0

    def __call__(self, request: Request, forward: Callable[[], Answer]) -> Answer | None:
        honest: list[Answer] = []

        def noting() -> Answer:
            honest.append(forward())
            return honest[-1]

        self.times += 1  # at first: what is held does not come back before the story is over
        answer = self._disturbance(request, noting)
        if honest and answer is honest[-1]:
            self.times -= 1
        return answer
