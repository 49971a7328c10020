"""Seeded defects: each of `tests/defects/defects.toml` in a copy of the code must be caught."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.defects.defect import Defect, faults, listed, shuffled
from tests.defects.trial import Copy, copied, is_caught

NAME = "defects"
SHARE = 2.5
AT_ONCE = 2
"""Each in a copy of its own; loading the tests takes one core."""


def run(seconds: float, seed: int) -> dict[str, int]:
    """Tries them in an order of the seed. Raises AssertionError at the first that none notices."""
    end = time.monotonic() + seconds
    defects = shuffled(seed)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [pool.submit(_try, defects[at::AT_ONCE], end) for at in range(AT_ONCE)]
        return {"defects": len(listed()), "caught": sum(one.result() for one in runs)}


def _try(defects: Sequence[Defect], end: float) -> int:
    """How many were caught until the time `end`."""
    caught: list[Defect] = []
    with copied() as copy:
        for defect in defects:
            if time.monotonic() >= end:
                break
            if faults(defect):
                raise AssertionError(faults(defect)[0])
            if not is_caught(copy, defect):
                raise AssertionError(f"{defect.name}: {defect.caught_by} did not notice")
            caught.append(defect)
        _check_whole(copy, caught, end)
    return len(caught)


def _check_whole(copy: Copy, caught: Sequence[Defect], end: float) -> None:
    """What fails without a defect has caught none: the same tests pass on the whole code."""
    for defect in {defect.caught_by: defect for defect in caught}.values():
        if time.monotonic() >= end:
            return
        if copy.run(defect) != "pass":
            raise AssertionError(f"{defect.caught_by} fails on the code as it is")
