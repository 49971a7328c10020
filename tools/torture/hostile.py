"""Every lie of `tests/hostile`: each bit, length, field, order and earlier point."""

import itertools
import json
import os
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.hostile.crooked_logs import judged
from tools.environment import node

NAME = "hostile"
SHARE = 1

ROOT = Path(__file__).parent.parent.parent
VITEST = ROOT / "node_modules/vitest/vitest.mjs"
SHORTEST = 20
"""Seconds that a round is worth beginning for."""
GRACE = 300
"""Seconds for loading, and for what is tried before the time is looked at."""


def run(seconds: float, seed: int) -> dict[str, int]:
    """Try the crooked logs on both implementations, then lies on the real app, part after part.

    Each round tries ten times as many as `./run test`, and others than the round before: as many
    rounds as the stride of the largest kind try every one. Rounds end when the time does.
    """
    until = time.time() + seconds
    counts: Counter[str] = Counter({"crooked logs in both languages": _crooked_logs()})
    for at in itertools.count(seed):
        counts.update(_lies(until, at))
        counts["rounds of lies"] += 1
        if time.time() > until - SHORTEST:
            return dict(counts)
    raise AssertionError("rounds without an end")


def _lies(until: float, seed: int) -> dict[str, int]:
    changed = {"TIMES": "10", "UNTIL": str(int(until * 1000)), "SEED": str(seed), "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            node(ROOT), VITEST, "run", "tests/hostile", "--testTimeout=0",
            "--reporter=default", "--reporter=json", f"--outputFile={report}",
        ]  # fmt: skip
        _run(command, changed, max(until - time.time(), 0) + GRACE)
        counts: Counter[str] = Counter()
        for file in json.loads(report.read_bytes())["testResults"]:
            for test in file["assertionResults"]:
                counts.update(test["meta"].get("counts", {}))
        return dict(counts)


def _crooked_logs() -> int:
    """How many both implementations refused for the same reason."""
    with tempfile.TemporaryDirectory() as folder:
        return sum(judged(node(ROOT), Path(folder), 60).values())


def _run(command: list[str | Path], changed: dict[str, str], seconds: float) -> None:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **changed},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    said = " ".join(f"{name}={value}" for name, value in changed.items() if name != "UNTIL")
    again = f"{said} {' '.join(map(str, command))}"
    if done.returncode != 0:
        raise AssertionError(f"{again}\n\n{done.stdout}{done.stderr}")
