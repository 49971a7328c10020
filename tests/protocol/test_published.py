"""Published vectors: RFC 9106, 5869, 8032 and 9180, the X-Wing draft, Wycheproof."""

import json
from collections.abc import Iterator

import pytest
from small_moments_protocol import Refused
from vectors.case import FOLDER
from vectors.given import Given, Json, plainly

from tests.counts import Counts
from tests.protocol.published import OPS


def _cases() -> Iterator[object]:
    for path in sorted((FOLDER / "published").glob("*.json")):
        file: Json = json.loads(path.read_text("utf-8"))
        assert file["source"]
        for case in file["cases"]:
            yield pytest.param(file["op"], case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize(("op", "case"), [*_cases()])
def test_a_published_vector_holds(op: str, case: Json, counts: Counts) -> None:
    try:
        kind, output = "ok", plainly(OPS[op](Given(case["input"])))
    except Refused:
        kind, output = "refused", {}
    assert kind == case["expect"]
    assert output == case["output"]
    counts.add("vectors", 1)
    counts.add("refused", int(kind != "ok"))
