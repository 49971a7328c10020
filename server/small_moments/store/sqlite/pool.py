"""The chunks that backups hold: one folder beside all of them, since a chunk never changes.

A chunk is a second name of the same file where the file system can do that, else a copy. It stays
as long as a backup that is kept names it: what is erased meanwhile goes with those, as words do.
"""

import errno
import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from small_moments.chunks import files
from small_moments.chunks.chunks import Name
from small_moments.store import erased
from small_moments.store.sqlite import blobs

FOLDER: Final = files.FOLDER


@contextmanager
def alone(folder: Path) -> Generator[None]:
    """One at a time adds to a pool or takes from it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def take(
    chunks: Iterable[tuple[Name, bytes]], source: Path, target: Path, *, reads: bool = False
) -> set[Name]:
    """Bring chunks, by name and hash, from one folder into another, on disk.

    Returns those that are in neither. What is spoilt in the target is replaced by what is not:
    that is looked for where lengths differ, or with `reads` everywhere.
    """
    missing, shelves = set[Name](), set[Path]()
    for name, hashed in chunks:
        file, other = files.path(target, name), files.path(source, name)
        if _is_kept(file, other, hashed, reads=reads):
            continue
        if (reads or file.exists()) and not _holds(other, hashed):
            missing.add(name)
            continue
        if file.parent not in shelves:
            files.make_shelf(file.parent)
        file.unlink(missing_ok=True)
        try:
            _bring(other, file)
        except FileNotFoundError:
            missing.add(name)
        else:
            shelves.add(file.parent)
    for shelf in shelves:
        erased.sync_folder(shelf)
    return missing


def _is_kept(file: Path, other: Path, hashed: bytes, *, reads: bool) -> bool:
    if reads:
        return _holds(file, hashed)
    if not file.is_file():
        return False
    if not other.is_file() or file.stat().st_size == other.stat().st_size:
        return True
    return _holds(file, hashed)


def _holds(file: Path, hashed: bytes) -> bool:
    """Whether a chunk is there as it was kept; one on a bad sector is not."""
    try:
        return hashlib.sha256(file.read_bytes()).digest() == hashed
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.EIO):
            raise
        return False


def _bring(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one that knows no second names
        content = source.read_bytes()
        part = target.with_name(f".{target.name}.part")
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            files.write(handle, content)
        finally:
            os.close(handle)
        part.rename(target)


def keep_only(folder: Path, backups: Collection[Path]) -> None:
    """Let go of what none of these names. One that cannot be read keeps everything.

    What a copy left that was ended half-way goes too: nobody else is copying (`alone`).
    """
    for part in list(folder.glob("*/.*.part")):
        part.unlink(missing_ok=True)
    named = set[Name]()
    for backup in backups:
        try:
            named |= _named_by(backup)
        except sqlite3.Error:
            return
    for name in list(files.listed(folder)):
        if name not in named:
            with suppress(FileNotFoundError):
                files.path(folder, name).unlink()


def _named_by(backup: Path) -> set[Name]:
    address = f"{backup.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True)
    try:
        return set(blobs.every_name(connection))
    finally:
        connection.close()


def spoiled(connection: sqlite3.Connection, folder: Path, *, reads: bool) -> int:
    """How many chunks that a backup names are not in the pool, or `reads` otherwise than kept."""
    wrong = 0
    for name, hashed in blobs.every_chunk(connection):
        file = files.path(folder, name)
        wrong += not (_holds(file, hashed) if reads else file.is_file())
    return wrong
