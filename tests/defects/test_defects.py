"""The code broken on purpose: the list still fits it, and the quickest two are tried here."""

from collections.abc import Generator

import pytest

from tests.counts import Counts
from tests.defects.defect import Defect, faults, listed
from tests.defects.trial import Copy, copied, is_caught

DEFECTS = {defect.name: defect for defect in listed()}
QUICKEST = ("a fork that does not freeze", "a log-in's nonce accepted twice")
"""One of each language; `./run torture` tries all."""


def test_thirty_defects_fit_the_code_and_name_tests_that_exist() -> None:
    assert len(DEFECTS) == len(listed()) == 30
    assert [fault for defect in listed() for fault in faults(defect)] == []


def test_a_defect_whose_text_is_gone_or_there_twice_is_a_fault() -> None:
    defect = DEFECTS[QUICKEST[0]]
    for text in ("a text that nothing holds", "state"):
        changed = Defect(defect.name, defect.file, text, "", "tests/nowhere.py::test_nothing")
        assert len(faults(changed)) == 2


@pytest.fixture(scope="module")
def copy() -> Generator[Copy]:
    """The code, to be broken."""
    with copied() as made:
        yield made


@pytest.mark.parametrize("name", QUICKEST)
def test_the_quickest_are_caught(name: str, copy: Copy, counts: Counts) -> None:
    assert is_caught(copy, DEFECTS[name])
    counts.add("defects caught", 1)


def test_code_that_is_whole_or_does_not_even_run_is_not_called_caught(copy: Copy) -> None:
    defect = DEFECTS[QUICKEST[0]]
    assert copy.run(defect) == "pass"
    with pytest.raises(AssertionError, match="no test"):
        is_caught(copy, Defect(defect.name, defect.file, defect.text, "{", defect.caught_by))
