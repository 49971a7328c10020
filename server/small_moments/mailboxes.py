"""Mailboxes of pairings (spec R61): sealed messages, each taken once, for two minutes."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from hashlib import sha256
from typing import Final

from small_moments.layout import Account
from small_moments.problems import ProblemError
from small_moments.store import store
from small_moments.store.store import FullError, NoMailboxError, UsedError

LASTS: Final = 120_000  # milliseconds
MOST: Final = 500


class Mailboxes:
    """By the hash of their ids, in the store. `now` is seconds since 1970."""

    def __init__(self, kept: store.Mailboxes, now: Callable[[], float]) -> None:
        self._kept = kept
        self._now = now

    async def open(self, mailbox: bytes, account: Account) -> None:
        """A mailbox for an account, in place of its last one. Refuses `used`, `busy`."""
        now = self._clock()
        with _refusing("mailbox"):
            await self._kept.open(_name(mailbox), account, now, now + LASTS, MOST)

    async def put(self, mailbox: bytes, step: int, message: bytes) -> None:
        """Leave a message. Refuses `not-found`, and `used` for a step that was."""
        with _refusing("step"):
            await self._kept.put(_name(mailbox), step, message, self._clock())

    async def take(self, mailbox: bytes, step: int) -> bytes | None:
        """The message of a step, once; None while there is none. Refuses as `put`."""
        with _refusing("step"):
            return await self._kept.take(_name(mailbox), step, self._clock())

    async def close(self, mailbox: bytes) -> None:
        """End it, if it is there."""
        await self._kept.close(_name(mailbox))

    def _clock(self) -> int:
        return int(self._now() * 1000)


@contextmanager
def _refusing(used: str) -> Generator[None]:
    """Refusals of the store as problems; `used` is the field of what was used already."""
    try:
        yield
    except NoMailboxError:
        raise ProblemError("not-found", field="mailbox") from None
    except UsedError:
        raise ProblemError("used", field=used) from None
    except FullError:
        raise ProblemError("busy", headers={"retry-after": "30"}) from None


def _name(mailbox: bytes) -> bytes:
    return sha256(mailbox).digest()
