"""A disk that fails at one chosen call: `strace` answers the server in the system's place."""

import shutil
import subprocess
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path

from small_moments.store.sqlite import database

from tests.program import Program
from tests.server.asking import UnansweredError
from tests.server.kills import check_whole
from tests.server.load import loaded
from tests.server.promised import Journal

ERRORS = ("EIO", "ENOSPC")
CALLS = ("pwrite64", "fsync,fdatasync", "ftruncate")
WITHIN = 20.0


class DiskError(Exception):
    """`strace` is missing or may not look on; the text says which."""


@contextmanager
def failing(program: Program, calls: str, error: str, at: str) -> Generator[Callable[[], bool]]:
    """The `at`-th of these calls to the database's files fails, on each thread of the server.

    Yields what tells whether one has failed so far. Raises DiskError.
    """
    strace = shutil.which("strace")
    if strace is None:
        raise DiskError("there is no strace here")
    watched = [program.data / (database.FILE + end) for end in ("", "-wal")]
    log = program.data.parent / "strace"
    log.write_text("", "ascii")
    command = [strace, "-f", "-q", "-p", str(program.pid), "-o", str(log), "-e", f"trace={calls}"]
    command += ["-e", f"inject={calls}:error={error}:when={at}"]
    command += [part for path in watched for part in ("-P", str(path))]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        try:
            _wait_until_it_looks_on(program.pid, tracer)
            yield lambda: "INJECTED" in log.read_text("ascii")
        finally:
            tracer.terminate()


def _wait_until_it_looks_on(pid: int, tracer: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + WITHIN
    while not all(_is_traced(task) for task in Path(f"/proc/{pid}/task").iterdir()):
        if tracer.poll() is not None or time.monotonic() > deadline:
            tracer.kill()
            said = "" if tracer.stderr is None else tracer.stderr.read()
            raise DiskError(f"strace may not look on: {said.strip()}")
        time.sleep(0.005)  # another process: there is nothing to wait on but its mark


def _is_traced(task: Path) -> bool:
    return "TracerPid:\t0\n" not in (task / "status").read_text("ascii")


Act = Callable[[Journal], None]
ACTS: tuple[Act, ...] = (
    *(Journal.write, Journal.write_many, Journal.purge, Journal.enter_roster),
    Journal.attach,
)


def fail_each(
    folder: Path,
    seed: int,
    acts: Iterable[Act] = ACTS,
    errors: Iterable[str] = ERRORS,
    is_over: Callable[[], bool] = lambda: False,
) -> int:
    """Each of the acts, with a disk that fails at each of its calls in turn; how many failed.

    After each the server goes on, and what it acknowledged is there; in the end after a kill too.
    Raises AssertionError, with the seed, and DiskError.
    """
    try:
        with loaded(folder, seed) as (program, load):
            program.start()
            journal = load.journals()[0]
            journal.settle()
            failed = sum(
                _fail_along(program, journal, act, (calls, error), is_over)
                for act in acts
                for calls in CALLS
                for error in errors
            )
            program.kill()
            program.start()
            journal.settle()
            check_whole(program.data)
    except AssertionError as broken:
        raise AssertionError(f"seed {seed}: {broken}") from broken
    return failed


def _fail_along(
    program: Program, journal: Journal, act: Act, how: tuple[str, str], is_over: Callable[[], bool]
) -> int:
    """The first call fails, then the second, until the act makes no more of them."""
    failed = 0
    while not is_over():
        journal.write()  # a purge needs something
        with failing(program, *how, str(failed + 1)) as has_failed:
            with suppress(UnansweredError):
                act(journal)
            if not has_failed():
                break
        failed += 1
        journal.settle()
    return failed
