"""The store in a database file: SQLite, one writer a process, look-ups at once."""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from small_moments.bodies import Carried
from small_moments.chain import Accepted, State
from small_moments.chunks.chunks import Chunks
from small_moments.layout import Account, MemberId
from small_moments.link import PURGE
from small_moments.store import erased
from small_moments.store.blobs import Blobs
from small_moments.store.session import Session, token_hash
from small_moments.store.sqlite import accounts, invitations, log, sessions, standing, survey
from small_moments.store.sqlite.blob_rows import Rows
from small_moments.store.sqlite.database import Database
from small_moments.store.sqlite.known import Known
from small_moments.store.sqlite.passing import Mailboxes, Nonces, Passing
from small_moments.store.sqlite.standing import Changes
from small_moments.store.store import PAGE_BYTES, Random, Row, Standing, Then
from small_moments.store.survey import Kept


class SqliteStore:
    """See `Store`. `folder` is the data folder that `database` lies in."""

    def __init__(self, database: Database, passing: Passing, folder: Path, chunks: Chunks) -> None:
        self.database = database
        self._passing = passing
        self.mailboxes = Mailboxes(passing)
        self.nonces = Nonces(passing)
        self.blobs = Blobs(Rows(database), chunks, os.urandom)
        self._erased = folder / erased.FILE
        self._changes = Changes(database)
        self._known = Known(database)

    async def session(self, token: bytes) -> Session | None:
        """See `Store`."""
        return self._known.session(token_hash(token))

    async def use_session(self, session: Session, day: int) -> None:
        """See `Store`."""
        await self.database.writer.write(lambda write: sessions.use(write, session, day))

    async def begin_session(
        self, account: Account, member: MemberId, token: bytes, day: int
    ) -> None:
        """See `Store`."""
        await self.database.writer.write(
            lambda write: sessions.begin(write, account, member, token, day)
        )

    async def end_session(self, session: Session, then: Callable[[], None]) -> None:
        """See `Store`."""
        await self.database.writer.write(
            lambda write: sessions.end(write, session), lambda _: then()
        )

    async def end_sessions(self, account: Account, then: Callable[[], None]) -> None:
        """See `Store`. Gone from the write-ahead log too when this returns."""
        await self.database.writer.write(
            lambda write: sessions.end_all(write, account), lambda _: then(), erases=True
        )

    async def state(self, account: Account) -> State | None:
        """See `Store`."""
        return await self.database.read(lambda read: accounts.load(read, account))

    async def register(
        self, accepted: Accepted, invitation: bytes, random: Random, today: int, then: Then
    ) -> State:
        """See `Store`."""
        return await self.database.writer.write(
            lambda write: accounts.register(write, accepted, invitation, random, today), then
        )

    async def first_roster(self, account: Account) -> bytes | None:
        """See `Store`."""
        return await self.database.read(lambda read: accounts.first_roster(read, account))

    async def roster_in_force(self, account: Account) -> bytes | None:
        """See `Store`."""
        return await self.database.read(lambda read: accounts.roster_in_force(read, account))

    async def roster_numbered(self, account: Account, number: int) -> bytes | None:
        """See `Store`."""
        return await self.database.read(
            lambda read: accounts.roster_numbered(read, account, number)
        )

    async def rosters_after(self, account: Account, number: int) -> list[bytes]:
        """See `Store`."""
        return await self.database.read(lambda read: accounts.rosters_after(read, account, number))

    async def rows(self, state: State) -> dict[str, list[Row]]:
        """See `Store`."""
        return await self.database.read(lambda read: accounts.rows(read, state.alias))

    async def erase(self, account: Account, day: int, then: Callable[[], None]) -> None:
        """See `Store`. Gone from the write-ahead log too when this returns."""
        gone = await self.database.writer.write(
            lambda write: accounts.delete(
                write, account, lambda: erased.note(self._erased, account, day)
            ),
            lambda _: then(),
            erases=True,
        )
        await self.blobs.drop(gone)
        await self._passing.drop(account)

    async def append(self, state: State, accepted: Accepted, then: Then) -> State:
        """See `Store`. What a purge erases is gone from the write-ahead log when this returns."""
        after, gone = await self.database.writer.write(
            lambda write: log.append(write, state.alias, state.head, accepted),
            lambda done: then(done[0]),
            erases=accepted.link.kind == PURGE,
        )
        await self.blobs.drop(gone)
        return after

    async def settle(self) -> None:
        """See `Store`."""
        await self.database.writer.write(_nothing, erases=True)

    async def link_at(self, state: State, seq: int) -> bytes | None:
        """See `Store`."""
        return await self.database.read(lambda read: log.link_at(read, state.alias, seq))

    async def page(
        self, state: State, after: int, until: int, most: int = PAGE_BYTES
    ) -> list[Carried]:
        """See `Store`. What a phone most often lacks, the newest few links, is read at once."""
        if most == PAGE_BYTES:
            near = self.database.look_up(
                lambda here: log.near_page(here, state.alias, after, until)
            )
            if near is not None:
                return near
        return await self.database.read(
            lambda read: log.page(read, state.alias, after, until, most)
        )

    async def wraps(self, state: State, member: bytes | None = None) -> list[bytes]:
        """See `Store`."""
        return await self.database.read(lambda read: log.wraps(read, state.alias, member))

    async def add_invitations(self, codes: Iterable[bytes], last_day: int | None) -> None:
        """See `Store`."""
        kept = list(codes)
        await self.database.writer.write(lambda write: invitations.add(write, kept, last_day))

    async def invitations(self, today: int) -> int:
        """See `Store`."""
        return await self.database.read(lambda read: survey.invitations(read, today))

    async def is_anyone_in_or_invited(self) -> bool:
        """See `Store`."""
        return await self.database.read(invitations.is_anyone_in_or_invited)

    async def kept(self) -> list[Kept]:
        """See `Store`."""
        return await self.database.read(survey.accounts)

    async def count(self) -> int:
        """See `Store`."""
        return await self.database.read(survey.count)

    async def counted(self) -> tuple[int, int, int]:
        """See `Store`."""
        return await self.database.read(survey.counted)

    async def end_old(self, *, unused_since: int, erased_since: int, today: int) -> None:
        """See `Store`."""
        del erased_since  # `backup` shortens the list, together with the backups

        def end(write: sqlite3.Connection) -> None:
            sessions.end_resting(write, unused_since)
            invitations.end_old(write, today)

        await self.database.writer.write(end)

    async def forget(self, now: int) -> int:
        """See `Store`."""
        return await self._passing.forget(now)

    async def is_ready(self) -> bool:
        """See `Store`."""
        if not self.database.writer.is_writing:
            return False
        try:
            self.database.look_up(lambda here: here.execute("SELECT 1 FROM account LIMIT 1"))
        except sqlite3.Error:
            return False
        return True

    async def moved(self, accounts: Collection[Account]) -> Collection[Account]:
        """See `Store`."""
        return accounts if await self._changes.wait() else ()

    async def standings(self, accounts: Collection[Account]) -> dict[Account, Standing]:
        """See `Store`."""
        return await self.database.read(lambda read: standing.of(read, accounts))

    @property
    def written(self) -> tuple[int, int]:
        """See `Store`."""
        return self.database.writer.writes, self.database.writer.commits


def _nothing(_: sqlite3.Connection) -> None:
    return None
