"""Fuzzing by coverage: Atheris on every Python decoder (`tests/fuzz/guided.py`)."""

import importlib.util
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

NAME = "guided"
ROOT = Path(__file__).parent.parent.parent
AT_ONCE = 2
GRACE = 120
"""Seconds for loading, and for the last input."""
_DONE = re.compile(r"^Done (\d+) runs", re.MULTILINE)


def run(seconds: float, seed: int) -> dict[str, int]:
    """Counts the inputs; none where Atheris has no package for this machine, which is said."""
    if not is_installed():
        print(f"{NAME}: NOT TRIED: there is no Atheris for this machine", flush=True)
        return {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [pool.submit(fuzz, seed * AT_ONCE + at, seconds) for at in range(AT_ONCE)]
        return {"inputs guided by coverage": sum(one.result() for one in runs)}


def is_installed() -> bool:
    """Whether Atheris is there: its packages are for some machines only."""
    return importlib.util.find_spec("atheris") is not None


def fuzz(seed: int, seconds: float, inputs: int = -1) -> int:
    """How many inputs were tried. Raises AssertionError with the first that is a finding."""
    with TemporaryDirectory(prefix="guided-") as folder:
        given = (folder, seed % (1 << 32), max(round(seconds), 1), inputs)
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.guided", *map(str, given)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds + GRACE,
        )
    counted = _DONE.search(done.stderr)
    if done.returncode != 0 or counted is None:
        raise AssertionError(f"seed {seed}:\n{(done.stdout + done.stderr)[-4_000:]}")
    return int(counted[1])
