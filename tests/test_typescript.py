"""The units written in TypeScript, run by Vitest."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_typescript_unit_passes(node: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    vitest = ROOT / "node_modules/vitest/vitest.mjs"
    done = subprocess.run(
        [node, vitest, "run", "--reporter=default", "--reporter=json", f"--outputFile={report}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(report.read_bytes())
    assert said["numPassedTests"] == said["numTotalTests"] > 0
