"""The code broken on purpose: the list still fits it, and the quickest two are tried here."""

import pytest

from tests.counts import Counts
from tests.defects.defect import Defect, faults, listed
from tests.defects.trial import copied, is_caught

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


def test_the_quickest_are_caught(counts: Counts) -> None:
    with copied() as copy:
        for name in QUICKEST:
            assert is_caught(copy, DEFECTS[name]), name
            counts.add("defects caught", 1)


def test_what_is_left_whole_is_not_called_caught() -> None:
    defect = DEFECTS[QUICKEST[0]]
    with copied() as copy:
        assert copy.run(defect) == "pass"
        with pytest.raises(AssertionError, match="no test"):
            is_caught(copy, Defect(defect.name, defect.file, defect.text, "{", defect.caught_by))
