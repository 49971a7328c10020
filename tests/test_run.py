"""`./run`: what it installs, starts, and says to wrong arguments."""

import json
import os
import re
import signal
import stat
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from tests.program import free_port
from tools import app, browser, environment

ROOT = Path(__file__).parent.parent
RUN = str(ROOT / "run")


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, RUN, *arguments], capture_output=True, text=True, check=False, timeout=60
    )


def _program(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), "ascii")
    path.chmod(0o755)
    return path


def test_help_and_readme_name_both_commands() -> None:
    said = _run("--help")
    readme = (ROOT / "README.md").read_text("utf-8")
    assert said.returncode == 0
    for command in ("./run", "./run test"):
        assert re.search(rf"^\s*{re.escape(command)}(?:\s|$)", said.stdout, re.MULTILINE)
        assert re.search(rf"^\s*{re.escape(command)}(?:\s|$)", readme, re.MULTILINE)
    assert "./run check" in said.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("sevre",),
        ("--port",),
        ("--port", "eight"),
        ("--port", "65536"),
        ("--prot=8000",),
        ("check", "all"),
        ("demos",),
        ("--port", "8000", "data"),
    ],
)
def test_wrong_arguments_get_one_line_and_code_2(arguments: tuple[str, ...]) -> None:
    said = _run(*arguments)
    assert said.returncode == 2
    assert said.stdout == ""
    assert re.fullmatch(r"run: [^\n]+\n", said.stderr)


def test_it_serves_and_prints_the_address_and_a_first_invitation(tmp_path: Path) -> None:
    port = free_port()
    data = tmp_path / "data"
    process = subprocess.Popen(
        [sys.executable, RUN, "--port", str(port), "--data", data],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    ender = threading.Timer(300, process.kill)
    ender.start()
    try:
        assert process.stdout is not None
        said = ""
        while not re.search(rf"http://localhost:{port}/#invite=\S+", said):
            line = process.stdout.readline()
            assert line, f"it ended without an invitation:\n{said}"
            said += line
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=10) as answer:
            assert answer.status == 200
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        ender.cancel()
        process.kill()
        process.communicate()


def test_a_second_start_installs_and_builds_nothing() -> None:
    _ensure()
    before = _newest()
    _ensure()
    assert _newest() == before


def _ensure() -> None:
    environment.ensure_python(ROOT, "serve", "build")
    environment.ensure_node_modules(ROOT)
    environment.ensure_app(ROOT)


def _newest() -> list[int]:
    stamps = [".venv/bin/python", "node_modules/.installed", str(app.APP / "release.json")]
    return [(ROOT / stamp).lstat().st_mtime_ns for stamp in stamps]


def test_the_browser_that_is_named_wins_over_the_one_on_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = _program(tmp_path / "named", "exit 0")
    on_path = _program(tmp_path / "bin/chromium", "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert browser.ensure_chromium(ROOT, "node") == str(named)
    monkeypatch.delenv("CHROMIUM")
    assert browser.ensure_chromium(ROOT, "node") == str(on_path)


def test_a_browser_that_does_not_run_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = _program(tmp_path / "broken", "exit 1")
    on_path = _program(tmp_path / "bin/chromium", "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CHROMIUM", str(broken))
    assert browser.ensure_chromium(ROOT, "node") == str(on_path)


@pytest.mark.parametrize(
    ("says", "fits"), [("v22.12.0", True), ("v22.11.9", False), ("v100.0.0", True), ("?", False)]
)
def test_only_a_node_that_is_new_enough_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, fits: bool
) -> None:
    node = _program(tmp_path / "node", f"echo '{says}'")
    _program(tmp_path / "npm", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert app.fitting_node() == (str(node) if fits else None)


def test_every_python_pin_is_checked_by_its_hash() -> None:
    for pins in sorted((ROOT / "requirements").glob("*.txt")):
        text = pins.read_text("ascii").replace("\\\n", " ")
        assert text
        for line in text.splitlines():
            assert re.match(r"[\w.\-]+==\S+.*--hash=sha256:[0-9a-f]{64}", line), line


@pytest.mark.parametrize(
    "lock",
    ["package-lock.json", "tools/browser/package-lock.json", "tools/lighthouse/package-lock.json"],
)
def test_every_npm_pin_is_checked_by_its_hash(lock: str) -> None:
    packages: dict[str, dict[str, object]] = json.loads((ROOT / lock).read_bytes())["packages"]
    pinned = {name: package for name, package in packages.items() if name}
    assert pinned
    assert [name for name, package in pinned.items() if "integrity" not in package] == []
    assert [name for name, package in pinned.items() if "resolved" in package] == []
