"""A whole store copied into an empty one of either engine: account by account, page by page."""

from collections.abc import AsyncIterator
from typing import Final, Protocol

from msgspec import Struct

from small_moments.layout import Account
from small_moments.store.erased import Lines

PAGE_BYTES: Final = 4 * 1024 * 1024


class Head(Struct, frozen=True):
    """An account's own row, and how far its devices have come; `roster_at` is a seq."""

    account: Account
    seq: int
    head: bytes
    roster_at: int
    stored_bytes: int
    devices: list[tuple[bytes, int, bytes]]


class Part(Struct, frozen=True):
    """Some links of an account with what they carry, as rows; each begins with the link's seq."""

    links: list[tuple[int, bytes, int]]
    rosters: list[tuple[int, bytes]]
    wraps: list[tuple[int, int, bytes, int, bytes]]
    revisions: list[tuple[int, int, bytes, bytes, bytes | None, bytes | None]]


class Rest(Struct, frozen=True):
    """What belongs to no account: invitations with their last day, and who was erased."""

    invitations: list[tuple[bytes, int | None]]
    erased: Lines


class Copied(Struct, frozen=True):
    """What was copied, and walked in the target."""

    accounts: int
    links: int
    revisions: int
    invitations: int


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

    async def holds(self, account: Account) -> bool:
        """Whether the log that is there now leads to the account's head."""
        ...

    async def finish(self, rest: Rest) -> None:
        """All is there: from here on it is a store like any."""
        ...


class CopyError(Exception):
    """It cannot be copied; the text says why."""


async def copy(source: Source, target: Target) -> Copied:
    """All of it but sessions: phones log in again. Raises CopyError where a log does not hold."""
    links = revisions = 0
    accounts = await source.accounts()
    for account in accounts:
        head = await source.head(account)
        await target.begin(head)
        async for part in source.parts(head):
            await target.add(account, part)
            links += len(part.links)
            revisions += len(part.revisions)
        if not await target.holds(account):
            raise CopyError(
                "an account's log does not lead to its head; `small-moments doctor` looks at "
                "where it comes from"
            )
    rest = await source.rest()
    await target.finish(rest)
    return Copied(len(accounts), links, revisions, len(rest.invitations))
