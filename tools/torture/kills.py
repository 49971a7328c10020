"""Servers killed at any moment under mixed load; some at a time, since a start mostly waits."""

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.server.kills import kill_often

NAME = "kills"
SHARE = 6
AT_ONCE = 4
"""Each in a process of its own: the clients of several in one would wait for each other."""
MOST = 1 << 30


def run(seconds: float, seed: int) -> dict[str, int]:
    """Counts the kills; at each, all that was acknowledged was compared."""
    end = time.time() + seconds
    with ProcessPoolExecutor(AT_ONCE, get_context("spawn")) as pool:
        runs = [pool.submit(_until, end, seed * AT_ONCE + at) for at in range(AT_ONCE)]
        return {"kills": sum(one.result() for one in runs)}


def _until(end: float, seed: int) -> int:
    """How many times it was killed until the time `end`, in seconds since 1970."""
    with TemporaryDirectory(prefix="kills-") as folder:
        return kill_often(Path(folder), seed << 16, MOST, lambda: time.time() >= end)
