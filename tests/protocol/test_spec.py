"""The specification: its rules are cited, its examples and labels do not drift."""

import json
import re
from pathlib import Path

import pytest
from small_moments_protocol import KINDS
from small_moments_protocol.labels import LABELS
from vectors import ops
from vectors.attacks import named
from vectors.case import FOLDER
from vectors.examples import EXAMPLES, SPEC, marked, with_examples

from tests.counts import attacks_cited

ROOT = Path(__file__).parents[2]
TEXT = SPEC.read_text("utf-8")
RULES = set(re.findall(r"\*\*R(\d+)\b", TEXT))
TESTS = (
    "tests/**/*.py",
    "tests/**/*.test.ts",
    "crypto/ts/test/*.ts",
    "pwa/**/*.test.ts",
    "pwa/**/*.test.tsx",
    "e2e/**/*.py",
)


def _cited() -> set[str]:
    found: set[str] = set()
    for pattern in TESTS:
        for path in set(ROOT.glob(pattern)) - {Path(__file__)}:
            # in a title: [R12]; in the name of a Python test: _r12_
            found |= set(re.findall(r"\bR(\d+)\b|_r(\d+)(?=_)", path.read_text("utf-8")))
    rules = {one or other for one, other in found}
    for path in FOLDER.glob("*.json"):
        cases = json.loads(path.read_text("utf-8"))["cases"]
        rules |= {rule.removeprefix("R") for case in cases for rule in case["rules"]}
    return rules


def _table(heading: str) -> list[str]:
    section = TEXT.split(heading, 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)


def test_the_rules_are_numbered_without_a_gap() -> None:
    assert {int(rule) for rule in RULES} == set(range(1, len(RULES) + 1))


def test_every_rule_is_cited_by_a_test_or_a_vector() -> None:
    uncited = RULES - _cited()
    assert sorted(uncited, key=int) == []


def test_no_vector_cites_a_rule_or_an_attack_that_is_not_there() -> None:
    there = {f"R{rule}" for rule in RULES} | {f"A{number}" for number in _attacks()}
    for path in FOLDER.glob("*.json"):
        for case in json.loads(path.read_text("utf-8"))["cases"]:
            assert set(case["rules"]) <= there, case["name"]


def test_every_case_that_is_named_as_an_attack_is_there() -> None:
    files = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
    there = {(layout, case["name"]) for layout, file in files.items() for case in file["cases"]}
    assert named() <= there


def test_every_attack_is_tried_by_a_test_and_no_test_cites_another() -> None:
    tried = {
        number
        for pattern in TESTS
        for path in set(ROOT.glob(pattern)) - {Path(__file__), ROOT / "tests/counts.py"}
        for number in attacks_cited(path.read_text("utf-8"))
    }
    assert tried == _attacks()


def _attacks() -> set[int]:
    """The classes of SECURITY.md."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    return {int(number) for number in re.findall(r"^\| A(\d+) \|", text, re.MULTILINE)}


def test_the_worked_examples_are_those_of_the_vectors() -> None:
    assert marked(TEXT) == set(EXAMPLES)
    assert with_examples(TEXT) == TEXT


def test_the_table_of_labels_is_that_of_both_implementations() -> None:
    table = _table("## 3. Labels")
    typescript = (ROOT / "crypto/ts/labels.ts").read_text("utf-8")
    assert set(table) == set(LABELS)
    assert len(table) == len(LABELS)
    assert {label for label in re.findall(r'"([a-z-]+)"', typescript) if label in table} == set(
        LABELS
    )


def test_the_table_of_failures_is_that_of_both_implementations() -> None:
    typescript = (ROOT / "crypto/ts/errors.ts").read_text("utf-8")
    assert tuple(_table("## 2. Kinds of failure")) == KINDS
    assert [kind for kind in re.findall(r'"([a-z]+)"', typescript) if kind in KINDS]
    assert set(KINDS) <= set(re.findall(r'"([a-z]+)"', typescript))


def test_the_modules_of_both_implementations_have_the_same_names() -> None:
    python = {path.stem for path in (ROOT / "crypto/python/small_moments_protocol").glob("*.py")}
    typescript = {path.stem for path in (ROOT / "crypto/ts").glob("*.ts")}
    nouns = python - {"__init__", "cli", "dump", "files", "journal", "report"}
    assert nouns <= typescript


def test_every_op_of_the_vectors_is_in_their_readme() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    rows = [row for row in readme.splitlines() if row.startswith("| `")]
    described = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    for path in FOLDER.glob("*.json"):
        for case in json.loads(path.read_text("utf-8"))["cases"]:
            assert case["op"] in described


def test_an_op_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        ops.run("plaintext", {})
