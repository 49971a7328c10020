"""The sealed chunks of blobs, as the store sees them; `files` and `s3` are behind it.

A chunk has a name of 16 random bytes that tells nothing, is written once under it, and is never
changed. The store names it in a row after it is kept, and lets go of it after that row is gone.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager
from typing import ClassVar, NewType, Protocol

Name = NewType("Name", bytes)

Named = Callable[[Collection[Name]], Awaitable[set[Name]]]
"""Which of these are named by a row, or may still come to be so without being written anew."""


class Chunks(Protocol):
    """A place for chunks."""

    is_near: ClassVar[bool]
    """Whether reading costs little more than asking what is there."""

    def writing(self, name: Name, content: bytes) -> AbstractAsyncContextManager[None]:
        """Keep a chunk: it is safe when the block begins, and no sweep takes it until its end.

        Raises OSError, UnavailableError; FileExistsError where there is one of that name.
        """
        ...

    async def read(self, name: Name) -> bytes | None:
        """A chunk; None if it is not there."""
        ...

    async def there(self, names: Collection[Name]) -> set[Name]:
        """Which of these are there."""
        ...

    async def drop(self, names: Collection[Name]) -> None:
        """Let go of chunks that no row names. Those that are gone already do not matter."""
        ...

    async def sweep(self, named: Named) -> int:
        """Let go of what nobody names and nobody is writing; how many there were."""
        ...

    def names(self) -> AsyncIterator[list[Name]]:
        """All that are there, some at a time."""
        ...
