"""What Lighthouse says of the first screen: nothing to say."""

import os
import subprocess
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from e2e.browser import QUIET
from e2e.line import Line
from tests.program import Program
from tools.lighthouse import LighthouseError, ensure_lighthouse

ROOT = Path(__file__).parent.parent
CATEGORIES = ("accessibility", "best-practices")
TRIES = 3
NOT_SEEN = "NO_FCP"
"""What Lighthouse ends with where the browser itself painted nothing for half a minute, as it may
while the machine is busy with other stories. It says nothing about the page: it is asked again."""
SEEN = (
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
)
"""A window that nobody looks at is painted all the same."""
TAKES = 180.0
"""Seconds; it loads the page once, slowed down as a cheap phone is."""


class Audit(msgspec.Struct, frozen=True, rename="camel"):
    """One question; `score` is None for what is only told, or does not apply."""

    title: str
    score: float | None
    score_display_mode: str


class Category(msgspec.Struct, frozen=True):
    """A score from 0 to 1."""

    score: float | None


class Report(msgspec.Struct, frozen=True, rename="camel"):
    """What is read of a report."""

    categories: dict[str, Category]
    audits: dict[str, Audit]


@pytest.fixture
def line(practice: Program) -> Iterator[Line]:
    """All that Lighthouse's browser asks for goes over it."""
    line = Line(practice.url)
    yield line
    line.close()


def test_lighthouse_finds_nothing_to_better_and_asks_nobody_else(
    practice: Program, line: Line, node: str, chromium: str, tmp_path: Path
) -> None:
    report = _report(line, practice.url, node, chromium, tmp_path)
    failed = {
        name: audit.title
        for name, audit in report.audits.items()
        if audit.score is not None and audit.score < 1 and audit.score_display_mode != "informative"
    }
    assert failed == {}
    assert {name: report.categories[name].score for name in CATEGORIES} == dict.fromkeys(
        CATEGORIES, 1.0
    )
    assert [stranger.url for stranger in line.strangers] == []
    assert any(request.path == "/" for request in line.requests)


def _report(line: Line, url: str, node: str, chromium: str, folder: Path) -> Report:
    program = ensure_lighthouse(ROOT)
    report = folder / "report.json"
    command = [
        *(node, program, url),
        *("--quiet", "--no-enable-error-reporting", "--output=json", f"--output-path={report}"),
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    environment = {**os.environ, "HOME": str(folder)}
    said = ""
    for attempt in range(TRIES):
        with _opened(chromium, line, folder / f"profile-{attempt}") as port:
            done = subprocess.run(
                [*command, f"--port={port}"],
                capture_output=True,
                text=True,
                check=False,
                timeout=TAKES,
                env=environment,
            )
        if done.returncode == 0:
            return msgspec.json.decode(report.read_bytes(), type=Report)
        said = done.stdout + done.stderr
        if NOT_SEEN not in said:
            break
    raise LighthouseError(said)


@contextmanager
def _opened(chromium: str, line: Line, profile: Path) -> Generator[int]:
    """The port of a browser that is open already: Lighthouse's own search for one needs a shell."""
    proxy = (f"--proxy-server={line.address}", "--proxy-bypass-list=<-loopback>")
    flags = ("--headless", "--no-sandbox", "--remote-debugging-port=0", *QUIET, *SEEN, *proxy)
    command = [chromium, *flags, f"--user-data-dir={profile}", "about:blank"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as browser:
        try:
            yield _port(browser, profile / "DevToolsActivePort")
        finally:
            browser.kill()


def _port(browser: subprocess.Popen[bytes], told: Path) -> int:
    """Waits until the browser has told where it listens."""
    while browser.poll() is None:
        if told.is_file() and (words := told.read_text("utf-8").split()):
            return int(words[0])
        time.sleep(0.05)
    raise LighthouseError(f"the browser ended with exit code {browser.returncode}")
