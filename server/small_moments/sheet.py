"""Invitations as a page to print and cut: a card for each person, with a QR code.

A card says nothing of the practice and nothing of what the journal is about: it may lie on a table.
"""

from datetime import date
from html import escape
from typing import Final, Literal

import msgspec
from msgspec import Struct

from small_moments import invitations
from small_moments.page import WORDS

Language = Literal["en", "es"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "es")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands above the cards, and on each; `{…}` is filled in."""

    title: str
    above: str
    name: str
    lead: str
    how: str
    once: str
    until: str
    day: str
    months: list[str]


def read(language: Language) -> Words:
    """The words of a language."""
    return msgspec.json.decode((WORDS / f"sheet.{language}.json").read_bytes(), type=Words)


def page(origin: str, codes: list[str], last: date | None, language: Language) -> str:
    """The whole page, which needs nothing from anywhere."""
    words = read(language)
    style = (WORDS / "sheet.css").read_text("utf-8")
    cards = "\n".join(_card(words, origin, code, last) for code in codes)
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(words.title)}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{escape(words.title)}</h1>
<p>{escape(words.above)}</p>
</header>
<main>
{cards}
</main>
</body>
</html>
"""


def _card(words: Words, origin: str, code: str, last: date | None) -> str:
    import segno  # noqa: PLC0415  (only cards need it, and `serve` prints none)

    link = invitations.link(origin, code)
    drawn = segno.make(link, error="m").svg_inline(omitsize=True, border=2)
    ends = "" if last is None else f" {words.until.format(day=said(words, last))}"
    # Whoever types an address into a browser comes to https by itself.
    address = escape(origin.removeprefix("https://"))
    how = escape(words.how).format(address=f"<b>{address}</b>")
    return f"""<article>
{drawn}
<div>
<h2>{escape(words.name)}</h2>
<p>{escape(words.lead)}</p>
<p>{how}</p>
<p class="code">{escape(code)}</p>
<p>{escape(words.once + ends)}</p>
</div>
</article>"""


def said(words: Words, day: date) -> str:
    """A day as people write it."""
    return words.day.format(day=day.day, month=words.months[day.month - 1], year=day.year)
