"""Every vector of crypto/vectors, run by the Python implementation."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_moments_protocol import KINDS, Refused
from vectors import ops
from vectors.case import FOLDER
from vectors.files import LAYOUTS
from vectors.given import Json

from tests.counts import Counts

FILES = sorted(FOLDER.glob("*.json"))


def _cases() -> Iterator[object]:
    for path in FILES:
        file: Json = json.loads(path.read_text("utf-8"))
        for case in file["cases"]:
            name = f"[{' '.join(case['rules'])}] {path.stem}: {case['name']} is {case['expect']}"
            yield pytest.param(case, file.get("logs"), id=name)


def _outcome(case: Json, logs: dict[str, list[Json]] | None) -> tuple[str, Json]:
    try:
        return "ok", ops.run(case["op"], case["input"], logs)
    except Refused as refused:
        return refused.kind, {}


@pytest.mark.parametrize(("case", "logs"), [*_cases()])
def test_a_vector_has_the_expected_outcome(
    case: Json, logs: dict[str, list[Json]] | None, counts: Counts
) -> None:
    kind, values = _outcome(case, logs)
    assert kind == case["expect"]
    named: Json = case.get("values", {})
    assert {name: values[name] for name in named} == named
    counts.add("vectors", 1)
    counts.add("refused", int(kind != "ok"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_generating_a_file_again_changes_nothing(path: Path) -> None:
    assert LAYOUTS[path.stem]().text() == path.read_text("utf-8")


def test_there_are_enough_vectors_and_every_kind_is_refused_somewhere() -> None:
    files: list[Json] = [json.loads(path.read_text("utf-8")) for path in FILES]
    expected = [case["expect"] for file in files for case in file["cases"]]
    refused = [kind for kind in expected if kind != "ok"]
    assert len(expected) >= 150
    assert len(refused) >= 100
    assert set(refused) == set(KINDS)
    assert {file["layout"] for file in files} == set(LAYOUTS)
