"""Mailboxes of pairings (spec R61): sealed messages in memory, each taken once."""

from collections.abc import Callable
from hashlib import sha256
from typing import Final

from msgspec import Struct, field

from small_moments.layout import Account
from small_moments.problems import ProblemError

LASTS: Final = 120.0  # seconds
MOST: Final = 500
MESSAGE_BYTES: Final = 8192
LAST_STEP: Final = 4


class _Mailbox(Struct):
    """What was left and not taken yet, by step; and which steps were used."""

    account: Account
    until: float
    left: dict[int, bytes] = field(default_factory=dict[int, bytes])
    used: set[int] = field(default_factory=set[int])


class Mailboxes:
    """By the hash of their ids. `tick` is a steady clock in seconds."""

    def __init__(self, tick: Callable[[], float]) -> None:
        self._tick = tick
        self._boxes: dict[bytes, _Mailbox] = {}

    def open(self, mailbox: bytes, account: Account) -> None:
        """A mailbox for an account, in place of its last one. Refuses `used`, `busy`."""
        self.forget()
        name = _name(mailbox)
        if name in self._boxes:
            raise ProblemError("used", field="mailbox")
        self.drop(account)
        if len(self._boxes) >= MOST:
            raise ProblemError("busy", headers={"retry-after": "30"})
        self._boxes[name] = _Mailbox(account, self._tick() + LASTS)

    def put(self, mailbox: bytes, step: int, message: bytes) -> None:
        """Leave a message. Refuses `not-found`, and `used` for a step that was."""
        box = self._find(mailbox)
        if step in box.used:
            raise ProblemError("used", field="step")
        box.used.add(step)
        box.left[step] = message

    def take(self, mailbox: bytes, step: int) -> bytes | None:
        """The message of a step, once; None while there is none. Refuses as `put`."""
        box = self._find(mailbox)
        if step in box.used and step not in box.left:
            raise ProblemError("used", field="step")
        return box.left.pop(step, None)

    def close(self, mailbox: bytes) -> None:
        """End it, if it is there."""
        self._boxes.pop(_name(mailbox), None)

    def drop(self, account: Account) -> None:
        """End the one that the account has."""
        for name in [name for name, box in self._boxes.items() if box.account == account]:
            del self._boxes[name]

    def forget(self) -> None:
        """Drop those whose time is over; they lie in the order in which it ends."""
        while self._boxes:
            name, box = next(iter(self._boxes.items()))
            if box.until > self._tick():
                return
            del self._boxes[name]

    def remembered(self) -> int:
        """How many are kept in memory."""
        return len(self._boxes)

    def _find(self, mailbox: bytes) -> _Mailbox:
        self.forget()
        box = self._boxes.get(_name(mailbox))
        if box is None:
            raise ProblemError("not-found", field="mailbox")
        return box


def _name(mailbox: bytes) -> bytes:
    return sha256(mailbox).digest()
