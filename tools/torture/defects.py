"""Seeded defects: each of `tests/defects/defects.toml` in a copy of the code must be caught."""

import time

from tests.defects.defect import faults, listed, shuffled
from tests.defects.trial import Copy, copied, is_caught

NAME = "defects"


def run(seconds: float, seed: int) -> dict[str, int]:
    """Tries them in an order of the seed. Raises AssertionError at the first that none notices."""
    end = time.monotonic() + seconds
    caught = 0
    with copied() as copy:
        for defect in shuffled(seed):
            if time.monotonic() >= end:
                break
            if faults(defect):
                raise AssertionError(faults(defect)[0])
            if not is_caught(copy, defect):
                raise AssertionError(f"{defect.name}: {defect.caught_by} did not notice")
            caught += 1
        _check_whole(copy, end)
    return {"defects": len(listed()), "caught": caught}


def _check_whole(copy: Copy, end: float) -> None:
    """What fails without a defect has caught none: the same tests pass on the whole code."""
    for defect in {defect.caught_by: defect for defect in listed()}.values():
        if time.monotonic() >= end:
            return
        if copy.run(defect) != "pass":
            raise AssertionError(f"{defect.caught_by} fails on the code as it is")
