"""The hazard log and the trust file name nothing that is not there, and leave nothing half said."""

import re
from collections.abc import Mapping

import pytest

from tests.cited import ROOT, cited, is_there, rules

LOG = (ROOT / "docs/hazard-log.md").read_text("utf-8")
TRUST = (ROOT / "docs/trust-file.md").read_text("utf-8")
FIELDS = (
    *("Who", "How it comes", "Before", "Lessens it"),
    *("Shown by", "Left", "Ours", "The practice's"),
)
HARMS = ("slight", "moderate", "serious", "grave")
LIKELY = ("rare", "possible", "likely")
RISKS = ("low", "medium", "high")
ANSWERS = ("Yes", "Partly", "No", "Not yet", "Practice", "None")
WITHOUT_A_TEST = "nothing that a test could show"
NAMED_CHAPTERS = ("Where the list is from.", "Not seen:")


def _rows(text: str, width: int) -> list[list[str]]:
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [row for row in cells if len(row) == width]


def _hazards() -> Mapping[str, tuple[str, list[tuple[str, str]]]]:
    found = re.findall(r"^### (H\d+) (.+)\n((?:- .+\n)+)", LOG, re.MULTILINE)
    field = re.compile(r"^- \*\*([^*]+):\*\* (.+)$", re.MULTILINE)
    return {number: (title, field.findall(body)) for number, title, body in found}


HAZARDS = _hazards()
RATED = {number: dict(fields) for number, (_, fields) in HAZARDS.items()}
RULES = {int(row[0][1:]): row for row in _rows(LOG, 3) if re.fullmatch(r"C\d+", row[0])}


def _missing(text: str) -> list[str]:
    links = re.findall(r"\]\(([^)#]+)\)", text)
    gone = [link for link in links if not (ROOT / "docs" / link).is_file()]
    return gone + [one for one in cited(text) if not is_there(one)]


@pytest.mark.parametrize("document", [LOG, TRUST], ids=["hazard log", "trust file"])
def test_every_file_and_test_that_is_named_is_there(document: str) -> None:
    assert len(set(cited(document))) > 60
    assert _missing(document) == []


def test_what_is_not_there_is_found() -> None:
    there = "`docs/api.md`, `tests/server/`, `e2e/test_kill.py`, `/help`, `tel:`, `practice_name`"
    assert _missing(there) == []
    gone = ["tests/nobody.py", "nobody/", "e2e/test_kill.py::test_that_nobody_wrote"]
    gone += ["pwa/test/ui/words.test.ts::what nobody wrote", "NOBODY.md"]
    assert _missing(", ".join(f"`{one}`" for one in gone)) == gone
    assert _missing("[a page](nobody.md)") == ["nobody.md"]


def test_every_hazard_has_all_its_fields_in_order() -> None:
    assert list(HAZARDS) == [f"H{number}" for number in range(1, len(HAZARDS) + 1)]
    assert len(HAZARDS) == LOG.count("\n### ") > 40
    wrong = {n: fields for n, (_, fields) in HAZARDS.items() if tuple(dict(fields)) != FIELDS}
    assert wrong == {}


def test_each_rating_follows_the_table_and_is_never_worse_with_what_lessens_it() -> None:
    table = {row[0]: row[1:] for row in _rows(LOG, 4)}
    for number, fields in RATED.items():
        for harm, likely, risk in (_rating(fields["Before"]), _rating(fields["Left"])):
            assert table[harm][LIKELY.index(likely)] == risk, number
        before, left = _risks(fields)
        assert RISKS.index(left) <= RISKS.index(before), number


def test_the_overview_says_what_the_hazards_say() -> None:
    overview = [row for row in _rows(LOG, 4) if row[0].startswith("H")]
    assert overview == [
        [number, title, *_risks(RATED[number])] for number, (title, _) in HAZARDS.items()
    ]


def _rating(field: str) -> tuple[str, str, str]:
    found = re.match(rf"({'|'.join(HARMS)}), ({'|'.join(LIKELY)}): ({'|'.join(RISKS)})\b", field)
    assert found, field
    return found[1], found[2], found[3]


def _risks(fields: Mapping[str, str]) -> tuple[str, str]:
    return _rating(fields["Before"])[2], _rating(fields["Left"])[2]


def test_each_hazard_is_shown_by_something_or_says_that_it_cannot_be() -> None:
    for number, fields in RATED.items():
        shown = fields["Shown by"]
        assert list(cited(shown)) or rules(shown) or shown == WITHOUT_A_TEST, number


def test_the_table_of_rules_says_which_hazards_name_each() -> None:
    assert list(RULES) == list(range(1, 24))
    for number, (_, rule, hazards) in RULES.items():
        named = {n for n, fields in RATED.items() if number in rules(fields["Shown by"])}
        listed = set(hazards.split(", "))
        assert named <= listed, number
        assert listed - named == set() or "(not yet)" in rule, number


def test_every_rule_that_a_test_carries_is_named_and_no_other_as_if_it_were() -> None:
    carried = _carried()
    assert {3, 7, 14, 16, 18} <= carried <= set(RULES)
    shown: set[int] = set()
    for fields in RATED.values():
        shown |= rules(fields["Shown by"])
    assert carried & set(range(1, 19)) <= shown
    said = re.search(r"^Rules named below that no test carries yet: (.+)\.$", LOG, re.MULTILINE)
    without = {int(one) for one in re.findall(r"C(\d+)", said[1])} if said else set[int]()
    assert (shown | rules(TRUST)) - carried <= without


def _carried() -> set[int]:
    """The rules in the names of tests, or in the first line of a file of tests."""
    found: set[int] = set()
    for folder in ("tests", "e2e", "pwa/test", "crypto/ts/test"):
        for path in (ROOT / folder).rglob("*"):
            if re.fullmatch(r"test_(?!evidence)\w+\.py|[\w.-]+\.test\.tsx?", path.name):
                found |= rules(path.read_text("utf-8"))
    return found


def test_each_answer_is_one_word_first_and_rests_on_something() -> None:
    rows = [row for row in _rows(TRUST, 4) if row[0] not in {"#", "---"}]
    assert len(rows) > 120
    for row in rows:
        assert re.match(rf"(?:{'|'.join(ANSWERS)})\b[.:, ]", f"{row[2]} "), row
        assert list(cited(row[3])) or rules(row[3]), row
    chapters = TRUST.split("\n## ")[2:]
    assert len(chapters) == 4
    assert all(word in chapter for chapter in chapters for word in NAMED_CHAPTERS)
