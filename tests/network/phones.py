"""Two phones of one account: the real app in a Node process, on a clock that is moved by hand."""

import json
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, convert

SCRIPT = Path(__file__).with_name("phones.ts")
PATIENCE = 600.0
"""Seconds of real time that one act may take; virtual time passes within it."""


class Seen(Struct, frozen=True, forbid_unknown_fields=True):
    """What one phone shows and has verified."""

    texts: list[str]
    saving: str
    notices: list[str]
    seq: int
    head: str
    code: str


class Phones:
    """Each call but `pass_time` returns once nothing is under way. Close them when done."""

    def __init__(self, node: str, log: Path) -> None:
        """What they complain of is appended to `log`."""
        self._log = log
        with log.open("ab") as complaints:
            self._process = subprocess.Popen(
                [node, SCRIPT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                encoding="utf-8",
            )
        self._writing = threading.Lock()

    def begin(self, origin: str, lines: Sequence[str], invitation: str) -> None:
        """Two new phones on lines of their own: one begins an account, the other joins it."""
        self._ask("begin", origin=origin, lines=list(lines), invitation=invitation)

    def sign_out(self) -> None:
        """The sessions of both have run out."""
        self._ask("sign_out")

    def write(self, who: int, text: str) -> None:
        """An entry is saved on one of them; backing it up begins by itself."""
        self._ask("write", who=who, text=text)

    def look(self) -> None:
        """People look at both at once."""
        self._ask("look")

    def wait(self, seconds: float) -> None:
        """Time passes, and what was due is done."""
        self._ask("wait", seconds=seconds)

    def see(self) -> list[Seen]:
        """Both; a notice is dismissed with it."""
        return convert(self._ask("see")["phones"], list[Seen])

    def kept(self) -> dict[str, int]:
        """How many rows the server says that it keeps of the account, by table."""
        return convert(self._ask("ask")["kept"], dict[str, int])

    def pass_time(self, seconds: float) -> None:
        """Time passes while something else is waited for. For any thread."""
        self._send("pass", seconds=seconds)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _send(self, op: str, **given: object) -> None:
        assert self._process.stdin is not None
        with self._writing:
            self._process.stdin.write(json.dumps({"op": op, **given}) + "\n")
            self._process.stdin.flush()

    def _ask(self, op: str, **given: object) -> dict[str, object]:
        assert self._process.stdout is not None
        self._send(op, **given)
        begun = time.monotonic()
        watch = threading.Timer(PATIENCE, self._process.kill)
        watch.start()
        try:
            line = self._process.stdout.readline()
        finally:
            watch.cancel()
        took = time.monotonic() - begun
        assert line, f"the phones ended at {op}, after {took:.0f} s: {self._log.read_text()}"
        return json.loads(line)
