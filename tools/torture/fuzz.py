"""Fuzzing: damaged input for every decoder, judged by Python, TypeScript and the server alike."""

import shutil
import time
from itertools import islice
from pathlib import Path

from tests.fuzz.judges import disagreements
from tests.fuzz.mutation import inputs

NAME = "fuzz"
BATCH = 2_000
_NODE = Path(__file__).parents[2] / ".venv/bin/node"


def run(seconds: float, seed: int) -> dict[str, int]:
    """Batches until the time is over. Raises AssertionError with every case of the batch that the
    three did not judge alike, each as a line for `tests/fuzz/corpus`.
    """
    end = time.monotonic() + seconds
    node = str(_NODE) if _NODE.exists() else shutil.which("node") or "node"
    endless, tried = inputs(seed), 0
    while time.monotonic() < end:
        found = disagreements(node, [*islice(endless, BATCH)])
        if found:
            raise AssertionError(f"after {tried} inputs of seed {seed}:\n" + "\n".join(found))
        tried += BATCH
    return {"python": tried, "typescript": tried, "disagreements": 0}
