"""Two servers on one store, ended and started in turn while people write."""

import re
import threading
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.contenders import BUCKETS
from tests.program import Program, free_port
from tests.server.asking import UnansweredError
from tests.server.promised import Journal

CLIENTS = 4
WITHIN = 60.0  # seconds; only a failing test waits so long


class Roaming(Journal):
    """A client that goes to the other server when one does not answer."""

    def __init__(self, urls: list[str], code: str, seed: int) -> None:
        super().__init__(urls[0], code, seed)
        self._urls = [*urls]
        self.went_over = 0
        self.forgives = False  # where a crash takes the key of the nonces that were given

    def act(self) -> None:
        """Do one thing, wherever there is an answer: what was sent already is sent again."""
        deadline = time.monotonic() + WITHIN
        while True:
            try:
                super().act()
            except UnansweredError:
                assert time.monotonic() < deadline, "nobody answers"
                self.go_over()
            else:
                return

    def _log_in(self) -> None:
        try:
            super()._log_in()
        except AssertionError as refused:
            if self.forgives and "/api/login 401 " in str(refused):
                raise UnansweredError from None
            raise

    def go_over(self) -> None:
        """To the other server."""
        self._urls.reverse()
        self.http.base_url = self._urls[0]
        self.went_over += 1


class Rolling:
    """The servers, and people who write to them until `end`."""

    def __init__(self, programs: list[Program], codes: list[str], seed: int) -> None:
        self.programs = programs
        urls = [program.url for program in programs]
        self.journals = [Roaming(urls, code, seed << 8 | at) for at, code in enumerate(codes)]
        self._answered = threading.Semaphore(0)
        self._ended = threading.Event()
        self._violations: list[AssertionError] = []
        self._threads = [
            threading.Thread(target=self._work, args=(journal,)) for journal in self.journals
        ]

    def begin(self) -> None:
        """Everybody is at work."""
        for thread in self._threads:
            thread.start()

    def wait(self, answers: int) -> None:
        """Until so many more came. Raises the first broken promise."""
        for _ in range(answers):
            assert self._answered.acquire(timeout=WITHIN), "no answers any more"
            self._judge()

    def end(self) -> None:
        """Nobody is at work any more."""
        self._ended.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(WITHIN)
        self._judge()

    def settle(self) -> int:
        """Both servers have all that was acknowledged; how many links that were."""
        for journal in self.journals:
            for _ in self.programs:
                journal.settle()
                journal.go_over()
        return sum(len(journal.acknowledged) for journal in self.journals)

    def close(self) -> None:
        """Everybody hangs up."""
        self.end()
        for journal in self.journals:
            journal.close()

    def _judge(self) -> None:
        for violation in self._violations:
            raise violation

    def _work(self, journal: Roaming) -> None:
        try:
            while not self._ended.is_set():
                journal.act()
                self._answered.release()
        except AssertionError as violation:
            self._violations.append(violation)
            self._answered.release()


@contextmanager
def rolling(folder: Path, seed: int, *options: str) -> Generator[Rolling]:
    """Two servers that run, and people who begin when they are told to."""
    bare = folder / "app"  # nobody asks for it
    bare.mkdir(parents=True)
    ports = [free_port() for _ in range(2)]
    origin = ("--origin", f"http://localhost:{ports[0]}")
    chosen = (*BUCKETS, *origin, "--app", str(bare), *options)
    programs = [Program(folder, *chosen, port=port) for port in ports]
    with ExitStack() as stack:
        for program in programs:
            stack.callback(program.kill)
            program.start()
        data = ("--data", str(programs[0].data), *options)
        said = programs[0].run("invite", "--count", str(CLIENTS), *data)
        codes = re.findall(r"#invite=([0-9A-Z-]{19})", said)
        made = Rolling(programs, codes, seed)
        stack.callback(made.close)
        yield made
