"""[PHONE 39, 42] What was written long ago is found: by its day, by its words, by going back."""

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

import pytest
from playwright.sync_api import expect

from e2e.conftest import NewPhone
from e2e.journeys import DESKTOP, Device
from e2e.tracing import task_times
from tests.counts import Counts
from tests.made_account import MadeAccount, Page, make_account
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
NEWEST = date(2026, 11, 20)
ENTRIES = 2000
LONG_TASK = 50
SLOW_PHONE = 4
"""Times as long as here: what the budgets are set for."""
STEPS, STEP = 40, 600
"""Frames, and pixels in each: faster than a finger."""
NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(done))"
AT_REST = """() => new Promise((done) => {
  let [top, frames] = [NaN, 0];
  const look = () => {
    frames = scrollY === top ? frames + 1 : 0;
    top = scrollY;
    if (frames > 10) done();
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Waits until the page has stood still for some frames."""
TOP_ENTRY = """() => {
  const lines = [...document.querySelectorAll("[data-entry]")];
  const first = lines.find((line) => line.getBoundingClientRect().top >= 99);
  return { entry: first?.dataset.entry, top: Math.round(first?.getBoundingClientRect().top) };
}"""
WORK = """() => {
  let sum = 0;
  for (let at = 0; at < 2e7; at += 1) sum = Math.imul(sum ^ at, 16777619);
  return sum;
}"""
"""A piece of work that is always the same, to know a machine by."""
WORK_TAKES = 28.0
"""Milliseconds where the budgets were set."""


def _pages(count: int) -> Iterator[Page]:
    """One page every other day, oldest first, each about 1 KB."""
    for at in range(count):
        day = NEWEST - timedelta(days=2 * (count - 1 - at))
        text = f"Page {at}. " + "The rain went on and we stayed in. " * 28
        yield Page(day=day.isoformat(), text=text, at=at)


@pytest.fixture(scope="module")
def account(practice: Program) -> MadeAccount:
    """A journal of eleven years."""
    pages = _pages(ENTRIES)
    return make_account(practice.url, practice.invite(), PASSPHRASE, pages, per_link=100)


@pytest.fixture(scope="module")
def joined(
    practice: Program, account: MadeAccount, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Device]:
    """A phone that holds all of it, one for the stories of this file."""
    with Device(practice.url, tmp_path_factory.mktemp("phone")) as device:
        device.open()
        device.join(account.kit, account.passphrase)
        yield device
        assert device.witness.all() == []


@pytest.fixture
def full_phone(joined: Device, counts: Counts) -> Device:
    """That phone, at the beginning of its journal."""
    joined.go_home()
    joined.page.evaluate("scrollTo(0, 0)")
    counts.add("stories", 1)
    return joined


def test_2000_entries_scroll_with_no_task_over_50_ms_on_a_slow_phone(full_phone: Device) -> None:
    page = full_phone.page

    def scroll() -> None:
        page.mouse.move(200, 400)
        before = page.evaluate("scrollY")
        for _ in range(STEPS):
            page.mouse.wheel(0, STEP)
            page.evaluate(NEXT_FRAME)
        full_phone.until(f"scrollY > {before + STEPS * STEP * 2 / 3}")

    works = [task_times(full_phone, lambda: page.evaluate(WORK))[0] for _ in range(5)]
    slowness = max(1, median(works) / WORK_TAKES)
    passes = [task_times(full_phone, scroll) for _ in range(3)]
    longest = [times[0] for times in passes]
    print(f"longest task of each pass: {longest} ms, slowness {slowness:.1f}")
    assert all(len(times) > STEPS for times in passes)
    # What others do at the same time can make a task longer, and none shorter.
    assert min(longest) * SLOW_PHONE < LONG_TASK * slowness


def test_a_day_of_long_ago_is_chosen_in_the_calendar_by_hand(full_phone: Device) -> None:
    full_phone.press("calendar.title")
    full_phone.choose_day("2019-11-25")
    shown = full_phone.page.locator("[data-day='2019-11-25']")
    expect(shown).to_be_in_viewport()
    expect(shown).to_be_focused()


def test_a_day_without_words_leads_to_the_one_before_and_offers_to_write_there(
    full_phone: Device,
) -> None:
    full_phone.press("calendar.title")
    full_phone.choose_day("2026-11-19")
    expect(full_phone.page.locator("[data-day='2026-11-18']")).to_be_in_viewport()
    full_phone.press("calendar.write")
    expect(full_phone.field("write.day")).to_have_value("2026-11-19")
    full_phone.field("write.label").fill("Written where nothing was")
    full_phone.press("write.done")
    full_phone.press("calendar.title")
    day = full_phone.page.locator("[data-day='2026-11-19']")
    name = full_phone.words.pattern("calendar.written")
    expect(full_phone.page.get_by_role("button", name=name).and_(day)).to_be_visible()
    full_phone.page.go_back()
    expect(full_phone.page.get_by_role("dialog")).to_have_count(0)


def test_the_whole_calendar_goes_by_keys_and_back_closes_it(new_phone: NewPhone) -> None:
    device = new_phone(viewport=DESKTOP)
    device.open()
    device.begin(PASSPHRASE)
    device.write("Of that day", day="2026-01-31")
    opener = device.page.get_by_role("button", name=device.words["calendar.title"])
    opener.focus()
    device.page.keyboard.press("Enter")
    focused = device.page.locator(".calendar button:focus")
    today = str(focused.get_attribute("data-day"))
    device.page.keyboard.press("PageUp")
    expect(focused).not_to_have_attribute("data-day", today)
    device.page.keyboard.press("Escape")
    expect(device.page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()

    device.page.keyboard.press("Enter")
    device.field("calendar.year").fill("1")
    device.field("calendar.year").press("Enter")
    expect(device.page.locator(f"[data-day='0001-{today[5:7]}-01']")).to_be_visible()
    device.field("calendar.year").fill("9999")
    device.field("calendar.year").press("Enter")
    expect(device.page.locator(f"[data-day='{today}']")).to_be_visible()  # no day to come
    device.page.go_back()
    expect(device.page.get_by_role("dialog")).to_have_count(0)


def test_coming_back_from_an_entry_and_loading_anew_the_journal_stands_where_it_stood(
    full_phone: Device,
) -> None:
    page = full_phone.page
    full_phone.press("calendar.title")
    full_phone.choose_day("2021-11-24")
    expect(page.locator("[data-day='2021-11-24']")).to_be_focused()  # and at rest
    chosen = page.evaluate("window.scrollY")
    page.mouse.wheel(0, 333)
    full_phone.until(f"scrollY > {chosen}")
    page.evaluate(AT_REST)
    before = page.evaluate(TOP_ENTRY)

    page.locator(f"[data-entry='{before['entry']}']").click()
    page.get_by_role("article").wait_for()
    page.go_back()
    _stands(full_phone, before["entry"])
    assert abs(page.evaluate(TOP_ENTRY)["top"] - before["top"]) <= 1

    page.reload()
    full_phone.unlock(PASSPHRASE)
    _stands(full_phone, before["entry"])
    assert abs(page.evaluate(TOP_ENTRY)["top"] - before["top"]) <= 2


def _stands(phone: Device, entry: str) -> None:
    """Waits until this is the first entry in view, and the page at rest."""
    phone.until(f"({TOP_ENTRY})().entry === '{entry}'")
    phone.page.evaluate(AT_REST)


def test_words_are_sought_among_some_days_and_every_place_is_marked(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Rain in spring", day="2026-03-05")
    long = "Rain at first.\n" + "Nothing to say of this hour.\n" * 60 + "Then RAÍN again, and wind."
    phone.write(long, day="2026-07-01")
    phone.write("Rain in autumn", day="2026-10-09")
    assert len(phone.search("rain")) == 3
    phone.page.get_by_text(phone.words["search.days"]).click()
    phone.field("search.from").fill("2026-06-01")
    phone.field("search.to").fill("2026-07-01")
    expect(phone.page.locator("[data-entry]")).to_have_count(1)
    expect(phone.page.locator(".search-said")).to_have_text(phone.words["search.found.one"])

    phone.field("search.label").fill("wind raín")
    marks = phone.page.locator("mark")
    expect(marks).to_have_text(["Rain"])  # the list shows the page around its first place
    phone.page.locator("[data-entry]").click()
    expect(marks).to_have_text(["Rain", "RAÍN", "wind"])
    expect(marks.first).to_be_in_viewport()
    phone.page.go_back()
    phone.field("search.label").fill("wind")
    phone.page.locator("[data-entry]").click()
    expect(marks).to_have_text(["wind"])
    expect(marks).to_be_in_viewport()  # far down: the page was scrolled to it

    phone.go_home()
    phone.page.locator("[data-entry]").nth(1).click()
    phone.page.get_by_role("article").wait_for()
    expect(marks).to_have_count(0)
