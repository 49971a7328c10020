"""The guided content has the form that its schema describes, in every language."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

CONTENT = Path(__file__).parent.parent / "pwa/content"
LANGUAGES = ("en", "es")


def _read(name: str) -> Any:
    return json.loads((CONTENT / f"{name}.json").read_text("utf-8"))


def _faults(content: Any) -> list[str]:
    validator = Draft202012Validator(_read("schema"))
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(content)]  # pyright: ignore[reportUnknownMemberType]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(_read("schema"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_content_has_the_form_of_its_schema(language: str) -> None:
    assert _faults(_read(language)) == []


@pytest.mark.parametrize(
    ("piece", "prompt"),
    [({"minutes": 31}, {}), ({"direction": "up"}, {}), ({"more": 1}, {}), ({}, {"ask": ""})],
)
def test_a_piece_of_another_form_is_refused(piece: dict[str, Any], prompt: dict[str, Any]) -> None:
    content = _read("en")
    changed = content["steps"][0]["pieces"][0]
    changed.update(piece)
    changed["prompts"][0].update(prompt)
    assert len(_faults(content)) == 1
