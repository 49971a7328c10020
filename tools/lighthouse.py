"""Lighthouse for the tests: what its own lock names, installed once into .cache/lighthouse."""

import shutil
import subprocess
from pathlib import Path

CACHE = Path(".cache/lighthouse")
LOCK = Path("tools/lighthouse")
PROGRAM = Path("node_modules/lighthouse/cli/index.js")


class LighthouseError(Exception):
    """It could not be installed, or did not run; the text says why."""


def ensure_lighthouse(root: Path) -> Path:
    """The script that Node is to run. It needs Node 22.19 or newer, and npm on PATH."""
    home = root / CACHE
    wanted = (root / LOCK / "package-lock.json").read_bytes()
    stamp = home / "installed"
    if stamp.is_file() and stamp.read_bytes() == wanted:
        return home / PROGRAM
    print("· installing Lighthouse for the tests", flush=True)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(root / LOCK, home)
    if subprocess.run(["npm", "ci", "--loglevel=error"], cwd=home, check=False).returncode != 0:
        raise LighthouseError("npm could not install lighthouse; its words stand above")
    stamp.write_bytes(wanted)
    return home / PROGRAM
