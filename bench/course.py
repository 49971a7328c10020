"""What is done to servers that run; each thing is done to all of them in turns."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from bench import grown, traffic, turns
from bench.contenders import Contender, Ours, Session
from bench.process import memory
from bench.table import Aim, Beside, Better, Row
from bench.traffic import FIRST_SEQ, Traffic
from bench.turns import Bulk, Turn

BATCH = 100
ROUNDS = 3
PARALLEL = 32


class Sizes(Struct, frozen=True):
    """How much is sent: revisions in batches, single pushes, and singles of each of 32 accounts.

    Then `grown` revisions are put into the database, `streams` are opened, and `slow` singles of
    each of 32 accounts are sent to a disk whose flush takes 5 ms.
    """

    bulk: int
    singles: int
    each: int
    grown: int
    streams: int
    slow: int


class Course:
    """All of it for some contenders, the first of them ours."""

    def __init__(self, ours: Ours, contenders: list[Contender], sizes: Sizes) -> None:
        self._ours = ours
        self._contenders = contenders
        self._sizes = sizes
        self._accounts = 0
        self._sessions: list[Session] = []
        self._newest = 0

    async def rows(self) -> list[Row]:
        """Everything but what needs servers of its own."""
        idle = self._memory()
        batches = await self._batches()
        disk = [bytes_a_revision(one.database) for one in self._contenders]
        rows = [*batches, self.row("on disk, each revision of 1 KiB", "bytes", disk, _most(1250))]
        rows += [*await self._singles(), *await self._together()]
        after = self._memory()
        return [
            *rows,
            await self._grown(),
            self.row("memory, idle", "MiB", idle, _most(48)),
            self.row("memory, after all of this", "MiB", after, _most(62)),
        ]

    def row(
        self,
        what: str,
        unit: str,
        values: list[float | None],
        aim: Aim | None = None,
        better: Better = "less",
    ) -> Row:
        """`values` in the order of the contenders; None where there is none."""
        ours, *others = values
        assert ours is not None
        beside = [
            Beside(one.name, value)
            for one, value in zip(self._contenders[1:], others, strict=False)
            if value is not None
        ]
        return Row(what=what, unit=unit, ours=ours, better=better, beside=beside, aim=aim)

    def _memory(self) -> list[float | None]:
        return [None if one.pid is None else memory(one.pid) for one in self._contenders]

    async def _begin(self, pushes: int, per_push: int) -> tuple[Traffic, list[Session]]:
        """A new account, the same one everywhere."""
        self._accounts += 1
        made = traffic.make(self._ours.invite(), self._accounts, pushes, per_push)
        return made, [await one.session(made, self._accounts) for one in self._contenders]

    async def _batches(self) -> list[Row]:
        rounds = [await self._batch() for _ in range(ROUNDS)]
        push = turns.medians([[one.push for one in turn] for turn in rounds])
        pull = turns.medians([[one.pull for one in turn] for turn in rounds])
        sent, received = [one.sent for one in rounds[-1]], [one.received for one in rounds[-1]]
        what = f"{self._sizes.bulk:,} revisions of 1 KiB"
        in_batches = f"push {what}, in batches of {BATCH}"
        return [
            self.row(in_batches, "/s", push, _ratio(0.75), "more"),
            self.row(f"pull {what}", "/s", pull, _ratio(0.9), "more"),
            self.row("sent, each revision of 1 KiB", "bytes", sent, _most(1075)),
            self.row("received, each revision of 1 KiB", "bytes", received, _most(1075)),
        ]

    async def _batch(self) -> list[Bulk]:
        """One account in batches; then one revision more, to be asked for later."""
        made, self._sessions = await self._begin(self._sizes.bulk // BATCH, BATCH)
        measured = [await turns.bulk(made, one) for one in self._sessions]
        self._newest, one_more = FIRST_SEQ + len(made.pushes), traffic.one_more(made)
        for session in self._sessions:
            await session.push(self._newest, one_more)
        return measured

    async def _singles(self) -> list[Row]:
        made, sessions = await self._begin(self._sizes.singles, 1)
        push: list[list[float]] = [[] for _ in sessions]
        poll: list[list[float]] = [[] for _ in sessions]
        for seq, body in enumerate(made.pushes, FIRST_SEQ):
            for times, session in zip(push, sessions, strict=True):
                times.append(await turns.timed(session.push(seq, body)))
            for times, session in zip(poll, sessions, strict=True):
                times.append(await turns.timed(session.pull(seq)))
        half, slowest = turns.percentiles(push, 50), turns.percentiles(push, 99)
        asking = turns.percentiles(poll, 50)
        return [
            self.row("one push of one revision, median", "ms", half, _most(0.9)),
            self.row("the same, 99th percentile", "ms", slowest, _most(1.5)),
            self.row("asking when nothing is new, median", "ms", asking, _most(0.35)),
            await self._one_new(self._sizes.bulk),
        ]

    async def _one_new(self, there: int) -> Row:
        """The newest link, of one revision, of the account that was sent in batches last."""
        times: list[list[float]] = [[] for _ in self._sessions]
        for _ in range(self._sizes.singles):
            for one, session in zip(times, self._sessions, strict=True):
                one.append(await turns.timed(session.pull(self._newest - 1)))
        half = turns.percentiles(times, 50)
        return self.row(f"one new revision beside {there:,}, median", "ms", half, _most(0.5))

    async def _together(self) -> list[Row]:
        what = f"{PARALLEL} accounts at once, single pushes"
        made = await self.together(self._sizes.each, ROUNDS)
        rates = turns.medians([[turn.rate for turn in one] for one in made])
        slowest = turns.medians([[turn.slowest for turn in one] for one in made])
        return [
            self.row(what, "/s", rates, _ratio(1.2), "more"),
            self.row("the same, 99th percentile", "ms", slowest, _ratio(1.5)),
        ]

    async def together(self, each: int, rounds: int) -> list[list[Turn]]:
        """Rounds of all in turns: every account pushes one after the other, all at once."""
        begun = [await self._begin(each * rounds, 1) for _ in range(PARALLEL)]
        return [
            [
                await turns.together(begun, at, range(number * each, (number + 1) * each))
                for at, _ in enumerate(self._contenders)
            ]
            for number in range(rounds)
        ]

    async def _grown(self) -> Row:
        for one in self._contenders:
            if one.database is not None:
                # In a thread, so that a line that was hung up on meanwhile is known to be.
                await asyncio.to_thread(grown.grow, one.database, self._sizes.grown)
        return await self._one_new(self._sizes.grown)


def bytes_a_revision(database: Path | None) -> float | None:
    """The whole file, without what still lies in the write-ahead log."""
    if database is None:
        return None
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (count,) = connection.execute("SELECT count(*) FROM revision").fetchone()
    return database.stat().st_size / count


def _most(limit: float) -> Aim:
    return Aim("value", limit)


def _ratio(limit: float) -> Aim:
    return Aim("ratio", limit)
