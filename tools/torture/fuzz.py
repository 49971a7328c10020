"""Fuzzing: damaged input for every decoder, judged by Python, TypeScript and the server alike.

Input is damaged by what an attacker can choose (`tests/fuzz/mutation.py`) and not by coverage: the
decoders are a few lines each and all refuse, so that what finds the faults is the comparison.
"""

import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from tests.fuzz.judges import disagreements
from tests.fuzz.mutation import inputs
from tools.environment import node

NAME = "fuzz"
SHARE = 3.5
ROOT = Path(__file__).parent.parent.parent
BATCH = 10_000
"""Inputs for one Node process, whose start takes as long as a thousand of them."""
AT_ONCE = 2
"""Each has a Python and a Node process, and the second is the slower one by far."""


def run(seconds: float, seed: int) -> dict[str, int]:
    """Batches until the time is over. Raises AssertionError with every case of the batch that the
    three did not judge alike, each as a line for `tests/fuzz/corpus`.
    """
    end = time.time() + seconds
    with ProcessPoolExecutor(AT_ONCE, get_context("spawn")) as pool:
        runs = [pool.submit(_until, end, seed * AT_ONCE + at) for at in range(AT_ONCE)]
        tried = sum(one.result() for one in runs)
    return {"fuzz inputs Python": tried, "fuzz inputs TypeScript": tried, "disagreements": 0}


def _until(end: float, seed: int) -> int:
    """How many inputs were judged, until the time `end` in seconds since 1970."""
    endless, tried = inputs(seed), 0
    while time.time() < end:
        found = disagreements(node(ROOT), [*islice(endless, BATCH)])
        if found:
            raise AssertionError(f"after {tried} inputs of seed {seed}:\n" + "\n".join(found))
        tried += BATCH
    return tried
