"""How many event streams a server holds in 100 MB."""

from contextlib import ExitStack
from pathlib import Path

from bench import traffic, wire
from bench.contenders import Ours
from bench.process import memory
from bench.table import Aim, Row
from bench.wire import Wire

ACCOUNTS = 20
ROOM = ("--events-per-account", "1000", "--events-at-once", "100000", "--requests-at-once", "1000")
_MIB = 1024 * 1024


async def measure(folder: Path, streams: int) -> Row:
    """So many are opened, of twenty accounts, and stay open while memory is looked at."""
    with ExitStack() as stack:
        ours = Ours(folder, *ROOM)
        stack.callback(ours.stop)
        cookies = [
            traffic.log_in(ours.url, traffic.make(ours.invite(), number + 1, 0, 1))
            for number in range(ACCOUNTS)
        ]
        await _open(ours, cookies[:1], ACCOUNTS, stack)  # what the first ones need stays
        before = memory(ours.pid or 0)
        await _open(ours, cookies, streams, stack)
        each = (memory(ours.pid or 0) - before) * _MIB / streams
    held = 100e6 / max(each, 1.0)
    aim = Aim("value", 5000)
    return Row(what="event streams in 100 MB", unit="", ours=held, better="more", aim=aim)


async def _open(ours: Ours, cookies: list[str], streams: int, stack: ExitStack) -> None:
    for number in range(streams):
        line = await Wire.to(ours.port)
        stack.callback(line.close)
        await line.listen(wire.get("/api/events", cookies[number % len(cookies)]))
