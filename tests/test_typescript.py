"""The units written in TypeScript, run by Vitest."""

import json
import re
import subprocess
from pathlib import Path
from typing import TypedDict

import pytest

from tests.counts import Counts, attacks_cited


class Meta(TypedDict, total=False):
    """What a test leaves in the report."""

    counts: dict[str, int]


class Unit(TypedDict):
    """One test of Vitest's report."""

    title: str
    meta: Meta
    status: str


class File(TypedDict):
    """One file of Vitest's report."""

    name: str
    assertionResults: list[Unit]


class Report(TypedDict):
    """What is read of Vitest's report."""

    numPassedTests: int
    numTotalTests: int
    testResults: list[File]


ROOT = Path(__file__).parent.parent
PROJECTS = ("crash", "real", "fast", "units")
"""Of `vitest.config.ts`; all of them."""


def test_no_project_is_left_out() -> None:
    configured = re.findall(r'\bname: "(\w+)"', (ROOT / "vitest.config.ts").read_text("utf-8"))
    assert sorted(configured) == sorted(PROJECTS)


@pytest.mark.parametrize("project", PROJECTS)
def test_every_typescript_unit_passes(
    node: str, tmp_path: Path, counts: Counts, project: str
) -> None:
    report = tmp_path / "report.json"
    vitest = ROOT / "node_modules/vitest/vitest.mjs"
    done = subprocess.run(
        [node, vitest, "run", "--project", project, "--reporter=default", "--reporter=json",
         f"--outputFile={report}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=1_800,
    )  # fmt: skip
    assert report.exists(), done.stdout + done.stderr
    said: Report = json.loads(report.read_bytes())
    for place in _failed(said):
        counts.add_failed(place)
    assert done.returncode == 0, done.stdout + done.stderr
    assert said["numPassedTests"] == said["numTotalTests"] > 0
    for name, number in _counted(said):
        counts.add(name, number)
    for test in (test for file in said["testResults"] for test in file["assertionResults"]):
        for number in attacks_cited(test["title"]):
            counts.add(f"attack {number}", 1)


def _failed(report: Report) -> list[str]:
    """The file of each test that failed, from the root of the code on."""
    return [
        Path(file["name"]).relative_to(ROOT).as_posix()
        for file in report["testResults"]
        for test in file["assertionResults"]
        if test["status"] == "failed"
    ]


def _counted(report: Report) -> list[tuple[str, int]]:
    """What tests say of themselves by `task.meta.counts = { histories: 200 }`."""
    return [
        (name, number)
        for file in report["testResults"]
        for test in file["assertionResults"]
        for name, number in test["meta"].get("counts", {}).items()
    ]
