"""A page that this server writes itself: two languages, one below the other, and no script."""

from html import escape
from pathlib import Path
from typing import Final

from msgspec import Struct

from small_moments import static
from small_moments.headers import WRITTEN_PAGE_POLICY
from small_moments.static import File

STYLE: Final = "/page.css"
WORDS: Final = Path(__file__).with_name("pages")


class Side(Struct, frozen=True):
    """A page in one language: what leads back to the app, its title, and its parts in HTML."""

    lang: str
    name: str
    back: str
    title: str
    parts: list[str]


def style() -> dict[str, File]:
    """The style of all pages, by its path."""
    body = (WORDS / "page.css").read_bytes()
    return {STYLE: static.made("text/css; charset=utf-8", body)}


def written(first: Side, second: Side) -> File:
    """The page. The parts of the second side have headings one level further down."""
    text = f"""<!doctype html>
<html lang="{first.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>{first.title}</title>
<link rel="icon" href="/icons/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{STYLE}">
</head>
<body>
<nav aria-label="{first.title}">
<a href="/">{first.back}</a>
<a href="#{second.lang}" lang="{second.lang}">{second.name}</a>
</nav>
<main>
{_section(first, 1)}{_section(second, 2)}</main>
</body>
</html>
"""
    return static.made(
        "text/html; charset=utf-8",
        text.encode("utf-8"),
        content_security_policy=WRITTEN_PAGE_POLICY,
    )


def _section(side: Side, level: int) -> str:
    back = f'<p class="label"><a href="/">{escape(side.back)}</a></p>'
    body = "\n".join([heading(side.title, level), *side.parts, back])
    return f'<section id="{side.lang}" lang="{side.lang}">\n{body}\n</section>\n'


def heading(text: str, level: int) -> str:
    """A heading of level 1 to 3; whatever is in it is text."""
    return f"<h{level}>{escape(text)}</h{level}>"


def paragraph(text: str) -> str:
    """A paragraph; whatever is in it is text."""
    return f"<p>{escape(text)}</p>"


def bullets(lines: list[str]) -> str:
    """A list; whatever is in it is text."""
    shown = "\n".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>\n{shown}\n</ul>"
