"""`/privacy`: what this server keeps, for how long, and whom to ask. Made once, at the start."""

import re
from html import escape
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from small_moments import static
from small_moments.headers import PRIVACY_POLICY
from small_moments.settings import Settings, SettingsError
from small_moments.static import File

PATH: Final = "/privacy"
STYLE: Final = "/privacy.css"
_PAGES: Final = Path(__file__).with_name("pages")
MOST: Final = 64 * 1024  # bytes of the practice's own words


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
    return msgspec.json.decode((_PAGES / f"privacy.{lang}.json").read_bytes(), type=Words)


def files(settings: Settings) -> dict[str, File]:
    """The page and its style, by the paths that ask for them."""
    style = (_PAGES / "privacy.css").read_bytes()
    page = static.made(
        "text/html; charset=utf-8",
        _page(settings).encode("utf-8"),
        content_security_policy=PRIVACY_POLICY,
    )
    return {PATH: page, STYLE: static.made("text/css; charset=utf-8", style)}


def _page(settings: Settings) -> str:
    own = _own_words(settings.privacy_notice)
    english, spanish = read("en"), read("es")
    first, second = _section(english, settings, own, 1), _section(spanish, settings, own, 2)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>{english.title}</title>
<link rel="icon" href="/icons/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{STYLE}">
</head>
<body>
<nav aria-label="{english.title}">
<a href="/">{english.back}</a>
<a href="#es" lang="es">{spanish.name}</a>
</nav>
<main>
{first}{second}</main>
</body>
</html>
"""


def _section(words: Words, settings: Settings, own: list[str], level: int) -> str:
    """The page in one language, under a heading of this level."""
    named = {
        "practice": settings.practice_name or words.nobody,
        "backups": _days(words, settings.backup_days),
        "sessions": _days(words, settings.session_days),
    }
    ask = words.ask if settings.practice_name else words.ask_nobody
    parts = [
        _heading(words.title, level),
        _paragraph(words.lead.format_map(named)),
        *_list(words.keeps_title, words.keeps, named, level + 1),
        *_list(words.not_title, words.nots, named, level + 1),
        *_list(words.long_title, words.long, named, level + 1),
        _heading(words.ask_title, level + 1),
        _paragraph(ask.format_map(named)),
        *([_paragraph(settings.practice_contact)] if settings.practice_contact else []),
        *([_heading(words.own_title, level + 1), *own] if own else []),
        f'<p class="label"><a href="/">{escape(words.back)}</a></p>',
    ]
    body = "\n".join(parts)
    return f'<section id="{words.lang}" lang="{words.lang}">\n{body}\n</section>\n'


def _heading(text: str, level: int) -> str:
    return f"<h{level}>{escape(text)}</h{level}>"


def _list(title: str, lines: tuple[str, ...], named: dict[str, str], level: int) -> list[str]:
    shown = "\n".join(f"<li>{escape(line.format_map(named))}</li>" for line in lines)
    return [_heading(title, level), f"<ul>\n{shown}\n</ul>"]


def _days(words: Words, count: int) -> str:
    return words.day if count == 1 else words.days.format(count)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _own_words(name: str) -> list[str]:
    """Paragraphs of the practice's file; whatever is in it is text."""
    if not name:
        return []
    try:
        with Path(name).open("rb") as file:
            raw = file.read(MOST + 1)
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = f"setting privacy_notice: the file cannot be read: {type(error).__name__}"
        raise SettingsError(said) from None
    if len(raw) > MOST:
        raise SettingsError(f"setting privacy_notice: the file has more than {MOST} bytes")
    return [_paragraph(part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip()]
