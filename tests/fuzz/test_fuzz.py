"""Decoders against damaged and invented input: a kept corpus, and some that is new each time."""

import json
from itertools import islice
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.counts import Counts
from tests.fuzz.judges import disagreements, python, story
from tests.fuzz.mutation import inputs
from tests.fuzz.seeds import CHOSEN, Case, seeds

CORPUS = Path(__file__).parent / "corpus"
SEEDS = seeds()
FRESH = 1_000


def _corpus() -> list[tuple[str, Case, str]]:
    """What each case is, the case, and `ok` or the kind of the refusal."""
    lines = [
        (path.stem, json.loads(line))
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return [(one["what"], Case(op, one["input"]), one["expect"]) for op, one in lines]


def test_the_corpus_is_judged_alike_and_as_it_says(node: str, counts: Counts) -> None:
    corpus = _corpus()
    assert len(corpus) > 400
    assert {case.op for _, case, _ in corpus} <= CHOSEN.keys()
    assert disagreements(node, [case for _, case, _ in corpus]) == []
    for what, case, expect in corpus:
        outcome = python(case)
        assert (outcome if isinstance(outcome, str) else "ok") == expect, what
    counts.add("fuzz inputs", len(corpus))


def test_fresh_damage_is_judged_alike(node: str, counts: Counts) -> None:
    seed = Random().getrandbits(32)
    assert disagreements(node, [*islice(inputs(seed), FRESH)]) == [], f"seed {seed}"
    counts.add("fuzz inputs", FRESH)


def test_every_decoder_has_good_input_to_begin_with() -> None:
    good = {op for op, some in SEEDS.items() for one in some if _accepts(Case(op, one))}
    assert good == CHOSEN.keys()


def _accepts(case: Case) -> bool:
    return not isinstance(python(case), str)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(op=st.sampled_from(sorted(CHOSEN)), data=st.binary(max_size=400), text=st.text())
def test_r3_what_parses_encodes_to_the_same_bytes(
    op: str, data: bytes, text: str, counts: Counts
) -> None:
    names = CHOSEN[op]
    invented = {name: text if name == "text" else data.hex() for name in names}
    case = Case(op, SEEDS[op][0] | invented)
    outcome = python(case)
    if not isinstance(outcome, str) and "bytes" in outcome and "bytes" in names:
        assert outcome["bytes"] == case.input["bytes"], story(case)
    counts.add("fuzz inputs", 1)
