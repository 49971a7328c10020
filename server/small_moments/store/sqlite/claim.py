"""Who uses a data folder: several servers together, or one command alone."""

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from small_moments.store.sqlite import passing
from small_moments.store.sqlite.database import DatabaseError, make_folder

SERVING: Final = "serving"
STARTING: Final = "starting"

_SERVED = "another small-moments serves this data folder"
_CHANGED = "a command changes this data folder as a whole; wait until it is done"


class Serving:
    """A share of a folder. While it starts it may be the only one, and change the whole.

    They start one after the other: the next one begins once `begin` was called.
    """

    def __init__(self, folder: Path, origin: str | None) -> None:
        """Raises DatabaseError. A server's origin is left for `invite`; a command has none."""
        make_folder(folder)
        self._starting = _open(folder / STARTING)
        self._handle = _open(folder / SERVING)
        try:
            fcntl.flock(self._starting, fcntl.LOCK_EX)
            self.is_alone = _lock(self._handle, fcntl.LOCK_EX)
            if not self.is_alone and not _lock(self._handle, fcntl.LOCK_SH):
                raise DatabaseError(_CHANGED)
            if self.is_alone:
                _forget_what_passed(folder)
            if origin is not None:
                os.truncate(self._handle, 0)
                os.pwrite(self._handle, origin.encode("ascii"), 0)
        except BaseException:
            self.release()
            raise

    def begin(self) -> None:
        """Let others serve too. Raises DatabaseError."""
        if not _lock(self._handle, fcntl.LOCK_SH):
            raise DatabaseError(_CHANGED)
        fcntl.flock(self._starting, fcntl.LOCK_UN)

    def release(self) -> None:
        """Leave the folder."""
        os.close(self._handle)
        os.close(self._starting)


def alone(folder: Path) -> Callable[[], None]:
    """Keep everybody else out of a folder; returns a release. Raises DatabaseError."""
    make_folder(folder)
    handle = _open(folder / SERVING)
    if not _lock(handle, fcntl.LOCK_EX):
        os.close(handle)
        raise DatabaseError(_SERVED)
    return lambda: os.close(handle)


def last_origin(folder: Path) -> str:
    """The origin of the server that serves, or last served, this folder; empty if none did."""
    try:
        return (folder / SERVING).read_text("ascii")
    except FileNotFoundError:
        return ""


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _lock(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _forget_what_passed(folder: Path) -> None:
    """A power cut may have left it half-written."""
    for name in (passing.FILE, f"{passing.FILE}-journal"):
        with suppress(FileNotFoundError):
            (folder / name).unlink()
