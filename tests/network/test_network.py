"""Whatever a network does to two phones, both end with the same words, and the server with no more."""

from collections.abc import Iterator

import pytest

from tests.counts import Counts
from tests.network.cases import CASES, Case
from tests.network.stage import Stage
from tests.network.story import play


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, node: str) -> Iterator[Stage]:
    stage = Stage(tmp_path_factory.mktemp("network"), node)
    yield stage
    stage.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_phones_agree_after(case: Case, stage: Stage, counts: Counts) -> None:
    play(stage, case)
    counts.add("network cases", 1)
