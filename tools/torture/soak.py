"""Ten years of one person's writing (`pwa/test/world/years.ts`), as often as there is time for."""

import json
import os
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.environment import node

NAME = "soak"
SHARE = 0.6

ROOT = Path(__file__).parent.parent.parent
VITEST = ROOT / "node_modules/vitest/vitest.mjs"
REVISIONS = 11_000
SHORTEST = 20
"""Seconds that a life is worth beginning for."""
GRACE = 600
"""Seconds for loading, and for judging what was written until then."""


def run(seconds: float, seed: int) -> dict[str, int]:
    """Raises AssertionError with the seed of a life that ends wrongly. The last may be short."""
    end = time.monotonic() + seconds
    lives, revisions = 0, 0
    while lives == 0 or time.monotonic() < end - SHORTEST:
        revisions += _live(seed + lives, max(end - time.monotonic(), 1))
        lives += 1
    return {"lives": lives, "revisions": revisions}


def _live(seed: int, seconds: float) -> int:
    asked = {"SEED": str(seed), "REVISIONS": str(REVISIONS), "SECONDS": str(seconds)}
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            node(ROOT), VITEST, "run", "--project", "real", "pwa/test/world/soak",
            "--reporter=default", "--reporter=json", f"--outputFile={report}",
        ]  # fmt: skip
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **asked, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            timeout=seconds + GRACE,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"SEED={seed}\n\n{done.stdout}{done.stderr}")
        [file] = json.loads(report.read_bytes())["testResults"]
        [test] = file["assertionResults"]
        return test["meta"]["counts"]["soak revisions"]
