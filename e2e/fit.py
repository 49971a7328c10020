"""Whether a screen fits: large text, and what reaches beyond the edges."""

from playwright.sync_api import Page

SMALL = (320, 568)
"""The smallest phone, in CSS pixels."""
_SIZE = "(size) => { document.documentElement.style.fontSize = size; }"
_WIDER = """[document.documentElement, ...document.querySelectorAll(".tab-bar, .tab")]
  .filter((one) => one.scrollWidth > one.clientWidth)
  .map((one) => `${one.tagName} ${one.className} ${one.scrollWidth} > ${one.clientWidth}`)"""


def set_text_size(page: Page, size: str) -> None:
    """Text as large as the person set it, such as "200%"; "" is the phone's own."""
    page.evaluate(_SIZE, size)


def too_wide(page: Page) -> list[str]:
    """What is wider than its place, sideways: nothing, on a screen that fits."""
    return page.evaluate(_WIDER)
