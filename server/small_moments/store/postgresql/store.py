"""The store on PostgreSQL, for several servers at once."""

import os
from collections.abc import Callable, Collection, Iterable

from asyncpg.exceptions import PostgresError

from small_moments.bodies import Carried
from small_moments.chain import Accepted, State
from small_moments.chunks.chunks import Chunks
from small_moments.layout import Account, HeadHash, MemberId
from small_moments.link import REVISIONS
from small_moments.store import survey
from small_moments.store.blobs import Blobs
from small_moments.store.errors import UnavailableError
from small_moments.store.postgresql import accounts, log, passing
from small_moments.store.postgresql.blobs import Rows
from small_moments.store.postgresql.listening import Listening
from small_moments.store.postgresql.passing import Mailboxes, Nonces
from small_moments.store.postgresql.pool import Connection, Pool
from small_moments.store.session import Session, account_of, token_hash
from small_moments.store.store import PAGE_BYTES, Random, Row, Standing, Then
from small_moments.store.survey import Kept

_SESSION = (
    "SELECT member, used_day, seq, head, blob_bytes FROM session"
    " JOIN account ON account.account = session.account"
    " WHERE session.account = $1 AND token = $2"
)
# An account that is being deleted is waited for: none of its sessions comes after it.
_BEGIN_SESSION = (
    "INSERT INTO session (account, token, member, used_day)"
    " SELECT account, $2, $3, $4 FROM account WHERE account = $1 FOR SHARE"
)
_STANDINGS = (
    "SELECT account.account, seq, head,"
    " array_agg(token) FILTER (WHERE token IS NOT NULL) FROM account"
    " LEFT JOIN session ON session.account = account.account"
    " WHERE account.account = ANY ($1::bytea[]) GROUP BY account.account"
)
_KEPT = (
    "SELECT account.account, roster, account.seq, (SELECT coalesce(sum(counter), 0)::bigint"
    " FROM device WHERE device.account = account.account), stored_bytes,"
    " (SELECT count(*) FROM blob WHERE blob.account = account.account), blob_bytes FROM account"
    " JOIN roster ON roster.account = account.account AND roster.seq = roster_at"
    " ORDER BY stored_bytes + blob_bytes DESC, account.account"
)


class PostgresqlStore:
    """See `Store`."""

    def __init__(self, pool: Pool, listening: Listening, chunks: Chunks) -> None:
        self.pool = pool
        self.blobs = Blobs(Rows(pool), chunks, os.urandom)
        self.mailboxes = Mailboxes(pool)
        self.nonces = Nonces(pool)
        self._listening = listening
        self._writes = 0

    async def session(self, token: bytes) -> Session | None:
        """See `Store`."""
        account, hashed = account_of(token), token_hash(token)
        for member, day, seq, head, size in await self.pool.ask(_SESSION, account, hashed):
            return Session(0, account, MemberId(member), hashed, day, seq, HeadHash(head), size)
        return None

    async def use_session(self, session: Session, day: int) -> None:
        """See `Store`."""
        await self.pool.run(
            "UPDATE session SET used_day = $3 WHERE account = $1 AND token = $2",
            *(session.account, session.token, day),
        )

    async def begin_session(
        self, account: Account, member: MemberId, token: bytes, day: int
    ) -> None:
        """See `Store`."""
        await self.pool.write(
            lambda write: write.execute(_BEGIN_SESSION, account, token, member, day)
        )

    async def end_session(self, session: Session, then: Callable[[], None]) -> None:
        """See `Store`."""
        await self.pool.run(
            "DELETE FROM session WHERE account = $1 AND token = $2", session.account, session.token
        )
        self._wrote(session.account)
        then()

    async def end_sessions(self, account: Account, then: Callable[[], None]) -> None:
        """See `Store`."""
        await self.pool.run("DELETE FROM session WHERE account = $1", account)
        self._wrote(account)
        then()

    async def state(self, account: Account) -> State | None:
        """See `Store`."""
        return await self.pool.read(lambda read: accounts.load(read, account))

    async def register(
        self, accepted: Accepted, invitation: bytes, random: Random, today: int, then: Then
    ) -> State:
        """See `Store`."""
        del random  # an account needs no alias here
        state = await self.pool.write(
            lambda write: accounts.register(write, accepted, invitation, today)
        )
        self._wrote(state.account)
        then(state)
        return state

    async def first_roster(self, account: Account) -> bytes | None:
        """See `Store`."""
        return await self._roster("WHERE account = $1 AND seq = 1", account)

    async def roster_in_force(self, account: Account) -> bytes | None:
        """See `Store`."""
        return await self._roster("WHERE account = $1 ORDER BY seq DESC LIMIT 1", account)

    async def roster_numbered(self, account: Account, number: int) -> bytes | None:
        """See `Store`."""
        where = "WHERE account = $1 ORDER BY seq LIMIT 1 OFFSET $2"
        return await self._roster(where, account, number)

    async def _roster(self, where: str, *values: object) -> bytes | None:
        query = f"SELECT roster FROM roster {where}"  # noqa: S608 - from this file
        found = await self.pool.ask(query, *values)
        return found[0][0] if found else None

    async def rosters_after(self, account: Account, number: int) -> list[bytes]:
        """See `Store`."""
        found = await self.pool.ask(
            "SELECT roster FROM roster WHERE account = $1 ORDER BY seq OFFSET $2",
            *(account, number + 1),
        )
        return [row[0] for row in found]

    async def rows(self, state: State) -> dict[str, list[Row]]:
        """See `Store`."""
        return await self.pool.read(lambda read: accounts.rows(read, state.account))

    async def erase(self, account: Account, day: int, then: Callable[[], None]) -> None:
        """See `Store`. PostgreSQL overwrites what was deleted later, by its own VACUUM."""
        gone = await self.pool.write(lambda write: accounts.delete(write, account, day))
        self._wrote(account)
        then()
        await self.blobs.drop(gone)

    async def append(self, state: State, accepted: Accepted, then: Then) -> State:
        """See `Store`."""
        run = self.pool.once if accepted.link.kind == REVISIONS else self.pool.write
        after, gone = await run(lambda write: log.append(write, state.head, accepted))
        self._wrote(after.account)
        then(after)
        await self.blobs.drop(gone)
        return after

    async def settle(self) -> None:
        """See `Store`. There is nothing to wait for."""

    async def link_at(self, state: State, seq: int) -> bytes | None:
        """See `Store`."""
        found = await self.pool.ask(
            "SELECT link FROM link WHERE account = $1 AND seq = $2", state.account, seq
        )
        return found[0][0] if found else None

    async def page(
        self, state: State, after: int, until: int, most: int = PAGE_BYTES
    ) -> list[Carried]:
        """See `Store`."""
        return await self.pool.read(lambda read: log.page(read, state.account, after, until, most))

    async def wraps(self, state: State, member: bytes | None = None) -> list[bytes]:
        """See `Store`."""
        found = await self.pool.ask(
            "SELECT wrap FROM wrap WHERE account = $1 AND ($2::bytea IS NULL OR member = $2)"
            " ORDER BY seq, place",
            *(state.account, member),
        )
        return [row[0] for row in found]

    async def add_invitations(self, codes: Iterable[bytes], last_day: int | None) -> None:
        """See `Store`."""
        kept = [(one, last_day) for one in codes]
        await self.pool.write(
            lambda write: write.executemany(
                "INSERT INTO invitation (code, last_day) VALUES ($1, $2)", kept
            )
        )

    async def invitations(self, today: int) -> int:
        """See `Store`."""
        found = await self.pool.ask(
            "SELECT count(*) FROM invitation WHERE last_day IS NULL OR last_day >= $1", today
        )
        return found[0][0]

    async def is_anyone_in_or_invited(self) -> bool:
        """See `Store`."""
        found = await self.pool.ask(
            "SELECT EXISTS (SELECT 1 FROM account) OR EXISTS (SELECT 1 FROM invitation)"
        )
        return found[0][0]

    async def kept(self) -> list[Kept]:
        """See `Store`."""
        return [survey.of_row(*row) for row in await self.pool.ask(_KEPT)]

    async def count(self) -> int:
        """See `Store`."""
        return (await self.pool.ask("SELECT count(*) FROM account"))[0][0]

    async def counted(self) -> tuple[int, int, int]:
        """See `Store`."""
        found = await self.pool.ask(
            "SELECT count(*), (SELECT count(*) FROM blob),"
            " coalesce(sum(blob_bytes), 0)::bigint FROM account"
        )
        return tuple(found[0])

    async def end_old(self, *, unused_since: int, erased_since: int, today: int) -> None:
        """See `Store`."""

        async def end(write: Connection) -> None:
            await write.execute("DELETE FROM session WHERE used_day < $1", unused_since)
            await write.execute("DELETE FROM invitation WHERE last_day < $1", today)
            await write.execute("DELETE FROM erased WHERE day < $1", erased_since)

        await self.pool.write(end)

    async def forget(self, now: int) -> int:
        """See `Store`."""
        return await self.pool.write(lambda write: passing.forget(write, now))

    async def is_ready(self) -> bool:
        """See `Store`. A standby answers, but takes nothing."""
        try:
            found = await self.pool.ask(
                "SELECT NOT pg_is_in_recovery() AND (SELECT count(*) >= 0 FROM"
                " (SELECT 1 FROM account LIMIT 1) AS one)"
            )
        except (UnavailableError, PostgresError):
            return False
        return bool(found[0][0])

    async def moved(self, accounts: Collection[Account]) -> Collection[Account]:
        """See `Store`."""
        return await self._listening.moved(accounts)

    async def standings(self, accounts: Collection[Account]) -> dict[Account, Standing]:
        """See `Store`."""
        found = await self.pool.ask(_STANDINGS, list(accounts))
        return {
            Account(name): Standing(seq, HeadHash(head), frozenset(tokens or ()))
            for name, seq, head, tokens in found
        }

    @property
    def written(self) -> tuple[int, int]:
        """See `Store`."""
        return self._writes, self._writes

    def _wrote(self, account: Account) -> None:
        self._writes += 1
        self._listening.tell(account)
