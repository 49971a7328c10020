"""The app ended at any moment, and on a disk that refuses any write (`pwa/test/crash`)."""

import itertools
import json
import os
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from tools.environment import node

NAME = "crashes"
SHARE = 1

ROOT = Path(__file__).parent.parent.parent
VITEST = ROOT / "node_modules/vitest/vitest.mjs"
KINDS = ("crash", "bad-disk", "lost-tail")
SHORTEST = 60
"""Seconds that a round is worth beginning for."""
LOADING = 5
GRACE = 300
"""Seconds for the last restart of a round."""
STRIDE = "8"
"""Of the moments that leave the same behind, one in so many a round; another part with each."""


def run(seconds: float, seed: int) -> dict[str, int]:
    """Rounds, each in another world and at other moments, until the time is over."""
    until = time.monotonic() + seconds
    counts: Counter[str] = Counter()
    for at in itertools.count(seed):
        for left, kind in zip(range(len(KINDS), 0, -1), KINDS, strict=True):
            share = (until - time.monotonic()) / left
            counts.update(_played(kind, max(share - LOADING, 1), at))
        counts["rounds"] += 1
        if time.monotonic() > until - SHORTEST:
            return dict(counts)
    raise AssertionError("rounds without an end")


def _played(kind: str, seconds: float, seed: int) -> Counter[str]:
    asked = {"SEED": str(seed), "EVERY": STRIDE, "SECONDS": f"{seconds:.0f}", "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(
            [node(ROOT), VITEST, "run", "--project", "crash", f"pwa/test/crash/{kind}.test",
             "--reporter=default", "--reporter=json", f"--outputFile={report}"],
            cwd=ROOT,
            env={**os.environ, **asked},
            capture_output=True,
            text=True,
            timeout=seconds + GRACE,
            check=False,
        )  # fmt: skip
        if done.returncode != 0:
            again = f"SEED={seed} EVERY={STRIDE} {VITEST.name} run --project crash {kind}.test"
            raise AssertionError(f"{again}\n\n{done.stdout}{done.stderr}")
        counts: Counter[str] = Counter()
        for file in json.loads(report.read_bytes())["testResults"]:
            for test in file["assertionResults"]:
                counts.update(test["meta"].get("counts", {}))
        return counts
