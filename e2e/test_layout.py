"""[PHONE 31, 37, 38, 49, 50, 52] The keyboard, a pull, a touch, a screen reader, paper."""

from playwright.sync_api import expect

from e2e.journeys import Device

PASSPHRASE = "otter lantern quiet harbour"
BELOW = """(() => {
  const boxes = [".write-page", ".write-page textarea"].map((one) => document.querySelector(one));
  const [page, field] = boxes.map((one) => one.getBoundingClientRect());
  return field.bottom - page.bottom;
})()"""
"""Pixels of the field that lie below what shows of the page; attachments stand under it."""
WORK = """() => {
  const work = document.createElement("div");
  work.className = "working";
  work.append(document.createElement("progress"));
  document.querySelector("main").append(work);
}"""
"""Shows the line of long work for as long as one looks: else it is gone too soon."""
MOVES = """() => document.querySelector("main > .working progress").getAnimations()
  .some((one) => one.playState === "running")"""


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


def test_with_forced_colours_a_control_has_an_edge(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.go_home()
    phone.page.emulate_media(forced_colors="active")
    for word in ("journal.write", "journal.search", "calendar.title"):
        control = phone.page.get_by_role("button", name=phone.words[word], exact=True)
        expect(control).to_have_css("border-top-style", "solid")
        expect(control).not_to_have_css("border-top-width", "0px")


def test_where_motion_is_reduced_not_even_the_line_of_long_work_moves(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.page.evaluate(WORK)
    assert phone.page.evaluate(MOVES) is False
    phone.page.emulate_media(reduced_motion="no-preference")
    assert phone.page.evaluate(MOVES) is True
