"""Fuzzing: damaged input for every decoder, judged by Python, TypeScript and the server alike."""

import shutil
import time
from pathlib import Path
from random import Random

from tests.fuzz.judges import Case, disagreements
from tests.fuzz.mutation import mutated
from tests.fuzz.seeds import CHOSEN, seeds

NAME = "fuzz"
BATCH = 5_000
_NODE = Path(__file__).parents[2] / ".venv/bin/node"


def run(seconds: float, seed: int) -> dict[str, int]:
    """Batches until the time is over. Raises AssertionError with every case of the batch that the
    three did not judge alike, each as a line for `tests/fuzz/corpus`.
    """
    end = time.monotonic() + seconds
    node = str(_NODE) if _NODE.exists() else shutil.which("node") or "node"
    random, start, tried = Random(seed), seeds(), 0
    ops = sorted(CHOSEN)
    while time.monotonic() < end:
        chosen = [random.choice(ops) for _ in range(BATCH)]
        cases = [Case(op, mutated(random, op, start[op])) for op in chosen]
        found = disagreements(node, cases)
        assert not found, f"after {tried} inputs of seed {seed}:\n" + "\n".join(found)
        tried += BATCH
    return {"python": tried, "typescript": tried, "disagreements": 0}
