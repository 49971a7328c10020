"""What a whole run looked at, printed just before pytest's own closing lines."""

import re
from collections.abc import Generator, Iterable, Mapping
from typing import Any

import pytest

NAMES: tuple[str, ...] = (
    "vectors",
    "refused",
    "interop cases",
    "histories",
    "fast histories",
    "crash points",
    "crash restarts",
    "disk refusals",
    "lost tails",
    "kills",
    "torn copies",
    "disk errors",
    "network cases",
    "soak revisions",
    "fast soak revisions",
    "stories",
    "axe screens",
    "defects caught",
    "fuzz inputs",
)
ATTACKS = tuple(f"attack {number}" for number in range(1, 29))
"""The classes of SECURITY.md: how many tests that passed say they try one."""
HOSTILE = tuple(f"hostile {number}" for number in range(1, 29))
"""The same classes: how many lies of a server were tried on a client, none of which got through."""
IDLE = ("idle minutes", "idle streams", "idle requests", "idle timers", "idle milliseconds")
"""What an open phone does that nobody touches: requests but for the streams; of the main thread."""
HIDDEN = ("hidden minutes", "hidden requests", "hidden timers", "hidden milliseconds")
"""And one that was put away, once it has locked itself."""
TIMES = ("backup under load", "restore", "both phones healed")
"""What took so many milliseconds; printed, and never asserted."""
BROKEN: Mapping[str, str] = {
    "tests/hostile": "escapes",
    "e2e/test_hostile": "escapes",
    "pwa/test/world": "violations",
    "pwa/test/crash": "losses",
    "tests/server/test_kills": "losses",
}
"""How many tests of these places failed, by what that means."""
_CITED = re.compile(r"\[((?:[ ',]*[ACR]\d+\b)+)")
_ATTACK = re.compile(r"\bA(\d+)\b")
_IN_NAME = re.compile(r"\btest_(?:\w+_)?a(\d+)_")


def attacks_cited(text: str) -> set[int]:
    """The classes that tests cite, as `[A4]`, among the rules of a vector, or as `test_a4_`."""
    cited = " ".join(_CITED.findall(text))
    return {int(number) for number in [*_ATTACK.findall(cited), *_IN_NAME.findall(text)]}


class Counts:
    """A number for each of the names above; a test adds to it when it is done.

    And one for what BROKEN names, to which a test adds that fails.
    """

    def __init__(self) -> None:
        self._numbers = dict.fromkeys(
            (*NAMES, *ATTACKS, *HOSTILE, *IDLE, *HIDDEN, *TIMES, *BROKEN.values()), 0
        )

    def add(self, name: str, number: int) -> None:
        """Add a number of cases. Raises KeyError for a name that is in none."""
        self._numbers[name] += number

    def add_failed(self, place: str) -> None:
        """Count a failed test of a file, given from the root of the code on."""
        for part, name in BROKEN.items():
            if place.startswith(part):
                self.add(name, 1)

    def numbers(self) -> dict[str, int]:
        """All of them by name."""
        return dict(self._numbers)

    def lines(self) -> list[str]:
        """All counts in their order, those of parts that did not run as 0; then the attacks."""
        attacks, lies = self._tried(ATTACKS), self._tried(HOSTILE)
        times = [
            f"{name} {self._numbers[name] / 1000:.1f} s" for name in TIMES if self._numbers[name]
        ]
        total = sum(self._numbers[name] for name in HOSTILE)
        return [
            f"counts: {self._said(NAMES)}",
            self._said(dict.fromkeys(BROKEN.values())),
            *(self._said(group) for group in (IDLE, HIDDEN) if self._numbers[group[0]]),
            *([f"times: {' · '.join(times)}"] if times else []),
            *([f"attacks: {attacks}"] if attacks else []),
            *([f"hostile cases refused {total}: {lies}"] if lies else []),
        ]

    def _said(self, names: Iterable[str]) -> str:
        return " · ".join(f"{name} {self._numbers[name]}" for name in names)

    def _tried(self, names: tuple[str, ...]) -> str:
        tried = [name for name in names if self._numbers[name]]
        return " · ".join(f"{name.split()[1]} {self._numbers[name]}" for name in tried)

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count the attacks that a test has tried, by its name and the first line of its file.

    Of one that failed, count what that means.
    """
    report = yield
    if call.when == "call" and report.passed:
        head = (getattr(item.getparent(pytest.Module), "obj", None).__doc__ or "").split("\n")[0]
        for number in attacks_cited(f"{head} {item.name}"):
            item.config.stash[COUNTS].add(f"attack {number}", 1)
    if report.failed:
        item.config.stash[COUNTS].add_failed(item.location[0])
    return report


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
        for line in counts.lines():
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def counts(pytestconfig: pytest.Config) -> Counts:
    """The counts of this run."""
    return pytestconfig.stash[COUNTS]
