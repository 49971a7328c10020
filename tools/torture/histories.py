"""Seeded histories of some devices (`pwa/test/world`), on the real keys and on the fast suite."""

import json
import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.protocol.left import compare
from tools.environment import node

NAME = "histories"
SHARE = 43
"""What the other parts try is soon tried; a fault that takes five acts in a row is not soon met."""

Playing = subprocess.Popen[str]
ROOT = Path(__file__).parent.parent.parent
VITEST = ROOT / "node_modules/vitest/vitest.mjs"
TITLE = "histories of two to six devices"
GRACE = 300
"""Seconds for loading and for the last history, which may be a long one."""
FURTHEST = 1 << 31
"""Seeds are spread so far, so that two runs, and the two lanes of one, seldom play the same."""
REAL = 0.05
"""The part of one core's time for the real keys: a history on the fast suite costs a fraction."""


def run(seconds: float, seed: int) -> dict[str, int]:
    """Play on two cores, mostly the fast suite, and count the suites apart."""
    first = seed * 1_000_003 % FURTHEST
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as lanes:
        left = Path(folder)
        running: list[Playing] = []
        both = [
            lanes.submit(_play, "fast", first, seconds, None, running),
            lanes.submit(_real_then_fast, first, seconds, end, left, running),
        ]
        counted: dict[str, int] = {}
        for one in as_completed(both):
            if one.exception() is not None:
                for playing in running:
                    playing.kill()  # the other lane: one violation is enough
            for name, number in one.result().items():
                counted[name] = counted.get(name, 0) + number
        return counted | _folded(left)


def _real_then_fast(
    first: int, seconds: float, end: float, left: Path, running: list[Playing]
) -> dict[str, int]:
    counted = _play("real", first, seconds * REAL, left, running)
    rest = end - time.monotonic()
    return counted | (_play("fast", first + FURTHEST, rest, None, running) if rest > 0 else {})


def _play(
    suite: str, first: int, seconds: float, left: Path | None, running: list[Playing]
) -> dict[str, int]:
    """Raises AssertionError with the story of a violation; a history that never ends is one too."""
    # Vitest takes a moment to load, and what is left of the time is played.
    played = {"FROM": str(first), "COUNT": "1000000000", "SECONDS": str(max(seconds - 5, 1))}
    if left is not None:
        played["LEFT"] = str(left)
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        playing = subprocess.Popen(
            [node(ROOT), VITEST, "run", "--project", suite, "pwa/test/world/histories",
             "-t", TITLE, "--reporter=default", "--reporter=json",
             f"--outputFile={report.name}"],
            cwd=ROOT,
            env={**os.environ, **played, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )  # fmt: skip
        running.append(playing)
        try:
            said, _ = playing.communicate(timeout=seconds + GRACE)
        except subprocess.TimeoutExpired:
            playing.kill()
            playing.communicate()
            raise AssertionError(f"a history did not end within {GRACE} s") from None
        if playing.returncode != 0:
            raise AssertionError(_story(suite, said))
        return _counts(Path(report.name))


def _folded(left: Path) -> dict[str, int]:
    """What the first of them left, folded in Python too."""
    files = sorted(left.iterdir())
    entries = sum(compare(path.read_bytes()) for path in files)
    return {"of these, folded in Python too": len(files), "entries in them": entries}


def _counts(report: Path) -> dict[str, int]:
    tests = [
        test
        for file in json.loads(report.read_bytes())["testResults"]
        for test in file["assertionResults"]
    ]
    return {
        name: number for test in tests for name, number in test["meta"].get("counts", {}).items()
    }


def _story(suite: str, said: str) -> str:
    again = f"SEED=n node node_modules/vitest/vitest.mjs run --project {suite} pwa/test/world"
    return f"{suite} keys; the history alone, with its SEED: {again}\n\n{said}"
