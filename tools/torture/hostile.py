"""Every lie of `tests/hostile`: each bit, length, field, order and earlier point."""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

from tests.hostile.crooked_logs import judged

NAME = "hostile server"

ROOT = Path(__file__).parent.parent.parent
VITEST = ROOT / "node_modules/vitest/vitest.mjs"
GRACE = 300
"""Seconds for loading, and for what is tried before the time is looked at."""


def run(seconds: float, seed: int) -> dict[str, int]:
    """Try all of them once on the real app, then the crooked logs on both implementations.

    Where the time does not last for all, each file has tried its first ones; `seed` chooses among
    those that are drawn.
    """
    started = time.monotonic()
    counts: dict[str, int] = {}
    for name, number in _lies(seconds, seed):
        counts[name] = counts.get(name, 0) + number
    if time.monotonic() - started < seconds:
        counts["crooked logs in both languages"] = _crooked_logs()
    return counts


def _lies(seconds: float, seed: int) -> list[tuple[str, int]]:
    until = str(int((time.time() + seconds) * 1000))
    every = {"EVERY": "1", "UNTIL": until, "SEED": str(seed), "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            _node(), VITEST, "run", "tests/hostile", "--testTimeout=0",
            "--reporter=default", "--reporter=json", f"--outputFile={report}",
        ]  # fmt: skip
        _run(command, every, seconds)
        return [
            (name, number)
            for file in json.loads(report.read_bytes())["testResults"]
            for test in file["assertionResults"]
            for name, number in test["meta"].get("counts", {}).items()
        ]


def _crooked_logs() -> int:
    """How many both implementations refused for the same reason."""
    with tempfile.TemporaryDirectory() as folder:
        return sum(judged(_node(), Path(folder), 0).values())


def _run(command: list[str | Path], changed: dict[str, str], seconds: float) -> None:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **changed},
        capture_output=True,
        text=True,
        timeout=seconds + GRACE,
        check=False,
    )
    said = " ".join(f"{name}={value}" for name, value in changed.items() if name != "UNTIL")
    again = f"{said} {' '.join(map(str, command))}"
    if done.returncode != 0:
        raise AssertionError(f"{again}\n\n{done.stdout}{done.stderr}")


def _node() -> str:
    own = ROOT / ".venv/bin/node"
    return str(own) if own.exists() else "node"
