"""Who was erased, so that no restore brings anybody back: a file beside the database.

A line is the day and a hash of the account's id. Only who has the id, from a backup, can tell whom
it means. The same line may stand there more than once: an account can be registered again.
"""

import errno
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from small_moments.layout import Account

FILE: Final = "erased"
_LINE: Final = re.compile(r"([0-9]{1,7}) ([0-9a-f]{64})")

Lines = Counter[str]


def hashed(account: Account) -> str:
    """What stands for an account."""
    return hashlib.sha256(b"small-moments/server/erased\0" + account).hexdigest()


def note(path: Path, account: Account, day: int) -> None:
    """Add a line; it is on disk when this returns."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # A line that a power cut left half-written stays one of its own.
        size = os.fstat(handle).st_size
        torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        line = (("\n" if torn else "") + f"{day} {hashed(account)}\n").encode("ascii")
        if os.write(handle, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(path.parent)


def read(path: Path) -> Lines:
    """The lines of a list; none if there is no such file."""
    try:
        text = path.read_text("ascii", errors="replace")
    except FileNotFoundError:
        return Counter()
    return Counter(line for line in text.splitlines() if _LINE.fullmatch(line))


def write(path: Path, lines: Lines) -> None:
    """Put a whole list in the place of the one that was."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write("".join(f"{line}\n" for line in lines.elements()).encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    sync_folder(path.parent)


def younger(lines: Lines, day: int) -> Lines:
    """The lines of this day and later."""
    return Counter({line: n for line, n in lines.items() if int(line.partition(" ")[0]) >= day})


def since(lists: Iterable[Lines], known: Lines) -> set[str]:
    """Hashes of who was erased after a backup that came with the list `known`."""
    return {line.partition(" ")[2] for line in union(lists) - known}


def union(lists: Iterable[Lines]) -> Lines:
    """All lines that any of the lists knows."""
    all_lines: Lines = Counter()
    for lines in lists:
        all_lines |= lines
    return all_lines


def sync_folder(folder: Path) -> None:
    """What was made, renamed or deleted in a folder is on disk when this returns."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
