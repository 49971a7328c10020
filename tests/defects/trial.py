"""A copy of the code in which a defect is planted, and the tests that must notice, run there."""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from tests.defects.defect import ROOT, Defect, planted
from tools.environment import node

Verdict = Literal["pass", "fail", "broken"]
"""`fail`: a test ran and failed, or did not end; `broken`: none ran, which proves nothing."""

_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".cache", ".venv", "node_modules", "data", "dist", "screens", "__pycache__",
    ".pytest_cache", ".hypothesis", ".ruff_cache",
)  # fmt: skip
_SECONDS = 120
_ENDLESS = -1


class Copy:
    """The code in a folder of its own, with this one's installed programs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "code"
        shutil.copytree(ROOT, self.folder, ignore=_LEFT_OUT)
        for installed in (".venv", "node_modules"):
            (self.folder / installed).symlink_to(ROOT / installed)

    @contextmanager
    def planted(self, defect: Defect) -> Generator[None]:
        """The defect is in the copy for as long as this lasts."""
        file = self.folder / defect.file
        whole = file.read_text("utf-8")
        file.write_text(planted(defect, whole), "utf-8")
        try:
            yield
        finally:
            file.write_text(whole, "utf-8")

    def run(self, defect: Defect) -> Verdict:
        """What the tests of a defect say of the copy as it is."""
        if defect.tests.suffix == ".py":
            return self._pytest(defect)
        return self._vitest(defect)

    def _pytest(self, defect: Defect) -> Verdict:
        python = str(self.folder / ".venv/bin/python")
        named = ["-k", Path(defect.test).stem] if defect.test else []
        command = [python, "-m", "pytest", "-x", "-p", "no:cacheprovider", str(defect.tests)]
        code = self._start([*command, *named])
        if code == 0:
            return "pass"
        return "fail" if code in (1, _ENDLESS) else "broken"

    def _vitest(self, defect: Defect) -> Verdict:
        vitest = "node_modules/vitest/vitest.mjs"
        report = self.folder / "report.json"
        report.unlink(missing_ok=True)
        program = [node(self.folder), vitest, "run", str(defect.tests)]
        named = ["--testNamePattern", re.escape(defect.test)] if defect.test else []
        said = ["--reporter=json", f"--outputFile={report}"]
        code = self._start([*program, *named, *said])
        if code == _ENDLESS:
            return "fail"
        if not report.exists():
            return "broken"
        numbers = json.loads(report.read_bytes())
        if code == 0 and numbers["numPassedTests"]:
            return "pass"
        return "fail" if numbers["numFailedTests"] else "broken"

    def _start(self, command: list[str]) -> int:
        # The environment knows the code by where it was installed from: the copy comes first.
        paths = [str(self.folder / part) for part in ("server", "crypto/python")]
        given = os.environ | {
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        quiet = subprocess.DEVNULL
        started = subprocess.Popen(
            command, cwd=self.folder, env=given, stdout=quiet, stderr=quiet, start_new_session=True
        )
        try:
            return started.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            return _ENDLESS
        finally:
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)
                started.wait()


@contextmanager
def copied() -> Generator[Copy]:
    """A copy that goes when this ends."""
    with TemporaryDirectory(prefix="defects-", ignore_cleanup_errors=True) as folder:
        yield Copy(Path(folder))


def is_caught(copy: Copy, defect: Defect) -> bool:
    """Whether its tests fail with the defect. Raises AssertionError if none of them ran."""
    with copy.planted(defect):
        verdict = copy.run(defect)
    assert verdict != "broken", f"{defect.name}: no test of {defect.caught_by} ran"
    return verdict == "fail"
