"""`/privacy`: what this server keeps, for how long, and whom to ask. Made once, at the start."""

from typing import Final

import msgspec
from msgspec import Struct

from small_moments import page
from small_moments.page import Side, bullets, heading, paragraph
from small_moments.practice import Practice
from small_moments.settings import Settings
from small_moments.static import File

PATH: Final = "/privacy"


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The page in one language. `{practice}`, `{backups}` and `{sessions}` are filled in."""

    lang: str
    name: str
    back: str
    title: str
    lead: str
    nobody: str
    day: str
    days: str
    keeps_title: str
    keeps: tuple[str, ...]
    not_title: str
    nots: tuple[str, ...]
    long_title: str
    long: tuple[str, ...]
    ask_title: str
    ask: str
    ask_nobody: str
    own_title: str


def read(lang: str) -> Words:
    """The words of a language."""
    return msgspec.json.decode((page.WORDS / f"privacy.{lang}.json").read_bytes(), type=Words)


def files(settings: Settings, practice: Practice) -> dict[str, File]:
    """The page, by its path."""
    first, second = (
        _side(read(lang), settings, practice, level) for lang, level in (("en", 2), ("es", 3))
    )
    return {PATH: page.written(first, second)}


def _side(words: Words, settings: Settings, practice: Practice, level: int) -> Side:
    """The page in one language, its headings below the title of this level."""
    named = {
        "practice": practice.name or words.nobody,
        "backups": _days(words, settings.backup_days),
        "sessions": _days(words, settings.session_days),
    }
    ask = words.ask if practice.name else words.ask_nobody
    own = [paragraph(text) for text in practice.privacy]
    lists = (
        (words.keeps_title, words.keeps),
        (words.not_title, words.nots),
        (words.long_title, words.long),
    )
    parts = [paragraph(words.lead.format_map(named))]
    for title, lines in lists:
        parts += [heading(title, level), bullets([line.format_map(named) for line in lines])]
    parts += [
        heading(words.ask_title, level),
        paragraph(ask.format_map(named)),
        *([paragraph(practice.contact)] if practice.contact else []),
        *([heading(words.own_title, level), *own] if own else []),
    ]
    return Side(words.lang, words.name, words.back, words.title, parts)


def _days(words: Words, count: int) -> str:
    return words.day if count == 1 else words.days.format(count)
