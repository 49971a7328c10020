"""What tests/ and e2e/ share: the installed program, a browser, Node, and the counts."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import postgresql
from tests.postgresql import Cluster
from tests.program import Program
from tools import browser, environment

pytest_plugins = ["tests.counts"]

ROOT = Path(__file__).parent

settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any")  # No test asserts a time: machines may be busy.

LONGEST = ("test_every_screen.py", "test_typescript.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: with several processes, none is left alone with one of them at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One loud line where a whole engine was left out, however many tests were skipped for it."""
    skipped: list[pytest.TestReport] = terminalreporter.stats.get("skipped", [])
    if any(postgresql.MISSING in str(one.longrepr) for one in skipped):
        terminalreporter.write_line(postgresql.MISSING, red=True, bold=True)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Program]:
    """The installed program, started on an empty data folder."""
    program = Program(tmp_path)
    program.start()
    yield program
    program.stop()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL; who tests against it makes a database of its own."""
    with postgresql.cluster(*postgresql.QUICK) as made:
        yield made


@pytest.fixture(scope="session")
def node() -> str:
    """The Node of the environment, else the one on PATH."""
    return environment.node(ROOT)


@pytest.fixture(scope="session")
def chromium(node: str) -> str:
    """The path of a Chromium that runs."""
    os.environ["PATH"] = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    return browser.ensure_chromium(ROOT, node)
