"""Connections to PostgreSQL: given out, tried again, and said to be gone when they are."""

import asyncio
import errno
import os
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Final, TypeVar

import asyncpg
from asyncpg import exceptions

from small_moments.store.answering import Answering, Tell, to_nobody
from small_moments.store.errors import StoreError, UnavailableError

T = TypeVar("T")

# asyncpg's own classes are generic over a record type that says nothing.
Connection = Any
Work = Callable[[Connection], Awaitable[T]]

MOST: Final = 8  # connections of one process
TRIES: Final = 6
WITHIN: Final = 5.0  # seconds for a connection
ENDS_WITHIN: Final = 1.0  # seconds for what is under way when the server ends
ANSWERS_WITHIN: Final = 30.0  # seconds for a statement
ATTRIBUTES: Final = "read-write"  # never a standby, which may be behind
REMEDY: Final = "see that it runs, and what the setting database says"
_BACK: Final = "the database answers again"

_CONFLICTS: Final = (exceptions.SerializationError, exceptions.DeadlockDetectedError)
# A connection turns out to be dead: there may be others as dead as it is.
_CUT: Final = (
    exceptions.InterfaceError,
    exceptions.InternalClientError,
    exceptions.PostgresConnectionError,
    exceptions.AdminShutdownError,
    exceptions.CrashShutdownError,
    BrokenPipeError,
    ConnectionResetError,
)
_LOST: Final = (
    *_CUT,
    exceptions.OperatorInterventionError,
    exceptions.TooManyConnectionsError,
    exceptions.ReadOnlySQLTransactionError,
    exceptions.InvalidAuthorizationSpecificationError,
    exceptions.InvalidCatalogNameError,
    exceptions.TargetServerAttributeNotMatched,
    OSError,
    TimeoutError,
)


class Pool:
    """Transactions, each of which may run twice: one that conflicts with another is tried again.

    `tell` is told once that the database does not answer, and once that it does again.
    """

    def __init__(self, pool: Any, tell: Tell) -> None:
        self._pool = pool
        self._answering = Answering(tell, _BACK)

    async def read(self, work: Work[T]) -> T:
        """The result of `work`, whose statements all see the same moment."""
        return await self._try(lambda: self._transact(work, "repeatable_read", readonly=True))

    async def write(self, work: Work[T]) -> T:
        """The result of `work`, once it is on disk."""
        return await self._try(lambda: self._transact(work, "read_committed", readonly=False))

    async def once(self, work: Work[T]) -> T:
        """The result of `work`, a single statement that does nothing when it is done again."""
        return await self._try(lambda: self._once(work))

    async def ask(self, query: str, *values: object) -> list[Any]:
        """The rows of one query that changes nothing."""
        return await self._again(lambda: self._once(lambda here: here.fetch(query, *values)))

    async def run(self, query: str, *values: object) -> None:
        """One statement that may be done twice."""
        await self.ask(query, *values)

    @asynccontextmanager
    async def alone(self) -> AsyncGenerator[Connection]:
        """A connection for long work, which is not tried again."""
        async with _saying(), self._pool.acquire(timeout=WITHIN) as connection:
            yield connection

    async def _again(self, ask: Callable[[], Awaitable[T]]) -> T:
        """A connection that was cut is made anew."""
        with self._answering.asked():
            async with _saying():
                for _ in range(MOST):
                    with suppress(*_CUT):
                        return await ask()
                return await ask()

    async def _try(self, ask: Callable[[], Awaitable[T]]) -> T:
        for tried in range(TRIES):
            try:
                return await self._again(ask)
            except _CONFLICTS:
                await asyncio.sleep(random.random() * 0.01 * 2**tried)  # noqa: S311 - no secret
        raise UnavailableError("too many conflicts in the database")

    async def _once(self, work: Work[T]) -> T:
        async with self._pool.acquire(timeout=WITHIN) as connection:
            return await work(connection)

    async def _transact(self, work: Work[T], isolation: str, *, readonly: bool) -> T:
        async with self._pool.acquire(timeout=WITHIN) as connection:
            transaction = connection.transaction(isolation=isolation, readonly=readonly)
            await transaction.start()
            try:
                result = await work(connection)
            except BaseException:
                with suppress(Exception):
                    await transaction.rollback()
                raise
            async with _saying():  # not tried again: it may be done
                await transaction.commit()
            return result


@asynccontextmanager
async def _saying() -> AsyncGenerator[None]:
    """What PostgreSQL says, as what callers know."""
    try:
        yield
    except exceptions.DiskFullError:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None
    except _LOST as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise
        what = f"the database does not answer ({type(error).__name__})"
        raise UnavailableError(f"{what}; {REMEDY}") from None


async def connect(url: str) -> Connection:
    """A connection of one's own; the caller closes it."""
    driver: Any = asyncpg  # its own types are half unknown
    return await driver.connect(url, timeout=WITHIN, target_session_attrs=ATTRIBUTES)


async def _flush(connection: Connection) -> None:
    """What is acknowledged is on disk, whatever the database does for others."""
    await connection.execute("SET synchronous_commit = on")


async def _keep_as_it_is(_: Connection) -> None:
    """Nothing is set on a connection that the next one could trip over."""


@asynccontextmanager
async def opened(
    url: str, tell: Tell = to_nobody, answers_within: float | None = ANSWERS_WITHIN
) -> AsyncGenerator[Pool]:
    """Connections to a database, whose statements may take so many seconds, or as long as it takes.

    Raises StoreError, which never holds the URL.
    """
    try:
        pool = await asyncpg.create_pool(  # pyright: ignore[reportUnknownMemberType]
            url,
            min_size=1,
            max_size=MOST,
            timeout=WITHIN,
            command_timeout=answers_within,
            target_session_attrs=ATTRIBUTES,
            init=_flush,
            reset=_keep_as_it_is,
        )
    except (ValueError, exceptions.ClientConfigurationError):
        raise StoreError("the setting database cannot be read as a URL of PostgreSQL") from None
    except (exceptions.PostgresError, *_LOST) as error:
        raise StoreError(f"the database cannot be opened: {said(error)}; {REMEDY}") from None
    try:
        yield Pool(pool, tell)
    finally:
        try:
            await asyncio.wait_for(pool.close(), ENDS_WITHIN)
        except Exception:  # noqa: BLE001 - whatever hangs is ended
            pool.terminate()


def said(error: BaseException) -> str:
    """What PostgreSQL said, in one line; of others only what they are."""
    if isinstance(error, exceptions.PostgresError):
        return str(error).splitlines()[0]
    return type(error).__name__
