"""What a release consists of, built from this tree."""

import os
import subprocess
import sys
from pathlib import Path

from tools import app

ROOT = Path(__file__).parent.parent


def sdist(out: Path) -> Path:
    """The source distribution of this tree; the app was built before the tests began."""
    assert app.is_current(ROOT), "the app is older than its sources: `./run test` builds it"
    build("--sdist", ROOT, out, dict(os.environ))
    return next(out.glob("*.tar.gz"))


def build(kind: str, source: Path, out: Path, variables: dict[str, str]) -> None:
    """`--sdist` or `--wheel`, with what is installed here."""
    command = [sys.executable, "-m", "build", "--no-isolation", kind, "--outdir", out, source]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=variables)
    assert done.returncode == 0, done.stdout + done.stderr
