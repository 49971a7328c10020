"""What a whole run looked at, printed just before pytest's own closing line."""

from typing import Any

import pytest

NAMES: tuple[str, ...] = (
    "vectors",
    "refused",
    "interop cases",
    "histories",
    "stories",
    "axe screens",
)


class Counts:
    """One number for each of NAMES; a test adds to it once it has done its work."""

    def __init__(self) -> None:
        self._numbers = dict.fromkeys(NAMES, 0)

    def add(self, name: str, number: int) -> None:
        """Add a number of cases. Raises KeyError for a name that is not one of NAMES."""
        self._numbers[name] += number

    def numbers(self) -> dict[str, int]:
        """All of them by name."""
        return dict(self._numbers)

    def line(self) -> str:
        """All counts in their order, those of parts that did not run as 0."""
        return "counts: " + " · ".join(f"{name} {n}" for name, n in self._numbers.items())

    def any(self) -> bool:
        """True if something was counted."""
        return any(self._numbers.values())


COUNTS = pytest.StashKey[Counts]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin at zero."""
    config.stash[COUNTS] = Counts()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of a run over several processes hands its counts to the one that prints."""
    handed: dict[str, object] | None = getattr(session.config, "workeroutput", None)
    if handed is not None:
        handed["counts"] = session.config.stash[COUNTS].numbers()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker has counted; one that crashed hands over nothing."""
    handed: dict[str, dict[str, int]] = getattr(node, "workeroutput", {})
    for name, number in handed.get("counts", {}).items():
        node.config.stash[COUNTS].add(name, number)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the counts of this run."""
    counts = config.stash[COUNTS]
    if counts.any():
        terminalreporter.write_line(counts.line())


@pytest.fixture(scope="session")
def counts(pytestconfig: pytest.Config) -> Counts:
    """The counts of this run."""
    return pytestconfig.stash[COUNTS]
