"""A whole store copied into an empty one of either engine: account by account, page by page."""

from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from small_moments.chunks.chunks import Chunks, Name
from small_moments.layout import Account
from small_moments.store import erased
from small_moments.store.erased import Lines

PAGE_BYTES: Final = 4 * 1024 * 1024


class Head(Struct, frozen=True):
    """An account's own row, and how far its devices have come; `roster_at` is a seq."""

    account: Account
    seq: int
    head: bytes
    roster_at: int
    stored_bytes: int
    blob_bytes: int
    devices: list[tuple[bytes, int, bytes]]


class Part(Struct, frozen=True):
    """Some links of an account with what they carry, as rows; each begins with the link's seq."""

    links: list[tuple[int, bytes, int]]
    rosters: list[tuple[int, bytes]]
    wraps: list[tuple[int, int, bytes, int, bytes]]
    revisions: list[tuple[int, int, bytes, bytes, bytes | None, bytes | None]]


class Attached(Struct, frozen=True):
    """The blobs of an account, what names them and which chunks are there, as rows."""

    blobs: list[tuple[bytes, int, int, int]]
    references: list[tuple[bytes, bytes]]
    chunks: list[tuple[bytes, int, Name, bytes]]


class Rest(Struct, frozen=True):
    """What belongs to no account: invitations with their last day, and who was erased."""

    invitations: list[tuple[bytes, int | None]]
    erased: Lines


class Gone(Struct, frozen=True):
    """Hashes of who was erased after a source was made, and every line that is known."""

    hashes: set[str]
    lines: Lines


class Copied(Struct, frozen=True):
    """What was copied, and walked in the target; who was erased since is left out."""

    accounts: int
    links: int
    revisions: int
    invitations: int
    blobs: int
    missing_chunks: int
    left_out: int


class Source(Protocol):
    """A store, read as of one moment."""

    async def accounts(self) -> list[Account]:
        """All of them."""
        ...

    async def head(self, account: Account) -> Head:
        """One of them."""
        ...

    def parts(self, head: Head) -> AsyncIterator[Part]:
        """Its log, in order."""
        ...

    async def attached(self, account: Account) -> Attached:
        """Its blobs."""
        ...

    @property
    def chunks(self) -> Chunks:
        """Where the chunks of those are."""
        ...

    async def rest(self) -> Rest:
        """What belongs to no account."""
        ...


class Target(Protocol):
    """An empty store, which nobody can serve before `finish`."""

    async def begin(self, head: Head) -> None:
        """An account, without its log."""
        ...

    async def add(self, account: Account, part: Part) -> None:
        """A part of its log."""
        ...

    async def attach(self, account: Account, attached: Attached) -> None:
        """Its blobs, whose chunks are here already."""
        ...

    @property
    def chunks(self) -> Chunks:
        """Where the chunks of those come to be."""
        ...

    async def holds(self, account: Account) -> bool:
        """Whether the log that is there now leads to the account's head."""
        ...

    async def finish(self, rest: Rest) -> None:
        """All is there: from here on it is a store like any."""
        ...


class CopyError(Exception):
    """It cannot be copied; the text says why."""


async def copy(source: Source, target: Target, gone: Gone | None = None) -> Copied:
    """All of it but sessions and who is gone: phones log in again.

    Raises CopyError where a log does not hold.
    """
    since = gone or Gone(set(), Lines())
    links = revisions = blobs = missing = 0
    found = await source.accounts()
    accounts = [account for account in found if erased.hashed(account) not in since.hashes]
    for account in accounts:
        head = await source.head(account)
        await target.begin(head)
        async for part in source.parts(head):
            await target.add(account, part)
            links += len(part.links)
            revisions += len(part.revisions)
        attached = await source.attached(account)
        brought = await _bring(attached, source.chunks, target.chunks)
        await target.attach(account, brought)
        blobs += len(attached.blobs)
        missing += len(attached.chunks) - len(brought.chunks)
        if not await target.holds(account):
            raise CopyError(
                "an account's log does not lead to its head; `small-moments doctor` looks at "
                "where it comes from"
            )
    rest = await source.rest()
    await target.finish(replace(rest, erased=rest.erased | since.lines))
    codes, left_out = len(rest.invitations), len(found) - len(accounts)
    return Copied(len(accounts), links, revisions, codes, blobs, missing, left_out)


async def _bring(attached: Attached, source: Chunks, target: Chunks) -> Attached:
    """The bytes of its chunks; what got lost or spoilt is left out, and phones send it again."""
    brought = [row for row in attached.chunks if await _bring_chunk(row[2], row[3], source, target)]
    return replace(attached, chunks=brought)


async def _bring_chunk(name: Name, hashed: bytes, source: Chunks, target: Chunks) -> bool:
    """A copy that was ended may have left a part of it. Both may be one place, too."""
    content = await source.read(name)
    if content is None or sha256(content).digest() != hashed:
        return False
    if await target.read(name) != content:
        await target.drop([name])
        async with target.writing(name, content):
            pass
    return True
