"""[PHONE] docs/phone.md names 54 points, and no test that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/phone.md").read_text("utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if re.match(r"\| \d", line)]
NAMED = re.compile(r"`([\w/.-]+\.(?:py|ts))::([^`]+)`")


def test_all_54_points_stand_in_order_each_with_what_is_done() -> None:
    assert [row[0] for row in ROWS] == [str(number) for number in range(1, 55)]
    assert all(len(row) == 4 and all(row) for row in ROWS)


def test_every_test_that_is_named_is_there() -> None:
    missing = [
        f"{file}::{name}"
        for row in ROWS
        for file, name in NAMED.findall(row[3])
        if not _is_in(file, name)
    ]
    assert missing == []


def test_a_point_without_a_test_says_why() -> None:
    untested = {row[0]: row[3] for row in ROWS if not NAMED.search(row[3])}
    assert set(untested) == {"44", "45"}
    assert not _is_in("e2e/test_back.py", "test_that_nobody_wrote")


def _is_in(file: str, name: str) -> bool:
    path = ROOT / file
    if not path.is_file():
        return False
    text = path.read_text("utf-8")
    return f"def {name}(" in text if path.suffix == ".py" else f'"{name}"' in text
