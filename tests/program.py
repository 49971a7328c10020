"""The installed `small-moments`, run as a person would run it."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Protocol

INSTALLED = Path(sys.executable).parent / "small-moments"
STARTS_WITHIN = 60.0
ENDS_WITHIN = 30.0
PORTS = range(20_000, 32_000)


class ProgramError(Exception):
    """The program did not start, or a command of it failed; the text is what it said."""


class Running(Protocol):
    """What is asked of a process that was started, as `subprocess.Popen` has it."""

    @property
    def pid(self) -> int:
        """Its number."""
        ...

    def poll(self) -> int | None:
        """None while it runs."""
        ...

    def send_signal(self, sig: int, /) -> None:
        """Send it a signal."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Return once it has ended. Raises `subprocess.TimeoutExpired`."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...


class Program:
    """A server on a free port of loopback, with a data folder of its own.

    It keeps its port when it is stopped and started again, so that a browser finds the same
    origin. What it prints and logs is appended to `log_path`; `place` is how another command is
    told what it keeps.
    """

    def __init__(
        self,
        folder: Path,
        *options: str,
        database: str = "",
        program: Path = INSTALLED,
        port: int = 0,
    ) -> None:
        """Nothing starts yet. `options` are handed to `small-moments serve` as they are.

        `database` is the URL of one of PostgreSQL, in place of a file in the data folder.
        """
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.data = folder / "data"
        self.log_path = folder / "server.log"
        self.place = ("--data", str(self.data), *(("--database", database) if database else ()))
        self._options = options
        self._program = program
        self._process: Running | None = None

    def start(self) -> None:
        """Start it and return once it answers. Raises ProgramError with its last words."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        told = ["serve", "--port", str(self.port), *self.place, *self._options]
        self._process = self._begin(told)
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise ProgramError(self.log())
            time.sleep(0.02)  # another process: there is nothing to wait on but its port

    @property
    def pid(self) -> int:
        """Of the running server. Raises ProgramError if it does not run."""
        if self._process is None:
            raise ProgramError("expected a running server")
        return self._process.pid

    def stop(self) -> int:
        """Ask it to end (SIGTERM) and return its exit code; 0 if it was not running."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def invite(self) -> str:
        """The code of a new invitation, from the fragment of the link that is printed."""
        found = re.search(r"/#invite=(\S+)", self.run("invite", *self.place))
        if found is None:
            raise ProgramError("expected a link with /#invite= to be printed")
        return found[1]

    def run(self, *arguments: str) -> str:
        """What another command of the program prints. Raises ProgramError if it fails."""
        done = subprocess.run(
            [self._program, *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
            env=environment(),
        )
        if done.returncode != 0:
            raise ProgramError(done.stdout + done.stderr)
        return done.stdout

    def log(self) -> str:
        """All that the server has printed and logged so far."""
        return self.log_path.read_text("utf-8", errors="replace")

    def _begin(self, arguments: list[str]) -> Running:
        """The process of a command, whose output goes to the log."""
        with self.log_path.open("ab") as log:
            return subprocess.Popen(
                [self._program, *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment(),
            )

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/status", timeout=5) as answer:  # noqa: S310
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(how)
        try:
            return self._process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise ProgramError(f"did not end within {ENDS_WITHIN} s:\n{self.log()}") from None
        finally:
            self._process = None


def environment() -> dict[str, str]:
    """The environment without settings that somebody keeps for a server of their own."""
    return {key: value for key, value in os.environ.items() if not key.startswith("SMALL_MOMENTS_")}


def free_port() -> int:
    """One that nobody listens on.

    It is none of those that a system hands out by itself (from 32768 on, or from 49152): while a
    server is down, no connection of somebody else takes its place.
    """
    while True:
        port = PORTS.start + secrets.randbelow(len(PORTS))
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
