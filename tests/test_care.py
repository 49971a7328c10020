"""The rules of care: each is named by a test; what files alone can show is shown here."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RULES = [f"C{number}" for number in range(1, 24)]
CALLING = re.compile(r"\b(?:Notification|PushManager|showNotification|setAppBadge)\b")
TELLING = re.compile(r"trust|confianza|abuse|abuso|couple|pareja", re.IGNORECASE)


def _tests() -> str:
    """The names of all tests, and the head lines of their files."""
    found: list[str] = []
    for path in sorted([*ROOT.glob("tests/**/*.py"), *ROOT.glob("e2e/**/*.py")]):
        if path != Path(__file__):
            text = path.read_text("utf-8")
            found += re.findall(r"def (test_\w+)", text) if "def test_" in text else []
            found += [text.split("\n", 1)[0]] if path.name.startswith("test_") else []
    for path in sorted(ROOT.glob("pwa/test/**/*.test.ts")):
        found += re.findall(
            r"\b(?:test|it|describe)[\w.(\[\]\",\s]*\(\s*\"([^\"]+)\"", path.read_text("utf-8")
        )
    return "\n".join(found)


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_of_care_is_named_by_a_test(rule: str) -> None:
    number = rule[1:]
    assert re.search(rf"\[{rule}\]|\btest_(?:\w+_)?c{number}_", _tests())


def test_c16_nothing_of_the_app_can_notify() -> None:
    sources = [*ROOT.glob("pwa/src/**/*.ts"), *ROOT.glob("pwa/src/**/*.tsx")]
    assert len(sources) > 100
    assert [str(path) for path in sources if CALLING.search(path.read_text("utf-8"))] == []


def test_c16_addresses_names_and_titles_tell_a_bystander_nothing() -> None:
    route = (ROOT / "pwa/src/ui/route.ts").read_text("utf-8")
    addresses = re.findall(r'"(/[a-z/-]*)"', route)
    assert "/journal" in addresses
    title = re.search(r"<title>(.*)</title>", (ROOT / "pwa/index.html").read_text("utf-8"))
    said = [*addresses, title[1] if title else ""]
    for path in ROOT.glob("pwa/public/*.webmanifest"):
        manifest = json.loads(path.read_text("utf-8"))
        said += [manifest["name"], manifest["short_name"], manifest["description"]]
        said += [shortcut["name"] + shortcut["url"] for shortcut in manifest["shortcuts"]]
    assert [one for one in said if not one or TELLING.search(one)] == []
