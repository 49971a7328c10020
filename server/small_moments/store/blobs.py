"""Blobs of accounts, on either engine: rows say which chunks are there, `Chunks` keeps their bytes.

A chunk's bytes are safe before its row, and go after it. Where a server ends in between, or cannot
let go of them, `sweep` does. What is not known of a write is left to it too.
"""

import asyncio
import errno
import hashlib
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Final, Literal, Protocol

from msgspec import Struct

from small_moments.blob import BlobId, Numbers
from small_moments.chain import State
from small_moments.chunks.chunks import Chunks, Name
from small_moments.layout import RevisionId
from small_moments.store.errors import StoreError

NAME_BYTES: Final = 16
DROPS_WITHIN: Final = 3.0  # seconds

Outcome = Literal["kept", "same", "other", "unknown"]
"""Of a chunk: it is kept now; was kept before; others bytes were; there is no such blob."""


class BlobError(Exception):
    """Something is not as it was thought to be; nothing was changed."""


class RevisionUnknownError(BlobError):
    """The log has no such revision."""


class RevisionPurgedError(BlobError):
    """The revision was erased."""


class BlobTakenError(BlobError):
    """There is a blob of that id with other numbers."""


class BlobUnknownError(BlobError):
    """There is no such blob, or no such index in it."""


class ChunkTakenError(BlobError):
    """The chunk is there with other bytes."""


class ChunkMissingError(BlobError):
    """The blob is there, and the chunk is not there yet."""


class AccountFullError(BlobError):
    """It would be more than the account may hold."""


class Chunk(Struct, frozen=True):
    """A chunk that is there: name and SHA-256."""

    name: Name
    hash: bytes


class Found(Struct, frozen=True):
    """A blob's numbers, and the chunks that are there by index."""

    numbers: Numbers
    chunks: dict[int, Name]


class Blob(Struct, frozen=True):
    """A blob's numbers, and the indexes of the chunks that are not there."""

    numbers: Numbers
    missing: list[int]


class Rows(Protocol):
    """The rows, behind one interface; each call is one transaction."""

    async def begin(
        self, state: State, blob: BlobId, revision: RevisionId, numbers: Numbers, room: int
    ) -> Found:
        """Begin a blob, or refer it. Raises as `Blobs.begin`."""
        ...

    async def refer(self, state: State, revision: RevisionId, named: Collection[BlobId]) -> None:
        """Refer blobs. Raises as `Blobs.refer`."""
        ...

    async def find(self, state: State, blob: BlobId) -> Found | None:
        """A blob, if there is one."""
        ...

    async def place(self, state: State, blob: BlobId, index: int) -> tuple[Numbers, Chunk | None]:
        """A blob's numbers and one of its chunks. Raises BlobUnknownError."""
        ...

    async def put(
        self, state: State, blob: BlobId, index: int, chunk: Chunk, lost: Name | None
    ) -> Outcome:
        """Name a chunk that is safe; `lost` is one of before whose bytes are lost."""
        ...

    async def is_anyone_here(self) -> bool:
        """Whether there is any account."""
        ...

    async def named(self, names: Collection[Name], *, surely: bool = False) -> set[Name]:
        """Which of these a row names. What is not is `surely` never found there again."""
        ...


class Blobs:
    """The blobs of a store. `room` is always what the account may hold in all, in bytes."""

    def __init__(self, rows: Rows, chunks: Chunks, random: Callable[[int], bytes]) -> None:
        self._rows = rows
        self.chunks = chunks
        self._random = random
        self.left = asyncio.Event()  # set when there is something to sweep
        self._undropped = set[Name]()

    async def begin(
        self, state: State, blob: BlobId, revision: RevisionId, numbers: Numbers, room: int
    ) -> Blob:
        """Begin a blob that a revision names; the same again refers it from that one too.

        Raises RevisionUnknownError, RevisionPurgedError, BlobTakenError, AccountFullError.
        """
        found = await self._rows.begin(state, blob, revision, numbers, room)
        return await self._seen(state, blob, found)

    async def refer(self, state: State, revision: RevisionId, named: Collection[BlobId]) -> None:
        """A revision names these too: all of them, or none.

        Raises RevisionUnknownError, RevisionPurgedError, BlobUnknownError.
        """
        await self._rows.refer(state, revision, named)

    async def find(self, state: State, blob: BlobId) -> Blob:
        """A blob. Raises BlobUnknownError."""
        found = await self._rows.find(state, blob)
        if found is None:
            raise BlobUnknownError
        return await self._seen(state, blob, found)

    async def _seen(self, state: State, blob: BlobId, found: Found) -> Blob:
        """As it is in truth: a chunk whose bytes got lost is missing, and can be sent again.

        So is one whose bytes are spoilt, for a phone may erase its own on this word.
        """
        there = await self.chunks.there(found.chunks.values())
        missing = [
            index
            for index in range(found.numbers.chunks)
            if found.chunks.get(index) not in there
            or (self.chunks.is_near and not await self._is_sound(state, blob, index))
        ]
        return Blob(found.numbers, missing)

    async def _is_sound(self, state: State, blob: BlobId, index: int) -> bool:
        try:
            await self.read(state, blob, index)
        except (BlobUnknownError, ChunkMissingError):
            return False
        return True

    async def numbers(self, state: State, blob: BlobId, index: int) -> Numbers:
        """Of a blob that has such an index. Raises BlobUnknownError."""
        numbers, _ = await self._rows.place(state, blob, index)
        return numbers

    async def read(self, state: State, blob: BlobId, index: int) -> bytes:
        """A sealed chunk. Raises BlobUnknownError, ChunkMissingError."""
        _, chunk = await self._rows.place(state, blob, index)
        content = None if chunk is None else await self._content(chunk)
        if content is None:
            raise ChunkMissingError
        return content

    async def _content(self, chunk: Chunk) -> bytes | None:
        """The bytes of a chunk; None where they are lost or spoilt.

        Spoilt ones stay until the chunk is sent again. Where only reading finds them they go at
        once, so that it is asked for.
        """
        try:
            content = await self.chunks.read(chunk.name)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return None
        if content is None or hashlib.sha256(content).digest() == chunk.hash:
            return content
        if not self.chunks.is_near:
            await self.drop([chunk.name])
        return None

    async def put(self, state: State, blob: BlobId, index: int, content: bytes) -> None:
        """Keep a sealed chunk of the right length; it is safe when this returns.

        Raises BlobUnknownError, ChunkTakenError.
        """
        hashed = hashlib.sha256(content).digest()
        _, there = await self._rows.place(state, blob, index)
        if there is not None:
            _refuse_other(there.hash == hashed)
            if await self._content(there) is not None:
                return
        lost = None if there is None else there.name
        chunk = Chunk(Name(self._random(NAME_BYTES)), hashed)
        async with self.chunks.writing(chunk.name, content):
            outcome = await self._put(state, blob, index, chunk, lost)
        if outcome == "unknown":
            raise BlobUnknownError
        _refuse_other(outcome != "other")

    async def _put(
        self, state: State, blob: BlobId, index: int, chunk: Chunk, lost: Name | None
    ) -> Outcome:
        """Bytes without a row go, new or lost. Of a failure that is not known: the sweep looks."""
        try:
            outcome = await self._rows.put(state, blob, index, chunk, lost)
        except BaseException:
            self.left.set()
            raise
        if outcome != "kept":
            await self.drop([chunk.name])
        elif lost is not None:
            await self.drop([lost])
        return outcome

    async def drop(self, names: Collection[Name]) -> None:
        """Let go of chunks whose rows are gone; what cannot be let go of is left to the sweep.

        Words wait a little for it, and not as long as a store may take that does not answer.
        """
        try:
            async with asyncio.timeout(DROPS_WITHIN):
                await self.chunks.drop(names)
        except (OSError, StoreError):
            self._undropped |= set(names)
            self.left.set()

    async def sweep(self) -> int:
        """Let go of what no row names and nobody is writing; how many chunks that were.

        First what is known to be left, however young. Then, where there is no account, nothing:
        rather was an empty database begun beside what another one names, and that is still to be
        put back.
        """
        dropped = await self._drop_left()
        if not await self._rows.is_anyone_here():
            return dropped
        return dropped + await self.chunks.sweep(self._named)

    async def _drop_left(self) -> int:
        dropped = 0
        for name in list(self._undropped):
            with suppress(OSError):  # another may go
                await self.chunks.drop([name])
                self._undropped.discard(name)
                dropped += 1
        return dropped

    async def _named(self, names: Collection[Name]) -> set[Name]:
        """In doubt yes: who asks lets go of the rest."""
        found = await self._rows.named(names)
        left = set(names) - found
        return found | await self._rows.named(left, surely=True) if left else found


def _refuse_other(is_same: bool) -> None:
    if not is_same:
        raise ChunkTakenError
