"""Copies of a data folder of two moments, or damaged: no account is served as it never was."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.server import torn

NAME = "torn"
ACTS = 16
EACH = 200  # copies of one folder, after which another is made


def run(seconds: float, seed: int) -> dict[str, int]:
    """Counts the copies by what became of them.

    Raises AssertionError with the first of which something is served that never was.
    """
    end = time.monotonic() + seconds
    found: Counter[str] = Counter()
    for own in count(seed << 16):
        if time.monotonic() >= end:
            break
        with TemporaryDirectory(prefix="torn-") as folder:
            found.update(_judge(Path(folder), own, lambda: time.monotonic() >= end))
    return {
        "torn copies": found.total(),
        "refused at the start": found["refused"],
        "found by backup, restore and doctor": found["found"],
        "as they once were": found["served"],
    }


def _judge(folder: Path, seed: int, is_over: Callable[[], bool]) -> Counter[str]:
    """What became of the copies of one folder."""
    found: Counter[str] = Counter()
    scene = asyncio.run(torn.made(folder / "data", seed, ACTS))
    for at, copy in enumerate(islice(torn.at_random(scene, seed), EACH)):
        if is_over():
            break
        try:
            found[torn.judged(folder / str(at), scene, copy)] += 1
        except AssertionError as broken:
            raise AssertionError(f"copy {at} of the folder of {seed}: {broken}") from broken
    return found
