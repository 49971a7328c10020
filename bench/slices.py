"""`./run bench slice`: one machine's slice of a million accounts, at its fullest hour.

Two servers on one PostgreSQL that flushes, in it the rows of so many accounts after so many days.
A few accounts are real: they push, ask, pull and listen as `million.py` says a slice does, then at
several times that rate. Whatever comes, comes by chance and waits for nothing but its own account.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from msgspec import Struct

from bench import process, traffic, wire
from bench.contenders import BUCKETS
from bench.fill import fill
from bench.listeners import Listeners
from bench.million import Sums
from bench.traffic import Traffic
from bench.wire import NotReadyError, Said, Wire
from tests import postgresql
from tests.postgresql import Cluster
from tests.program import Program, free_port

SLICES = 64
REAL = 100  # accounts that push, each on two devices
STREAMS_EACH = 14  # of a real account, at most: a device has one
TIMES = (1, 8, 64)
HEAD = (
    "| times the slice's load | requests /s, told to come again | pushes /s"
    " | push, median and 99th, ms | the other device is woken, ms | streams"
    " | servers, PostgreSQL: cores | log of a push, B |"
)


Act = Callable[[float, "Real"], Coroutine[Any, Any, None]]


class Load(Struct, frozen=True):
    """How often what comes, a second, and how many listen; for so many seconds."""

    pushes: float
    heads: float
    pulls: float
    streams: int
    seconds: float


class Real(Struct, frozen=True):
    """An account that is at work: a device that writes at one server, others at the other one."""

    traffic: Traffic
    cookie: str
    left: list[bytes]


def main(arguments: Sequence[str]) -> int:
    """Prints one table; nothing of it is judged."""
    parser = argparse.ArgumentParser(prog="python -m bench.slices")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--days", type=int, default=30, help="of rows that are there already")
    parser.add_argument("--accounts", type=int, default=Sums().people.accounts // SLICES)
    parser.add_argument("--times", type=float, nargs="+", default=TIMES)
    asked = parser.parse_args(arguments)
    with postgresql.cluster() as cluster, tempfile.TemporaryDirectory() as folder:
        for line in measure(cluster, Path(folder), asked):
            print(line, flush=True)
    return 0


def measure(cluster: Cluster, folder: Path, asked: argparse.Namespace) -> Iterator[str]:
    """The table, as it comes."""
    url = cluster.make()
    with ExitStack() as stack:
        servers = _servers(folder, url)
        for server in servers:
            stack.callback(server.kill)
            server.start()
        rows = fill(cluster, url, asked.accounts, asked.days)
        yield rows.said()
        loads = [_load(times, asked.seconds) for times in asked.times]
        mean = sum(load.pushes * load.seconds for load in loads) / REAL
        real = _real(servers[0], int(mean + 6 * mean**0.5) + 5)  # by chance some get more
        yield f"\n{HEAD}\n|{'---|' * HEAD.count(' | ')}---|"
        for times, load in zip(asked.times, loads, strict=True):
            used = process.Used([server.pid for server in servers], cluster.pid)
            began = _logged(cluster, url)
            done = asyncio.run(_Run(servers, real, load).run())
            log = _logged(cluster, url) - began
            yield done.line(times, load.seconds, used.cores(), log)


def _servers(folder: Path, url: str) -> list[Program]:
    app = folder / "app"  # nobody asks for it
    app.mkdir()
    ports = [free_port() for _ in range(2)]
    origin = ("--origin", f"http://localhost:{ports[0]}", "--app", str(app))
    return [Program(folder, *BUCKETS, *origin, database=url, port=port) for port in ports]


def _load(times: float, seconds: float) -> Load:
    sums = Sums()
    streams = min(int(sums.streams / SLICES * times), REAL * STREAMS_EACH)
    heads = (sums.openings + sums.renewals) / SLICES * times
    return Load(sums.pushes / SLICES * times, heads, sums.pulls / SLICES * times, streams, seconds)


def _real(server: Program, pushes: int) -> list[Real]:
    said = server.run("invite", "--count", str(REAL), *server.place)
    codes: list[str] = re.findall(r"#invite=([0-9A-Z-]{19})", said)
    made = [traffic.make(code, at + 1, pushes, 1) for at, code in enumerate(codes)]
    return [Real(one, traffic.log_in(server.url, one), [*one.pushes]) for one in made]


def _logged(cluster: Cluster, url: str) -> int:
    """Bytes of the write-ahead log so far."""
    return int(cluster.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn", url)[0][0])


class Done(Struct):
    """What came of one load."""

    pushed: list[float]
    requests: int
    woken: list[float]
    streams: int
    refused: int = 0

    def line(self, times: float, seconds: float, cores: tuple[float, float], log: int) -> str:
        """A row of the table."""
        pushes = len(self.pushed)
        return (
            f"| {times:g} | {self.requests / seconds:.1f}, {self.refused} | {pushes / seconds:.1f}"
            f" | {_two(self.pushed)} | {_two(self.woken)} | {self.streams}"
            f" | {cores[0]:.2f}, {cores[1]:.2f} | {log / max(pushes, 1):,.0f} |"
        )


def _two(seconds: list[float]) -> str:
    if not seconds:
        return "none"
    ordered = sorted(seconds)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return f"{middle * 1000:.1f} · {late * 1000:.1f}"


class _Run:
    def __init__(self, servers: list[Program], real: list[Real], load: Load) -> None:
        self._ports = [server.port for server in servers]
        self._real, self._load = real, load
        self._writing = {one.cookie: asyncio.Lock() for one in real}
        self._chance = random.Random(load.streams)
        self._done = Done([], 0, [], 0)
        self._listeners = Listeners(self._ports[1], self._done.woken)

    async def run(self) -> Done:
        cookies = [self._real[at % REAL].cookie for at in range(self._load.streams)]
        async with self._listeners.all(cookies):
            self._done.streams = self._listeners.open
            async with asyncio.TaskGroup() as group:
                for rate, act in (
                    (self._load.pushes, self._push),
                    (self._load.heads, self._head),
                    (self._load.pulls, self._pull),
                ):
                    group.create_task(self._often(group, rate, act))
        return self._done

    async def _often(self, group: asyncio.TaskGroup, rate: float, act: Act) -> None:
        async for due in _due(self._chance, rate, self._load.seconds):
            self._done.requests += 1
            group.create_task(act(due, self._chance.choice(self._real)))

    async def _push(self, due: float, real: Real) -> None:
        async with self._writing[real.cookie]:  # a device signs one link after the other
            self._listeners.expect(real.cookie)
            await self._ask(0, wire.post("/api/log", real.left.pop(0), real.cookie))
        self._done.pushed.append(time.perf_counter() - due)

    async def _head(self, _due: float, real: Real) -> None:
        await self._ask(self._chance.randrange(2), wire.get("/api/head", real.cookie))

    async def _pull(self, _due: float, real: Real) -> None:
        after = max(0, len(real.traffic.pushes) - len(real.left) - 1)
        await self._ask(1, wire.get(f"/api/log?after={after}", real.cookie))

    async def _ask(self, server: int, said: Said) -> None:
        """As phones do: who is told to come again does so."""
        while not await self._asked(server, said):
            self._done.refused += 1
            await asyncio.sleep(1)

    async def _asked(self, server: int, said: Said) -> bool:
        line = await Wire.to(self._ports[server])
        try:
            await line.ask(said)
        except NotReadyError:
            return False
        finally:
            line.close()
        return True


async def _due(chance: random.Random, rate: float, seconds: float) -> AsyncIterator[float]:
    """The moments at which something comes, by chance, each when it is there."""
    end = time.perf_counter() + seconds
    due = time.perf_counter() + chance.expovariate(rate)
    while due < end:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        yield due
        due += chance.expovariate(rate)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
