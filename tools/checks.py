"""Formatting, lint and types of both languages, each by the tool that the lock files pin."""

import subprocess
from pathlib import Path

from tools.environment import BIN

PYTHON = (
    "run",
    "conftest.py",
    "hatch_build.py",
    "tools",
    "server",
    "crypto",
    "tests",
    "e2e",
    "bench",
)
MODULES = Path("node_modules/.bin")


def commands(root: Path) -> dict[str, list[str]]:
    """Each check by its name."""
    ruff = str(root / BIN / "ruff")
    python = [path for path in PYTHON if (root / path).exists()]
    tsc = str(root / MODULES / "tsc")
    return {
        "ruff format": [ruff, "format", "--check", *python],
        "ruff check": [ruff, "check", *python],
        "pyright": [str(root / MODULES / "pyright"), "--warnings"],
        "tsc": [tsc, "--noEmit", "-p", "tsconfig.json"],
        "tsc (workers)": [tsc, "--noEmit", "-p", "tsconfig.worker.json"],
        "biome": [str(root / MODULES / "biome"), "ci", "--error-on-warnings", "--colors=off"],
    }


def run_all(root: Path) -> int:
    """Run each; what a failing one says is printed. Returns 1 if any failed."""
    failed = 0
    for name, command in commands(root).items():
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'}  {name}", flush=True)
        if done.returncode != 0:
            failed = 1
            print(done.stdout + done.stderr, flush=True)
    return failed
