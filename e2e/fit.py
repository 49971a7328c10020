"""[PHONE 32 to 36] Whether a screen fits a small phone and large text, and can be hit."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

SMALL = (320, 568)
"""The smallest phone, in CSS pixels."""
_SIZE = "(size) => { document.documentElement.style.fontSize = size; }"
_DRAWN = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done()));
})"""
_WIDER = """[document.documentElement, ...document.querySelectorAll(".tab-bar, .tab")]
  .filter((one) => one.scrollWidth > one.clientWidth)
  .map((one) => `${one.tagName} ${one.className} ${one.scrollWidth} > ${one.clientWidth}`)"""
_PLAIN = {"left"}
"""No screen of the app: nothing there leads back, or away."""
_SCROLLED_ON = {"keys-anew"}
"""The walk has read the answer there, and looks at what is further down."""
_THUMB = {"welcome", "journal", "write", "entry"}
"""Screens with one main thing to do; it lies in the lower half."""
_STILL = """async () => {
  await document.fonts.ready;
  const ends = (one) => Number.isFinite(one.effect.getComputedTiming().endTime);
  const moves = document.getAnimations().filter(ends);
  await Promise.all(moves.map((one) => one.finished.catch(() => undefined)));
}"""
_UNDER = """() => {
  const sign = [...document.querySelectorAll(".leave-button")].at(-1);
  const dialog = sign.closest("dialog");
  const page = dialog ?? document.documentElement;
  const bars = dialog ? [] : [...document.querySelectorAll(".undo")];
  page.scrollTo(0, page.scrollHeight);
  const under = [sign, ...bars].flatMap((top) => {
    const over = top.getBoundingClientRect();
    return [...page.querySelectorAll("button, a, input, select, textarea, .save-line")]
      .filter((one) => !top.contains(one) && one.checkVisibility({ opacityProperty: true }))
      .filter((one) => {
        const box = one.getBoundingClientRect();
        const x = (Math.max(box.left, over.left) + Math.min(box.right, over.right)) / 2;
        const y = (Math.max(box.top, over.top) + Math.min(box.bottom, over.bottom)) / 2;
        return box.left < over.right && box.right > over.left
          && box.top < over.bottom && box.bottom > over.top
          && document.elementsFromPoint(x, y).includes(one);
      });
  });
  page.scrollTo(0, 0);
  return under.map((one) => one.getAttribute("aria-label") ?? one.textContent);
}"""
"""What the quick way out, or a bar that offers to undo, lies on once all else was scrolled past."""
_UNREAD = """() => [...document.querySelectorAll(".said")]
  .filter((one) => one.checkVisibility({ opacityProperty: true }))
  .filter((one) => {
    const { left, top, bottom } = one.getBoundingClientRect();
    return [top + 1, bottom - 1].some((y) => !one.contains(document.elementFromPoint(left + 1, y)));
  })
  .map((one) => one.textContent)"""
_CONTROLS = """() => [...document.querySelectorAll("button, a, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .map((one) => {
    const { width, height, bottom } = one.getBoundingClientRect();
    const { fontSize } = getComputedStyle(one);
    return {
      name: one.getAttribute("aria-label") ?? one.textContent ?? one.id,
      width, height, bottom,
      main: one.matches(".button-stone"),
      leaves: one.matches(".leave-button"),
      written: one.matches("textarea, input[type=text], input[type=password], input[type=search]"),
      field: one.matches("input, select, textarea"),
      fontSize: parseFloat(fontSize),
      keyboard: one.hasAttribute("enterkeyhint") && one.hasAttribute("autocomplete"),
    };
  })"""


def set_text_size(page: Page, size: str) -> None:
    """Text as large as the person set it, such as "200%"; "" is the phone's own. Drawn then.

    The page is laid out for another width and back, as on a phone that is turned: Chromium does
    not always ask a container query in `rem` again where only the text size has changed.
    """
    page.evaluate(_SIZE, size)
    shown = page.viewport_size
    if shown is not None:
        for wider in (1, 0):
            page.set_viewport_size({"width": shown["width"] + wider, "height": shown["height"]})
            page.evaluate(_DRAWN)


def too_wide(page: Page) -> list[str]:
    """What is wider than its place, sideways: nothing, on a screen that fits."""
    return page.evaluate(_WIDER)


def covered(page: Page) -> list[str]:
    """What cannot be scrolled out from under what lies on the page: nothing, on a good screen.

    Whatever is just coming or going has come or gone by then, the typeface is there, and the page
    knows how much room its bars take, which it learns when it is drawn.
    """
    page.evaluate(_DRAWN)
    page.evaluate(_STILL)
    return page.evaluate(_UNDER)


def unread(page: Page, view: str) -> list[str]:
    """Answers that were given where they cannot be read: nothing, on a good screen."""
    return [] if view in _SCROLLED_ON else page.evaluate(_UNREAD)


def faults(page: Page, view: str) -> Iterator[str]:
    """What would not fit, could not be hit, or would make the phone zoom in."""
    controls: list[dict[str, Any]] = page.evaluate(_CONTROLS)
    for control in controls:
        name, least = repr(control["name"]), 44 if control["main"] else 24
        if min(control["width"], control["height"]) < least:
            yield f"{name} is smaller than {least} px"
        if control["field"] and control["fontSize"] < 16:
            yield f"{name} is set below 16 px"
        if control["written"] and not control["keyboard"]:
            yield f"{name} does not tell the keyboard what to offer"
    if view not in _PLAIN:
        leaves = [control for control in controls if control["leaves"]]
        if not any(min(one["width"], one["height"]) >= 44 for one in leaves):
            yield "no quick way out of 44 px"
    main = [control for control in controls if control["main"]]
    if view in _THUMB and not all(control["bottom"] > SMALL[1] / 2 for control in main):
        yield "the main thing is out of the thumb's reach"
    yield from _faults_of_size(page, view)


def _faults_of_size(page: Page, view: str) -> Iterator[str]:
    """With text as it is, and twice as large; as it is again once the page is laid out anew."""
    for size in ("100%", "200%"):
        if size != "100%":
            set_text_size(page, size)
        yield from (f"with text at {size} too wide: {one}" for one in too_wide(page))
        if view not in _PLAIN:
            yield from (f"with text at {size} something lies on {one}" for one in covered(page))
    page.evaluate(_SIZE, "")
