"""Chunks as objects of a store that speaks S3, named below a prefix.

There are no locks there. Whoever writes has a bounded time for it, so an object that is older than
a day and has no row is nobody's. How old it is, the store's own clock says: of a new object that a
sweep makes and lets go of.
"""

import errno
import os
import re
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Generator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

import obstore
from obstore import exceptions
from obstore.store import S3Store

from small_moments.chunks.chunks import Name, Named
from small_moments.settings import Settings
from small_moments.store.answering import Answering, Tell, to_nobody
from small_moments.store.errors import StoreError, UnavailableError

CONNECTS_WITHIN: Final = 5  # seconds
ANSWERS_WITHIN: Final = 15
TRIES: Final = 2  # further ones
WITHIN: Final = 30  # for all of them
GROWN: Final = timedelta(days=1)

_REMEDY: Final = "see that it runs, and what the settings blobs and s3_… say"
_BACK: Final = "the bucket for attachments answers again"
_PROBE: Final = "clock"
_NAME: Final = re.compile(r"[0-9a-f]{2}/([0-9a-f]{32})")
# What is said has addresses, ports and durations in it too, which may be any digits.
_FULL: Final = re.compile(r"\b507 Insufficient Storage\b|<Code>\w*StorageFull</Code>")


class Objects:
    """See `Chunks`. `tell` is told once that the bucket does not answer, and once that it does."""

    is_near: ClassVar[bool] = False

    def __init__(self, store: Any, tell: Tell = to_nobody) -> None:
        self._store = store
        self._answering = Answering(tell, _BACK)

    @asynccontextmanager
    async def writing(self, name: Name, content: bytes) -> AsyncGenerator[None]:
        """See `Chunks`."""
        with self._asked():
            await obstore.put_async(self._store, path(name), content, use_multipart=False)
        yield

    async def read(self, name: Name) -> bytes | None:
        """See `Chunks`."""
        with self._asked():
            try:
                found = await obstore.get_async(self._store, path(name))
                return bytes(await found.bytes_async())
            except FileNotFoundError:
                return None

    async def there(self, names: Collection[Name]) -> set[Name]:
        """See `Chunks`. One after the other: it is asked for whole blobs, and not often."""
        return {name for name in names if await self._is_there(name)}

    async def _is_there(self, name: Name) -> bool:
        with self._asked():
            try:
                await obstore.head_async(self._store, path(name))
            except FileNotFoundError:
                return False
        return True

    async def drop(self, names: Collection[Name]) -> None:
        """See `Chunks`."""
        if names:
            with self._asked():
                await obstore.delete_async(self._store, [path(name) for name in names])

    async def sweep(self, named: Named) -> int:
        """See `Chunks`."""
        before, swept = await self._now() - GROWN, 0
        async for some in self._listed():
            old = [name for name, made in some if made < before]
            left = set(old) - await named(old) if old else set[Name]()
            await self.drop(left)
            swept += len(left)
        return swept

    async def names(self) -> AsyncIterator[list[Name]]:
        """See `Chunks`."""
        async for some in self._listed():
            yield [name for name, _ in some]

    async def _listed(self) -> AsyncIterator[list[tuple[Name, datetime]]]:
        with self._asked():
            listing: Any = obstore.list(self._store, chunk_size=1000)  # pyright: ignore[reportUnknownMemberType]
            async for some in listing:
                found = [(_NAME.fullmatch(one["path"]), one["last_modified"]) for one in some]
                yield [(Name(bytes.fromhex(at[1])), made) for at, made in found if at is not None]

    async def _now(self) -> datetime:
        """The store's time."""
        with self._asked():
            await obstore.put_async(self._store, _PROBE, b"")
            made = await obstore.head_async(self._store, _PROBE)
            await obstore.delete_async(self._store, _PROBE)
        return made["last_modified"]

    @contextmanager
    def _asked(self) -> Generator[None]:
        with self._answering.asked(), _saying():
            yield


def path(name: Name) -> str:
    """What the object of a chunk is called below the prefix."""
    return f"{name[:1].hex()}/{name.hex()}"


@contextmanager
def _saying() -> Generator[None]:
    """What the store says, as what callers know; never with its address, nor a key."""
    try:
        yield
    except exceptions.BaseError as error:
        if _FULL.search(str(error)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None
        raise _unavailable(error) from None
    except FileNotFoundError as error:  # of what was not asked for by name: there is no bucket
        raise _unavailable(error) from None


def _unavailable(error: Exception) -> UnavailableError:
    what = f"the bucket for attachments does not answer ({type(error).__name__})"
    return UnavailableError(f"{what}; {_REMEDY}")


def of(settings: Settings, tell: Tell = to_nobody) -> Objects:
    """The bucket that the settings name."""
    config: Any = {
        "region": settings.s3_region,
        "access_key_id": settings.s3_access_key,
        "secret_access_key": settings.s3_secret_key,
    }
    if settings.s3_endpoint:
        config["endpoint"] = settings.s3_endpoint
    try:
        store = S3Store.from_url(
            settings.blobs,
            config=config,
            client_options={
                "connect_timeout": timedelta(seconds=CONNECTS_WITHIN),
                "timeout": timedelta(seconds=ANSWERS_WITHIN),
                "allow_http": settings.s3_endpoint.startswith("http://"),
            },
            retry_config={"max_retries": TRIES, "retry_timeout": timedelta(seconds=WITHIN)},
        )
    except (exceptions.BaseError, ValueError):
        raise StoreError("the settings blobs and s3_… name no store") from None
    return Objects(store, tell)
