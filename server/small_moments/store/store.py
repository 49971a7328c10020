"""What is kept, as routes and commands see it; `sqlite` and `postgresql` are behind it.

Whoever is told `then` is told right after the commit. A store that answers a read has seen every
write that was acknowledged before, by whichever process.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, Protocol

from msgspec import Struct

from small_moments.bodies import Carried
from small_moments.chain import Accepted, State
from small_moments.layout import Account, HeadHash, MemberId
from small_moments.store.blobs import Blobs
from small_moments.store.session import Session
from small_moments.store.survey import Kept

PAGE_BYTES = 4 * 1024 * 1024

Row = dict[str, Any]
Random = Callable[[int], bytes]
Then = Callable[[State], None]


class NotInvitedError(Exception):
    """The invitation is unknown or used."""


class TakenError(Exception):
    """The account id is registered already."""


class StaleError(Exception):
    """The log has moved on since the push was judged."""


class Standing(Struct, frozen=True):
    """Where an account stands, and the hashes of its sessions."""

    seq: int
    head: HeadHash
    sessions: frozenset[bytes]


class Mailboxes(Protocol):
    """Mailboxes of pairings by the hash of their ids; times are milliseconds since 1970."""

    async def open(self, mailbox: bytes, account: Account, now: int, ends: int, most: int) -> None:
        """A mailbox in place of the account's last one. Raises UsedError, FullError."""
        ...

    async def put(self, mailbox: bytes, step: int, message: bytes, now: int) -> None:
        """Leave a message. Raises NoMailboxError, and UsedError for a step that was."""
        ...

    async def take(self, mailbox: bytes, step: int, now: int) -> bytes | None:
        """The message of a step, once; None while there is none. Raises as `put`."""
        ...

    async def close(self, mailbox: bytes) -> None:
        """End it, if it is there."""
        ...


class NoMailboxError(Exception):
    """There is no such mailbox, or not any more."""


class UsedError(Exception):
    """It was used already."""


class FullError(Exception):
    """There are as many as there may be."""


class Nonces(Protocol):
    """The key of log-in challenges and the nonces that were used; times as in `Mailboxes`."""

    async def key(self) -> bytes:
        """32 bytes, the same for every process that serves this store."""
        ...

    async def use(self, key: bytes, account: Account, nonce: bytes, ends: int) -> bool:
        """True once, while `key` is the one in force; kept until `ends`."""
        ...


class Store(Protocol):
    """An open store."""

    @property
    def mailboxes(self) -> Mailboxes:
        """Mailboxes of pairings."""
        ...

    @property
    def nonces(self) -> Nonces:
        """For log-in challenges."""
        ...

    @property
    def blobs(self) -> Blobs:
        """What is attached to revisions."""
        ...

    # Whoever asks

    async def session(self, token: bytes) -> Session | None:
        """The session of a cookie's 32 bytes."""
        ...

    async def use_session(self, session: Session, day: int) -> None:
        """Note the day of use: written once a day at most."""
        ...

    async def begin_session(
        self, account: Account, member: MemberId, token: bytes, day: int
    ) -> None:
        """Keep a new session; `token` is its hash."""
        ...

    async def end_session(self, session: Session, then: Callable[[], None]) -> None:
        """End one session."""
        ...

    async def end_sessions(self, account: Account, then: Callable[[], None]) -> None:
        """End every session of an account."""
        ...

    # Accounts

    async def state(self, account: Account) -> State | None:
        """The state of an account at its head."""
        ...

    async def register(
        self, accepted: Accepted, invitation: bytes, random: Random, today: int, then: Then
    ) -> State:
        """Store a new account and use up its invitation (a hash), which has to be valid today.

        Raises TakenError, NotInvitedError.
        """
        ...

    async def first_roster(self, account: Account) -> bytes | None:
        """Roster 0 as it was registered."""
        ...

    async def roster_in_force(self, account: Account) -> bytes | None:
        """The newest roster version."""
        ...

    async def roster_numbered(self, account: Account, number: int) -> bytes | None:
        """One version. They are numbered from 0 in the order in which they came."""
        ...

    async def rosters_after(self, account: Account, number: int) -> list[bytes]:
        """Every version that came after that one, in order."""
        ...

    async def rows(self, state: State) -> dict[str, list[Row]]:
        """Every row about an account, by table, as it is."""
        ...

    async def erase(self, account: Account, day: int, then: Callable[[], None]) -> None:
        """Note that it is erased, so that no restore brings it back; delete every row and chunk."""
        ...

    # Logs

    async def append(self, state: State, accepted: Accepted, then: Then) -> State:
        """Compare and set: append if the head is still the state's, else raise StaleError.

        With what a purge erases go the blobs that nothing else names.
        """
        ...

    async def settle(self) -> None:
        """Return once what was erased before is as gone as `append` and `erase` promise."""
        ...

    async def link_at(self, state: State, seq: int) -> bytes | None:
        """The signed bytes of one link."""
        ...

    async def page(
        self, state: State, after: int, until: int, most: int = PAGE_BYTES
    ) -> list[Carried]:
        """Links after `after` up to `until`, as many as fit into `most` bytes and at least one."""
        ...

    async def wraps(self, state: State, member: bytes | None = None) -> list[bytes]:
        """The wraps of an account, or of one member, oldest first."""
        ...

    # Invitations

    async def add_invitations(self, codes: Iterable[bytes], last_day: int | None) -> None:
        """Keep the hashes of new codes."""
        ...

    async def invitations(self, today: int) -> int:
        """How many are unused and still valid."""
        ...

    async def is_anyone_in_or_invited(self) -> bool:
        """Whether there is an account or an unused invitation."""
        ...

    # The whole

    async def kept(self) -> list[Kept]:
        """What is kept of each account, the largest first."""
        ...

    async def count(self) -> int:
        """How many accounts there are."""
        ...

    async def counted(self) -> tuple[int, int, int]:
        """How many accounts and attachments there are, and the bytes of those."""
        ...

    async def end_old(self, *, unused_since: int, erased_since: int, today: int) -> None:
        """Forget sessions that were not used since a day, and invitations whose last day is over.

        And who was erased before a day, unless `backup` does that.
        """
        ...

    async def forget(self, now: int) -> int:
        """Drop mailboxes and nonces whose time is over; how many are left."""
        ...

    async def is_ready(self) -> bool:
        """Whether it answers and is one to write to; nothing is written."""
        ...

    async def moved(self, accounts: Collection[Account]) -> Collection[Account]:
        """Wait a little; which of these may have moved meanwhile, by whichever process."""
        ...

    async def standings(self, accounts: Collection[Account]) -> dict[Account, Standing]:
        """Where these stand; an account that is gone is not in it."""
        ...

    @property
    def written(self) -> tuple[int, int]:
        """How many writes were committed since the start, and in how many commits."""
        ...
