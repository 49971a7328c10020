"""Whatever a network does to two phones, both end with the same words, and the server with no more.

`NETWORK_SEED=N` plays that network of chance, as `seed N` in a failure says.
"""

import os
import secrets
from collections.abc import Iterator

import pytest

from tests.counts import Counts
from tests.network.cases import CASES, Case
from tests.network.chance import drawn
from tests.network.stage import Stage
from tests.network.story import play

BY_CHANCE = 4


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, node: str) -> Iterator[Stage]:
    stage = Stage(tmp_path_factory.mktemp("network"), node)
    yield stage
    stage.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_phones_agree_after(case: Case, stage: Stage, counts: Counts) -> None:
    _play(stage, case)
    counts.add("network cases", 1)


def test_both_phones_agree_after_what_is_drawn_by_chance(stage: Stage, counts: Counts) -> None:
    asked = os.environ.get("NETWORK_SEED")
    for _ in range(BY_CHANCE if asked is None else 1):
        _play(stage, drawn(secrets.randbelow(1 << 32) if asked is None else int(asked)))
        counts.add("network cases", 1)


def _play(stage: Stage, case: Case) -> None:
    try:
        play(stage, case)
    except BaseException:
        stage.renew()
        raise
