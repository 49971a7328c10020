"""[PHONE 31 to 38, 49, 50, 52] Screens on small phones, with large text, on paper, by thumb."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.fit import SMALL, set_text_size, too_wide
from e2e.journeys import Device
from e2e.tour import Tour
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
PLAIN = {"left"}
"""No screen of the app: nothing there leads back, or away."""
THUMB = {"welcome", "journal", "write", "entry"}
"""Screens with one main thing to do; it lies in the lower half."""
BELOW = """(() => {
  const page = document.querySelector(".write-page");
  return page.scrollHeight - page.scrollTop - page.clientHeight;
})()"""
"""Pixels of the page that is written on, below what shows of it."""
UNDER = """() => {
  const sign = [...document.querySelectorAll(".leave-button")].at(-1);
  const page = sign.closest("dialog") ?? document.documentElement;
  page.scrollTo(0, page.scrollHeight);
  const { left, right, top, bottom } = sign.getBoundingClientRect();
  const under = [...page.querySelectorAll("button, a, input, select, textarea, .save-line")]
    .filter((one) => one !== sign && one.checkVisibility({ opacityProperty: true }))
    .filter((one) => {
      const box = one.getBoundingClientRect();
      return box.left < right && box.right > left && box.top < bottom && box.bottom > top;
    })
    .map((one) => one.getAttribute("aria-label") ?? one.textContent);
  page.scrollTo(0, 0);
  return under;
}"""
"""What the quick way out lies on once all else was scrolled past."""
CONTROLS = """() => [...document.querySelectorAll("button, a, input, select, textarea, summary")]
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


def _faults(page: Page, view: str) -> Iterator[str]:
    """What would not fit, could not be hit, or would make the phone zoom in."""
    for size in ("100%", "200%"):
        set_text_size(page, size)
        for one in too_wide(page):
            yield f"{view}: with text at {size} too wide: {one}"
    set_text_size(page, "")
    controls: list[dict[str, Any]] = page.evaluate(CONTROLS)
    for control in controls:
        name, least = f"{view}: {control['name']!r}", 44 if control["main"] else 24
        if min(control["width"], control["height"]) < least:
            yield f"{name} is smaller than {least} px"
        if control["field"] and control["fontSize"] < 16:
            yield f"{name} is set below 16 px"
        if control["written"] and not control["keyboard"]:
            yield f"{name} does not tell the keyboard what to offer"
    if view not in PLAIN:
        leaves = [control for control in controls if control["leaves"]]
        if not any(min(one["width"], one["height"]) >= 44 for one in leaves):
            yield f"{view}: no quick way out of 44 px"
        yield from (f"{view}: the quick way out lies on {one}" for one in page.evaluate(UNDER))
    main = [control for control in controls if control["main"]]
    if view in THUMB and not all(control["bottom"] > SMALL[1] / 2 for control in main):
        yield f"{view}: the main thing is out of the thumb's reach"


def test_every_screen_fits_320_px_and_large_text_and_every_control_can_be_hit(
    practice: Program, tmp_path: Path
) -> None:
    tour = Tour(practice, tmp_path, viewport=SMALL)
    faults = [fault for view in tour.views() for fault in _faults(view.page, view.name)]
    assert "\n".join(faults) == ""


def test_the_caret_and_done_stay_above_the_keyboard(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.compose("A line.\n" * 60)
    # As Chromium does it (`interactive-widget`): the keyboard takes from the page's height.
    phone.page.set_viewport_size({"width": 390, "height": 420})
    phone.field("write.label").press("End")
    phone.page.keyboard.type("The end")
    done = phone.page.get_by_role("button", name=phone.words["write.done"])
    expect(done).to_be_in_viewport(ratio=1)
    caret = phone.page.evaluate(
        "document.querySelector('.write-page').getBoundingClientRect().bottom"
    )
    box = done.bounding_box()
    assert box is not None
    assert caret <= box["y"]
    # Scrolled to the last line, where the caret is.
    phone.until(f"{BELOW} < 80")


def test_a_pull_at_the_top_does_not_load_the_page_anew_while_one_writes(phone: Device) -> None:
    root = phone.page.locator("html")
    phone.begin(PASSPHRASE)
    expect(root).to_have_css("overscroll-behavior-y", "none")
    expect(phone.page.locator(".write-page")).to_have_css("overscroll-behavior-y", "contain")
    phone.go_home()
    expect(root).to_have_css("overscroll-behavior-y", "auto")


def test_touching_flashes_nothing_and_the_words_of_an_entry_can_be_selected(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.read(phone.write("Words to take along"))
    expect(phone.page.locator("html")).to_have_css(
        "-webkit-tap-highlight-color", "rgba(0, 0, 0, 0)"
    )
    article = phone.page.get_by_role("article")
    expect(article).to_have_css("user-select", "text")
    article.select_text()
    phone.until("getSelection().toString().trim() === 'Words to take along'")


def test_a_new_screen_is_heard_by_its_heading_and_the_save_state_by_itself(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page")
    phone.go_to("settings")
    heading = phone.page.get_by_role("heading", level=1, name=phone.words["settings.title"])
    expect(heading).to_be_focused()
    phone.go_home()
    said = phone.page.get_by_role("status").filter(has_text=phone.words["save.saved-here"])
    expect(said).to_be_visible()


def test_on_paper_stand_the_words_and_no_controls(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.read(phone.write("Words for paper"))
    phone.page.emulate_media(media="print")
    expect(phone.page.get_by_text("Words for paper")).to_be_visible()
    expect(phone.page.get_by_role("button").filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize("word", ["journal.write", "journal.search", "calendar.title"])
def test_with_forced_colours_a_control_has_an_edge(phone: Device, word: str) -> None:
    phone.begin(PASSPHRASE)
    phone.go_home()
    phone.page.emulate_media(forced_colors="active")
    control = phone.page.get_by_role("button", name=phone.words[word], exact=True)
    expect(control).to_have_css("border-top-style", "solid")
    expect(control).not_to_have_css("border-top-width", "0px")
