"""The server, beside a bare one and beside SQLite alone, in turns within one run."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import uvloop

from bench import course, open_streams, turns
from bench.contenders import Bare, Contender, Floor, Ours
from bench.course import Course, Sizes
from bench.process import cold_start
from bench.table import Aim, Beside, Row
from tests.program import INSTALLED

STARTS = 5
FLUSH = 5  # milliseconds

Adapter = Callable[[Path], Contender]


def measure(folder: Path, sizes: Sizes, others: list[Adapter]) -> list[Row]:
    """All rows about the server; `others` make what is measured beside it too."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        rows = runner.run(_together(folder / "quick", sizes, others))
        rows += runner.run(_slow(folder / "slow", sizes))
        rows.append(runner.run(open_streams.measure(folder / "streams", sizes.streams)))
    return [*rows, _start(folder)]


async def _together(folder: Path, sizes: Sizes, others: list[Adapter]) -> list[Row]:
    with ExitStack() as stack:
        ours = Ours(folder / "ours")
        stack.callback(ours.stop)
        contenders: list[Contender] = [ours]
        for make in (Bare, Floor, *others):
            contenders.append(make(folder / str(len(contenders))))
            stack.callback(contenders[-1].stop)
        return await Course(ours, contenders, sizes).rows()


async def _slow(folder: Path, sizes: Sizes) -> list[Row]:
    """32 accounts at once, where every flush takes five milliseconds longer."""
    with ExitStack() as stack:
        ours, bare = Ours(folder / "ours", flush=FLUSH), Bare(folder / "bare", flush=FLUSH)
        for one in (ours, bare):
            stack.callback(one.stop)
        on_it = Course(ours, [ours, bare], sizes)
        rounds = await on_it.together(sizes.slow, 1)
    rates = turns.medians([[turn.rate for turn in one] for one in rounds])
    what = f"{course.PARALLEL} accounts at once, single pushes, {FLUSH} ms to flush"
    return [on_it.row(what, "/s", rates, Aim("ratio", 1.2), "more")]


def _start(folder: Path) -> Row:
    """In turns, too."""
    ours: list[float] = []
    bare: list[float] = []
    for number in range(STARTS):
        data = folder / f"start-{number}"
        serve = [str(INSTALLED), "serve", "--port", "0", "--data", str(data / "ours")]
        ours.append(cold_start(serve, "Small Moments is at"))
        command = [sys.executable, "-m", "bench.bare", str(data / "bare")]
        bare.append(cold_start(command, ""))
    beside = [Beside(Bare.name, median(bare))]
    aim = Aim("value", 0.4)
    return Row(
        what="cold start", unit="s", ours=median(ours), better="less", beside=beside, aim=aim
    )
