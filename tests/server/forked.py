"""The server, forked from a process that has loaded it: a start for a third of the work."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.program import Program, Running, environment

_PARENT = """
import json, os, signal, sys
import litestar.plugins.attrs  # the framework loads it for its first application
from small_moments import cli, serve  # the second is what takes long to load

signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who asked for it looks at how it ends
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if child == 0:
        log = os.open(asked["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os._exit(cli.main(asked["arguments"]))
    print(child, flush=True)
"""


class Child:
    """A process that is none of ours: it can be ended and waited for, not asked how it ended."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._handle = os.pidfd_open(pid)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._pid

    def poll(self) -> int | None:
        """0 once it has ended, however it did."""
        return 0 if self._has_ended(0) else None

    def send_signal(self, sig: int) -> None:
        """Send it a signal; never somebody else who has its number by now."""
        signal.pidfd_send_signal(self._handle, sig)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Return once it has ended."""
        if not self._has_ended(timeout):
            raise subprocess.TimeoutExpired("serve", timeout or 0)
        os.close(self._handle)
        return 0

    def _has_ended(self, seconds: float | None) -> bool:
        return bool(select.select([self._handle], [], [], seconds)[0])


class Forked(Program):
    """A program whose servers are forked. Other commands of it are the installed ones."""

    def __init__(self, folder: Path, *options: str, parent: "subprocess.Popen[str]") -> None:
        super().__init__(folder, *options)
        self._parent = parent

    def _begin(self, arguments: list[str]) -> Running:
        asked = {"arguments": arguments, "log": str(self.log_path)}
        _pipe(self._parent.stdin).write(json.dumps(asked) + "\n")
        _pipe(self._parent.stdin).flush()
        return Child(int(_pipe(self._parent.stdout).readline()))


@contextmanager
def forking(folder: Path, *options: str) -> Generator[Program]:
    """A program that is not started yet. What it runs has to be ended before the block does."""
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as parent:
        yield Forked(folder, *options, parent=parent)


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe
