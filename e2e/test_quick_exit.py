"""[C17] A quick way out: at once, by touch and by keys, without a connection, and nothing lost."""

import msgspec
import pytest
from playwright.sync_api import expect

from e2e import cdp
from e2e.conftest import NewPhone
from e2e.journeys import Device
from e2e.words import LANGUAGES
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
SECRET = "quillfenwort"
NOTES = """
window.order = [];
const note = (type, name, word) => {
  const own = type.prototype[name];
  type.prototype[name] = function (...all) {
    window.order.push(word ?? all[0]);
    return own.apply(this, all);
  };
};
note(Element, "replaceChildren", "blank");
note(BroadcastChannel, "postMessage");
note(History, "go", "away");
"""
"""Notes in which order the page is emptied, the tabs are told, and the browser is sent away."""
LEAVE = """() => {
  window.order.length = 0;
  const begun = performance.now();
  document.querySelector(".leave-button").click();
  const took = performance.now() - begun;
  const [title, left] = [document.title, document.body.childNodes.length];
  return { order: window.order, took, title, left, path: location.pathname };
}"""
"""All of it is read within the task of the click itself: the browser has drawn nothing since."""
KEPT_WITHIN = 300
PER_KEY = 20
TYPED = "the quick brown fox looks at the lazy dog and thinks nothing of it at all"
KNOWN_TO_BACK = {"about:blank", "chrome://newtab/"}


class _Left(msgspec.Struct, frozen=True):
    order: list[str]
    took: float
    title: str
    left: int
    path: str


class _Entry(msgspec.Struct, frozen=True):
    url: str
    title: str


class _History(msgspec.Struct, frozen=True):
    entries: tuple[_Entry, ...]


def _steps(phone: Device) -> set[str]:
    """The addresses and titles of every step that Back and Forward know."""
    session = phone.context.new_cdp_session(phone.page)
    entries = cdp.ask(session, "Page.getNavigationHistory", _History).entries
    return {text for entry in entries for text in (entry.url, entry.title)}


def _plain(phone: Device) -> set[str]:
    return {f"{phone.base_url}/houseplants.html", "Houseplants", "", *KNOWN_TO_BACK}


def test_c17_a_touch_blanks_at_once_then_drops_the_keys_then_leaves(new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.switch_on()
    phone.context.add_init_script(NOTES)
    phone.open()
    phone.begin(PASSPHRASE)
    entry = phone.write(f"About the {SECRET}")
    phone.read(entry)
    path = phone.page.url.removeprefix(phone.base_url)
    left = msgspec.convert(phone.page.evaluate(LEAVE), _Left)
    print(f"blank, locked and on the way out after {left.took:.1f} ms")
    assert left.order[:2] == ["blank", "lock"]
    assert left.order[-1] == "away"
    assert (left.left, left.title, left.path) == (0, "Houseplants", path)
    phone.is_elsewhere()
    assert SECRET not in phone.page.content()


def test_c17_back_and_forward_know_nothing_of_the_app(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    entry = phone.write(f"About the {SECRET}")
    phone.search(SECRET)
    phone.read(entry)
    phone.page.go_back()
    assert len(_steps(phone)) > len(KNOWN_TO_BACK)
    phone.leave()
    assert _steps(phone) <= _plain(phone)
    phone.page.go_back()
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("houseplants")
    assert SECRET not in phone.page.content()


def test_c17_from_the_plain_page_the_journal_is_opened_in_the_usual_way(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write(f"About the {SECRET}")
    phone.leave()
    phone.open()
    expect(phone.field("lock.label")).to_be_visible()
    phone.unlock(PASSPHRASE)
    assert phone.entries() == [f"About the {SECRET}"]


def test_c17_shift_three_times_leaves_from_within_a_page_and_capitals_do_not(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    phone.compose("")
    for key in ("Shift+A", "Shift+B", "Shift+C", "x"):
        phone.page.keyboard.press(key)
        phone.press_shift(2)
    phone.page.keyboard.press("y")
    phone.field("write.label").press_sequentially(TYPED, delay=PER_KEY)
    phone.press_shift(3)
    phone.is_elsewhere()
    phone.open()
    phone.unlock(PASSPHRASE)
    phone.go_home()
    phone.page.locator("[data-draft]").first.click()
    kept = phone.field("write.label").input_value()
    typed = f"ABCxy{TYPED}"
    assert typed.startswith(kept)
    assert len(typed) - len(kept) <= KEPT_WITHIN // PER_KEY


@pytest.mark.parametrize("language", LANGUAGES)
def test_c17_it_works_offline_and_with_the_server_stopped(
    new_phone: NewPhone, practice: Program, language: str
) -> None:
    phone = new_phone(language=language)
    phone.open()
    phone.begin(PASSPHRASE)
    phone.write(f"About the {SECRET}")
    phone.go_offline()
    practice.stop()
    try:
        phone.leave()
        assert SECRET not in phone.page.content()
        phone.open()
        phone.unlock(PASSPHRASE)
        assert phone.entries() == [f"About the {SECRET}"]
    finally:
        practice.start()


def test_c17_a_keyboard_comes_to_it_before_the_screen_and_a_screen_reader_names_it(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page")
    phone.go_to("settings")
    expect(phone.page.get_by_role("heading", level=1)).to_be_focused()
    for _ in ("the way back", "the sign"):
        phone.page.keyboard.press("Shift+Tab")
    sign = phone.page.get_by_role("button", name=phone.words["leave.leave"], exact=True)
    expect(sign).to_be_focused()
    phone.page.keyboard.press("Enter")
    phone.is_elsewhere()


def test_c17_over_a_sheet_it_is_in_reach_too(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page")
    phone.press("journal.menu")
    expect(phone.page.get_by_role("dialog")).to_be_visible()
    phone.leave()
    assert _steps(phone) <= _plain(phone)


def test_c17_the_other_windows_lock_too(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write(f"About the {SECRET}")
    other = phone.context.new_page()
    other.goto(phone.base_url)
    other.get_by_role("heading", name=phone.words["elsewhere.title"]).wait_for()
    other.get_by_role("button", name=phone.words["leave.leave"], exact=True).click()
    other.wait_for_url(f"{phone.base_url}/houseplants.html")
    expect(phone.field("lock.label")).to_be_visible()
    assert SECRET not in phone.page.content()
    other.close()


def test_c17_it_is_tried_and_turned_off_where_it_is_explained(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page")
    phone.go_to("settings")
    phone.press("leave.title")
    phone.press("leave.try")
    phone.is_elsewhere()
    phone.open("/leave")
    phone.press("leave.off")
    sign = phone.page.get_by_role("button", name=phone.words["leave.leave"], exact=True)
    expect(sign).to_have_count(0)
    phone.page.reload()
    expect(phone.page.get_by_text(phone.words["leave.is-off"])).to_be_visible()
    expect(sign).to_have_count(0)
    phone.press_shift(4)
    phone.press("leave.on")
    expect(sign).to_be_visible()
    phone.press_shift(3)
    phone.is_elsewhere()


@pytest.mark.parametrize("language", LANGUAGES)
def test_c15_c22_what_it_does_not_hide_is_said_before_beginning_and_no_second_journal_is_claimed(
    new_phone: NewPhone, language: str
) -> None:
    phone = new_phone(language=language)
    phone.open()
    phone.press("leave.door")
    for name in ("history", "icon", "files", "watched", "network", "practice", "none"):
        expect(phone.page.get_by_text(phone.words[f"leave.hides.{name}"])).to_be_visible()


def test_c18_locked_the_page_about_leaving_shows_nothing_of_the_journal(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write(f"About the {SECRET}")
    phone.open("/leave")
    expect(phone.page.get_by_text(phone.words["leave.lead"])).to_be_visible()
    assert SECRET not in phone.page.content()
    phone.open("/doors")
    expect(phone.field("lock.label")).to_be_visible()
    phone.unlock(PASSPHRASE)
    expect(phone.page.get_by_role("heading", name=phone.words["doors.title"])).to_be_visible()
    phone.look_away()
    expect(phone.page.locator("body")).to_have_css("opacity", "0")
    phone.look_back()
    expect(phone.page.locator("body")).to_have_css("opacity", "1")
