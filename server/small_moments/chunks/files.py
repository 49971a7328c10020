"""Chunks as files: `blobs/AA/NAME` in the data folder, for its owner alone.

Whoever writes a file has it locked until its row is committed, or will never be. The lock is the
system's: it ends with the process, however that ends, and is seen by every process of the machine,
though not surely by those of others: several machines need an S3 store.
So a file that can be locked and has no row is nobody's.
"""

import asyncio
import fcntl
import os
import re
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import ClassVar, Final

from small_moments.chunks.chunks import Name, Named
from small_moments.store import erased

FOLDER: Final = "blobs"
_SHELF: Final = re.compile(r"[0-9a-f]{2}")
_NAME: Final = re.compile(r"[0-9a-f]{32}")


class Files:
    """See `Chunks`. The folder is made with its first file."""

    is_near: ClassVar[bool] = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shelves: set[Path] = set()

    @asynccontextmanager
    async def writing(self, name: Name, content: bytes) -> AsyncGenerator[None]:
        """See `Chunks`."""
        handle = await asyncio.to_thread(self._begin, path(self.folder, name), content)
        try:
            yield
        finally:
            os.close(handle)

    def _begin(self, file: Path, content: bytes) -> int:
        """Write a file and flush it and its name; returns the handle that keeps it locked."""
        if file.parent not in self._shelves:
            make_shelf(file.parent)
            self._shelves.add(file.parent)
        try:
            handle = _locked(file)
        except FileNotFoundError:  # the folder was there, and was taken away
            make_shelf(file.parent)
            handle = _locked(file)
        try:
            write(handle, content)
            erased.sync_folder(file.parent)
        except BaseException:
            with suppress(OSError):
                file.unlink(missing_ok=True)
            os.close(handle)
            raise
        return handle

    async def read(self, name: Name) -> bytes | None:
        """See `Chunks`."""

        def read() -> bytes | None:
            try:
                return path(self.folder, name).read_bytes()
            except FileNotFoundError:
                return None

        return await asyncio.to_thread(read)

    async def there(self, names: Collection[Name]) -> set[Name]:
        """See `Chunks`."""
        if not names:
            return set()
        return await asyncio.to_thread(
            lambda: {name for name in names if path(self.folder, name).is_file()}
        )

    async def drop(self, names: Collection[Name]) -> None:
        """See `Chunks`."""

        def drop() -> None:
            for name in names:
                path(self.folder, name).unlink(missing_ok=True)

        if names:
            await asyncio.to_thread(drop)

    async def sweep(self, named: Named) -> int:
        """See `Chunks`."""
        swept = 0
        async for some in self.names():
            found = set(some) - await named(some)
            for name in sorted(found):
                with _unwritten(path(self.folder, name)) as file:
                    # Asked once more: its row may have come before its lock went.
                    if file is not None and not await named([name]):
                        file.unlink(missing_ok=True)
                        swept += 1
        return swept

    async def names(self) -> AsyncIterator[list[Name]]:
        """See `Chunks`. What is not called as a chunk is left out."""
        for shelf in await asyncio.to_thread(_shelves, self.folder):
            if found := await asyncio.to_thread(_names, shelf):
                yield found


def path(folder: Path, name: Name) -> Path:
    """Where the file of a chunk is."""
    return folder / name[:1].hex() / name.hex()


def listed(folder: Path) -> Iterator[Name]:
    """The names of all files in a folder of chunks."""
    for shelf in _shelves(folder):
        yield from _names(shelf)


def _shelves(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if _SHELF.fullmatch(one.name))


def _names(shelf: Path) -> list[Name]:
    with suppress(FileNotFoundError, NotADirectoryError):
        found = [one for one in os.listdir(shelf) if _NAME.fullmatch(one)]  # noqa: PTH208 - names only
        return [Name(bytes.fromhex(one)) for one in found if one.startswith(shelf.name)]
    return []


def make_shelf(shelf: Path) -> None:
    """The folder of a file and those around it, on disk, whoever made them."""
    shelf.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in (shelf.parent, shelf):
        folder.mkdir(mode=0o700, exist_ok=True)
        erased.sync_folder(folder.parent)


def _locked(file: Path) -> int:
    """A new file, locked. A sweep may have taken it before it was: then it is made anew."""
    while True:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return handle
        os.close(handle)


def write(handle: int, content: bytes) -> None:
    """All of it, flushed."""
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]
    os.fsync(handle)


@contextmanager
def _unwritten(file: Path) -> Generator[Path | None]:
    """The file, locked; None if somebody is writing it or it is gone."""
    try:
        handle = os.open(file, os.O_RDWR)  # NFS locks nothing that is only read
    except FileNotFoundError:
        yield None
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            # Where another sweep took it meanwhile, the file of this name is another's by now.
            yield file if os.fstat(handle).st_nlink else None
    finally:
        os.close(handle)
