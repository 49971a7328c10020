"""Atheris begins at every seed and goes on from there; `./run torture` lets it go on for longer."""

from random import Random

import pytest

from tests.counts import Counts
from tools.torture import guided

INPUTS = 2_000
LONGEST = 600
"""Seconds; only on a machine that stands still."""


@pytest.mark.skipif(not guided.is_installed(), reason="there is no Atheris for this machine")
def test_what_coverage_leads_to_is_judged_alike_by_both_in_python(counts: Counts) -> None:
    tried = guided.fuzz(Random().getrandbits(32), LONGEST, INPUTS)
    assert tried >= INPUTS
    counts.add("fuzz inputs", tried)
