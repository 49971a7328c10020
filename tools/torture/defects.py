"""Seeded defects: each of `tests/defects/defects.toml` in a copy of the code must be caught."""

import time
from random import Random

from tests.defects.defect import faults, listed
from tests.defects.trial import Copy, copied, is_caught

NAME = "defects"


def run(seconds: float, seed: int) -> dict[str, int]:
    """Tries them in an order of the seed. Raises AssertionError at the first that none notices."""
    end = time.monotonic() + seconds
    defects = [*listed()]
    Random(seed).shuffle(defects)
    caught = 0
    with copied() as copy:
        for defect in defects:
            if time.monotonic() >= end:
                break
            assert faults(defect) == []
            assert is_caught(copy, defect), f"{defect.name}: {defect.caught_by} did not notice"
            caught += 1
        _passes_whole(copy, end)
    return {"defects": len(defects), "caught": caught}


def _passes_whole(copy: Copy, end: float) -> None:
    """What fails without any defect has caught none: each selection passes on the whole code."""
    for defect in {defect.caught_by: defect for defect in listed()}.values():
        if time.monotonic() >= end:
            return
        assert copy.run(defect) == "pass", f"{defect.caught_by} fails on the code as it is"
