"""`python -m bench.slow MILLISECONDS MODULE ARGUMENT…`: a module, on a disk that flushes slowly.

Each commit of a write to SQLite takes so much longer, in whichever thread commits: as long as a
flush would take there. The module knows nothing of it, and there is no setting for it.
"""

import runpy
import sqlite3
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any


class Slow(sqlite3.Connection):
    """Waits after a commit; what only reads flushes nothing, and does not wait."""

    seconds = 0.0
    _writes = False

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """As ever; `BEGIN IMMEDIATE` begins what is flushed."""
        done = super().execute(sql, parameters)
        if sql == "BEGIN IMMEDIATE":
            self._writes = True
        elif sql in ("COMMIT", "ROLLBACK"):
            if self._writes and sql == "COMMIT":
                self.wait()
            self._writes = False
        return done

    def wait(self) -> None:
        """As a disk would make it."""
        time.sleep(self.seconds)


def launcher(folder: Path, milliseconds: int, module: str) -> Path:
    """A program in `folder` that is `module` on such a disk."""
    path = folder / f"slow-{module.rpartition('.')[2]}"
    words = [sys.executable, "-m", "bench.slow", str(milliseconds), module]
    path.write_text(f'#!/bin/sh\nexec {" ".join(words)} "$@"\n', "ascii")
    path.chmod(0o700)
    return path


def main(arguments: list[str]) -> None:
    """Runs the module as if it had been started by itself."""
    Slow.seconds = int(arguments[0]) / 1000
    sqlite3.connect = partial(sqlite3.connect, factory=Slow)
    sys.argv = arguments[1:]
    runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
