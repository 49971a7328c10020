"""A machine that has no PostgreSQL and cannot have it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
WITHOUT = """
import os, sys
from pathlib import Path
import pytest
from tests import postgresql
postgresql.BINARIES = Path("/nowhere")
os.environ["PATH"] = "/nowhere"
sys.exit(pytest.main(sys.argv[1:]))
"""


def test_without_postgresql_its_tests_are_skipped_and_one_loud_line_says_so() -> None:
    chosen = ("tests/store/test_store.py", "-k", "registered_is_loaded or invitation_is_used")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *chosen],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "..ss" in done.stdout or ".s.s" in done.stdout
    assert done.stdout.count("NOTHING WAS TRIED ON POSTGRESQL") == 1
