"""Servers killed at any moment under mixed load; some at a time, since a start mostly waits."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.server.kills import kill_often

NAME = "kills"
SHARE = 8
AT_ONCE = 4
MOST = 1 << 30


def run(seconds: float, seed: int) -> dict[str, int]:
    """Counts the kills; at each, all that was acknowledged was compared."""
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [pool.submit(_until, end, seed * AT_ONCE + at) for at in range(AT_ONCE)]
        return {"kills": sum(one.result() for one in runs)}


def _until(end: float, seed: int) -> int:
    with TemporaryDirectory(prefix="kills-") as folder:
        return kill_often(Path(folder), seed << 16, MOST, lambda: time.monotonic() >= end)
