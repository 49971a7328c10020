"""Seeded histories of some devices (`pwa/test/world`), on the real keys and on the fast suite."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from tests.protocol.left import compare
from tools.environment import node

NAME = "histories"

ROOT = Path(__file__).parent.parent.parent
VITEST = ROOT / "node_modules/vitest/vitest.mjs"
TITLE = "histories of two to six devices"
GRACE = 300
"""Seconds for loading and for the last history, which may be a long one."""
FURTHEST = 1 << 31
"""Seeds are spread so far, so that two runs seldom play the same."""

SUITES = ("real", "fast")


def run(seconds: float, seed: int) -> dict[str, int]:
    """Play both suites at once, each in a process of its own, and count them apart."""
    first = seed * 1_000_003 % FURTHEST
    with tempfile.TemporaryDirectory() as folder:
        left = Path(folder) / "left"
        left.mkdir()
        reports = {suite: Path(folder) / f"{suite}.json" for suite in SUITES}
        playing = {
            suite: _start(suite, first, seconds, path, left) for suite, path in reports.items()
        }
        said = _ended(playing, seconds + GRACE)
        for suite, one in playing.items():
            if one.returncode != 0:
                raise AssertionError(_story(suite, said[suite]))
        counted = {name: number for path in reports.values() for name, number in _counts(path)}
        return counted | _folded(left)


def _ended(playing: dict[str, subprocess.Popen[str]], seconds: float) -> dict[str, str]:
    """What each said, once both have ended; a history that never ends is a violation too."""
    try:
        return {suite: one.communicate(timeout=seconds)[0] for suite, one in playing.items()}
    except subprocess.TimeoutExpired:
        raise AssertionError(f"a history did not end within {GRACE} s") from None
    finally:
        for one in playing.values():
            one.kill()
            one.wait()


def _start(
    suite: str, first: int, seconds: float, report: Path, left: Path
) -> subprocess.Popen[str]:
    # Vitest takes a moment to load, and what is left of the time is played.
    played = {"FROM": str(first), "COUNT": "1000000000", "SECONDS": str(max(seconds - 5, 1))}
    if suite == "real":
        played["LEFT"] = str(left)
    return subprocess.Popen(
        [node(ROOT), VITEST, "run", "--project", suite, "pwa/test/world/histories", "-t", TITLE,
         "--reporter=default", "--reporter=json", f"--outputFile={report}"],
        cwd=ROOT,
        env={**os.environ, **played, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip


def _folded(left: Path) -> dict[str, int]:
    """What the first of them left, folded in Python too."""
    files = sorted(left.iterdir())
    entries = sum(compare(path.read_bytes()) for path in files)
    return {"of these, folded in Python too": len(files), "entries in them": entries}


def _counts(report: Path) -> list[tuple[str, int]]:
    tests = [
        test
        for file in json.loads(report.read_bytes())["testResults"]
        for test in file["assertionResults"]
    ]
    return [
        (name, number) for test in tests for name, number in test["meta"].get("counts", {}).items()
    ]


def _story(suite: str, said: str) -> str:
    again = f"SEED=n node node_modules/vitest/vitest.mjs run --project {suite} pwa/test/world"
    return f"{suite} keys; the history alone, with its SEED: {again}\n\n{said}"
