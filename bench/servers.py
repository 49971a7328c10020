"""`python -m bench.servers`: pushes a second through one server and through two, on either engine.

Each of the accounts pushes one revision after the other, over its own connection; half of them to
either server, where there are two. PostgreSQL flushes as it does by default.
"""

import asyncio
import re
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench import traffic, wire
from bench.contenders import BUCKETS
from bench.traffic import Traffic
from bench.wire import Wire
from tests import postgresql
from tests.program import Program, free_port

ACCOUNTS = 16
EACH = 100
TURNS = 3


def main(folder: Path) -> None:
    """All combinations in turns, each on an empty store."""
    with postgresql.cluster() as cluster:
        for turn in range(TURNS):
            for engine in ("sqlite", "postgresql"):
                for number in (1, 2):
                    options = ("--database", cluster.make()) if engine == "postgresql" else ()
                    rate = _measure(folder / f"{turn}-{engine}-{number}", number, options)
                    print(f"{engine}, servers: {number}, pushes/s: {rate:.0f}", flush=True)


def _measure(folder: Path, number: int, options: tuple[str, ...]) -> float:
    app = folder / "app"  # nobody asks for it
    app.mkdir(parents=True)
    ports = [free_port() for _ in range(number)]
    chosen = ("--origin", f"http://localhost:{ports[0]}", "--app", str(app), *options)
    programs = [Program(folder, *BUCKETS, *chosen, port=port) for port in ports]
    with ExitStack() as stack:
        for program in programs:
            stack.callback(program.kill)
            program.start()
        said = programs[0].run(
            "invite", "--count", str(ACCOUNTS), "--data", str(programs[0].data), *options
        )
        codes: list[str] = re.findall(r"#invite=([0-9A-Z-]{19})", said)
        made = [traffic.make(code, at + 1, EACH, 1) for at, code in enumerate(codes)]
        cookies = [traffic.log_in(programs[0].url, one) for one in made]
        return asyncio.run(_push(ports, made, cookies))


async def _push(ports: list[int], made: list[Traffic], cookies: list[str]) -> float:
    lines = [await Wire.to(ports[at % len(ports)]) for at in range(len(made))]

    async def push(line: Wire, one: Traffic, cookie: str) -> None:
        for body in one.pushes:
            await line.ask(wire.post("/api/log", body, cookie))

    begun = time.perf_counter()
    await asyncio.gather(*map(push, lines, made, cookies))
    rate = len(made) * EACH / (time.perf_counter() - begun)
    for line in lines:
        line.close()
    return rate


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main(Path(temporary)))
