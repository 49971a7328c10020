"""[PHONE] docs/phone.md names 54 points, and no test that is not there."""

import re

from tests.cited import ROOT, is_there

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
        if not is_there(f"{file}::{name}")
    ]
    assert missing == []


def test_a_point_without_a_test_says_why() -> None:
    untested = {row[0]: row[3] for row in ROWS if not NAMED.search(row[3])}
    assert set(untested) == {"44", "45"}
    assert not is_there("e2e/test_back.py::test_that_nobody_wrote")
