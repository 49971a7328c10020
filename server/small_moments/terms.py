"""`/terms`: on what terms the app is used; the practice's own, else neutral ones."""

from typing import Final

import msgspec
from msgspec import Struct

from small_moments import page
from small_moments.page import Side, heading, paragraph
from small_moments.practice import Practice
from small_moments.static import File

PATH: Final = "/terms"


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The page in one language. `lead` stands there whatever the practice's own terms are."""

    lang: str
    name: str
    back: str
    title: str
    lead: str
    neutral: tuple[str, ...]
    ask_title: str
    ask_nobody: str


def read(lang: str) -> Words:
    """The words of a language."""
    return msgspec.json.decode((page.WORDS / f"terms.{lang}.json").read_bytes(), type=Words)


def files(practice: Practice) -> dict[str, File]:
    """The page, by its path."""
    first, second = (_side(read(lang), practice, level) for lang, level in (("en", 2), ("es", 3)))
    return {PATH: page.written(first, second)}


def _side(words: Words, practice: Practice, level: int) -> Side:
    """The page in one language, its heading below the title of this level."""
    asked = [text for text in (practice.name, practice.contact) if text]
    parts = [
        paragraph(words.lead),
        *map(paragraph, practice.terms or words.neutral),
        heading(words.ask_title, level),
        *map(paragraph, asked or [words.ask_nobody]),
    ]
    return Side(words.lang, words.name, words.back, words.title, parts)
