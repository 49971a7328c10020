"""The server, beside a bare one and beside SQLite alone, in turns within one run."""

import asyncio
import sqlite3
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median, quantiles

import uvloop
from msgspec import Struct, msgpack
from small_moments.bodies import Page

from bench import traffic
from bench.contenders import Bare, Contender, Floor, Ours, Remote, Session
from bench.process import cold_start, memory
from bench.table import Aim, Beside, Better, Row
from bench.traffic import FIRST_SEQ, Traffic
from tests.program import INSTALLED

BATCH = 100
ROUNDS = 3
PARALLEL = 16
HALF = Aim("ratio", 0.5)


class Sizes(Struct, frozen=True):
    """How much is sent: revisions in batches, single pushes, and singles of each of 16 accounts."""

    bulk: int
    singles: int
    each: int


class Bulk(Struct, frozen=True):
    """Revisions a second, pushed and pulled."""

    push: float
    pull: float


def measure(folder: Path, sizes: Sizes) -> list[Row]:
    """All rows about the server."""
    starts = [_starts(folder / f"start-{number}") for number in range(ROUNDS)]
    with ExitStack() as stack:
        ours = Ours(folder / "ours")
        contenders: list[Contender] = [ours, Bare(folder / "bare"), Floor(folder / "floor")]
        for one in contenders:
            stack.callback(one.stop)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            measured = runner.run(_Course(ours, contenders, sizes).rows())
    disk = [_bytes_a_revision(one.database) for one in contenders]
    return [
        *measured,
        _row("cold start", "s", [median(one) for one in zip(*starts, strict=True)], "less"),
        _row("on disk, each revision of 1 KiB", "bytes", disk, "less"),
    ]


class _Course:
    """Everything that is done to servers that run; each thing is done to all in turns."""

    def __init__(self, ours: Ours, contenders: list[Contender], sizes: Sizes) -> None:
        self._ours = ours
        self._contenders = contenders
        self._sizes = sizes
        self._accounts = 0

    async def rows(self) -> list[Row]:
        idle = self._memory()
        rows = [*await self._bulk(), *await self._singles(), await self._together()]
        return [
            *rows,
            _row("memory, idle", "MiB", idle, "less"),
            _row("memory, after all of this", "MiB", self._memory(), "less"),
        ]

    def _memory(self) -> list[float]:
        return [memory(one.pid) for one in self._contenders if one.pid is not None]

    async def _begin(self, pushes: int, per_push: int) -> tuple[Traffic, list[Session]]:
        """A new account, the same one everywhere."""
        self._accounts += 1
        made = traffic.make(self._ours.invite(), self._accounts, pushes, per_push)
        return made, [await one.session(made, self._accounts) for one in self._contenders]

    async def _round(self) -> tuple[Traffic, list[Session], list[Bulk]]:
        made, sessions = await self._begin(self._sizes.bulk // BATCH, BATCH)
        return made, sessions, [await _push_and_pull(made, session) for session in sessions]

    async def _bulk(self) -> list[Row]:
        rounds = [await self._round() for _ in range(ROUNDS)]
        turns = list(zip(*(measured for _, _, measured in rounds), strict=True))
        made, sessions, _ = rounds[-1]
        push = [median(one.push for one in turn) for turn in turns]
        pull = [median(one.pull for one in turn) for turn in turns]
        what = f"{self._sizes.bulk:,} revisions of 1 KiB"
        return [
            _row(f"push {what}, in batches of {BATCH}", "/s", push, "more", HALF),
            _row(f"pull {what}", "/s", pull, "more", HALF),
            *_on_the_wire(made, sessions),
        ]

    async def _singles(self) -> list[Row]:
        made, sessions = await self._begin(self._sizes.singles, 1)
        push: list[list[float]] = [[] for _ in sessions]
        poll: list[list[float]] = [[] for _ in sessions]
        for seq, body in enumerate(made.pushes, FIRST_SEQ):
            for times, session in zip(push, sessions, strict=True):
                begun = time.perf_counter()
                await session.push(seq, body)
                times.append(time.perf_counter() - begun)
            for times, session in zip(poll, sessions, strict=True):
                begun = time.perf_counter()
                await session.pull(seq)
                times.append(time.perf_counter() - begun)
        return [
            _row(
                "one push of one revision, median",
                "ms",
                [_ms(one, 50) for one in push],
                "less",
                HALF,
            ),
            _row("the same, 99th percentile", "ms", [_ms(one, 99) for one in push], "less"),
            _row(
                "asking when nothing is new, median", "ms", [_ms(one, 50) for one in poll], "less"
            ),
        ]

    async def _together(self) -> Row:
        each = self._sizes.each
        begun = [await self._begin(each, 1) for _ in range(PARALLEL)]
        rates: list[float] = []
        for at, _ in enumerate(self._contenders):
            start = time.perf_counter()
            await asyncio.gather(*(_push_all(made, sessions[at]) for made, sessions in begun))
            rates.append(PARALLEL * each / (time.perf_counter() - start))
        return _row(f"{PARALLEL} accounts at once, single pushes", "/s", rates, "more", HALF)


async def _push_all(made: Traffic, session: Session) -> None:
    for seq, body in enumerate(made.pushes, FIRST_SEQ):
        await session.push(seq, body)


async def _push_and_pull(made: Traffic, session: Session) -> Bulk:
    begun = time.perf_counter()
    await _push_all(made, session)
    pushed = time.perf_counter()
    last, after = FIRST_SEQ - 1 + len(made.pushes), FIRST_SEQ - 1
    while after < last:
        after += len(msgpack.decode(await session.pull(after), type=Page).links)
    pulled = time.perf_counter()
    return Bulk(made.revisions / (pushed - begun), made.revisions / (pulled - pushed))


def _on_the_wire(made: Traffic, sessions: list[Session]) -> list[Row]:
    lines = [session.line for session in sessions if isinstance(session, Remote)]
    sent = [line.sent / made.revisions for line in lines]
    received = [line.received / made.revisions for line in lines]
    return [
        _row("sent, each revision of 1 KiB", "bytes", sent, "less"),
        _row("received, each revision of 1 KiB", "bytes", received, "less"),
    ]


def _starts(folder: Path) -> tuple[float, float]:
    ours = [str(INSTALLED), "serve", "--port", "0", "--data", str(folder / "ours")]
    bare = [sys.executable, "-m", "bench.bare", str(folder / "bare")]
    return cold_start(ours, "Small Moments is at"), cold_start(bare, "")


def _bytes_a_revision(database: Path) -> float:
    """The whole file, without what still lies in the write-ahead log."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (count,) = connection.execute("SELECT count(*) FROM revision").fetchone()
    return database.stat().st_size / count


def _ms(seconds: list[float], percentile: int) -> float:
    return quantiles(seconds, n=100, method="inclusive")[percentile - 1] * 1000


NAMES = (Bare.name, Floor.name)


def _row(what: str, unit: str, values: list[float], better: Better, aim: Aim | None = None) -> Row:
    """`values` in the order of the contenders."""
    ours, *others = values
    beside = [Beside(name, value) for name, value in zip(NAMES, others, strict=False)]
    return Row(what=what, unit=unit, ours=ours, better=better, beside=beside, aim=aim)
