"""What was noted becomes pictures, sentences and tables; and a page for a session from it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e import browser
from e2e.conftest import NewPhone
from e2e.fit import SMALL, set_text_size, too_wide
from e2e.journeys import Device
from e2e.patterns import (
    choose,
    leave_out,
    look_back,
    one_line,
    open_patterns,
    open_session,
    picture,
    printed,
    table,
)
from tests.made_account import MadeAccount, Page, make_account
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
TODAY = browser.today()
WORDS = bytes([5]) * 16
NOTHING = "\N{EN DASH}"
BROKEN_WALK = "We walked to the weir. A heron stood there. I did not want to say more."


def _ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def _pages() -> Iterator[Page]:
    """A week of check-ins with a day left out, two weeks after three others; moments; words."""
    signs = [(20, 8), (19, 8), (18, 9), (6, 4), (5, 3), (4, 4), (2, 3), (1, 4)]
    for at, (back, guard) in enumerate(signs):
        yield Page(_ago(back), "", at, "check-in", {"guard": guard})
    for at, (back, turn, direction) in enumerate(
        [(6, "towards", "others"), (6, "towards", "others"), (3, "away", "world")]
    ):
        fields = {"turn": turn, "direction": direction, "who": "Ana"}
        yield Page(_ago(back), f"A moment of {direction} {at}.", 20 + at, "moment", fields)
    said = {"direction": "self", "who": ""}
    yield Page(_ago(9), "I will sleep before one.", 40, "promise", said, record=WORDS)
    yield Page(_ago(3), "", 41, "sighting", {"of": WORDS.hex(), "match": "partly"})
    yield Page(_ago(2), BROKEN_WALK, 50)
    yield Page(_ago(1), "Nobody is to read this line.", 51)


@pytest.fixture(scope="module")
def account(practice: Program) -> MadeAccount:
    """A journal of three weeks."""
    made = sorted(_pages(), key=lambda page: page.day)
    return make_account(practice.url, practice.invite(), PASSPHRASE, made, per_link=50)


def _joined(device: Device, account: MadeAccount) -> Device:
    device.open()
    device.join(account.kit, account.passphrase)
    return device


@pytest.fixture
def full_phone(new_phone: NewPhone, account: MadeAccount) -> Device:
    """A phone that holds all of it."""
    return _joined(new_phone(), account)


def test_c3_a_week_of_check_ins_is_seen_as_a_picture_a_sentence_and_a_table(
    full_phone: Device,
) -> None:
    open_patterns(full_phone)
    shown = picture(full_phone, "signs")
    lower = full_phone.words.say(
        "patterns.signs.lower", signs=full_phone.words["check-in.guard"].lower()
    )
    expect(shown.locator(".picture-said")).to_contain_text(lower)
    expect(shown.get_by_role("img")).to_be_visible()
    rows = table(full_phone, "signs")
    assert [row[-1] for row in rows] == ["8", "8", "9", "4", "3", "4", "3", "4"]
    assert all(row[1:-1] == [NOTHING] * 4 for row in rows)  # what was not said is not there
    # Three runs of neighbouring days, and one day alone: no line leads over a gap.
    bands = shown.locator(".sign-band").last.get_attribute("d") or ""
    assert bands.count("M") == 3
    bars = shown.locator(".sign-bars").last.get_attribute("d") or ""
    assert bars.count("M") == len(rows)


def test_c8_c9_moments_and_words_stand_apart_for_others_world_and_self_and_are_not_added_up(
    full_phone: Device,
) -> None:
    words = full_phone.words
    open_patterns(full_phone)
    look_back(full_phone, "all")
    moments = table(full_phone, "moments")
    assert [row[1:] for row in moments] == [
        [words["moment.said.towards"], NOTHING, NOTHING],  # two on one day
        [NOTHING, words["moment.said.away"], NOTHING],
    ]
    deeds = table(full_phone, "deeds")
    assert [row[1:] for row in deeds] == [
        [NOTHING, NOTHING, words["patterns.said"]],
        [NOTHING, NOTHING, words["patterns.match.partly"]],
    ]
    drawn = picture(full_phone, "moments").locator("[data-where=others] .mark-full")
    assert (drawn.get_attribute("d") or "").count("M") == 1
    whole = full_phone.page.get_by_role("main").inner_text()
    assert "%" not in whole


def test_the_stretch_of_days_is_chosen_and_kept_until_the_lock(full_phone: Device) -> None:
    open_patterns(full_phone)
    look_back(full_phone, "own")
    full_phone.field("search.from").fill(_ago(4))
    full_phone.field("search.to").fill(_ago(2))
    assert [row[-1] for row in table(full_phone, "signs")] == ["4", "3"]
    full_phone.go_home()
    open_patterns(full_phone)
    expect(full_phone.field("search.to")).to_have_value(_ago(2))
    full_phone.lock()
    full_phone.unlock(PASSPHRASE)
    open_patterns(full_phone)
    expect(full_phone.field("patterns.range.month")).to_be_checked()


def test_c3_where_nothing_was_noted_nothing_is_asked_for(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    open_patterns(phone)
    expect(phone.page.get_by_text(phone.words["patterns.empty"])).to_be_visible()
    assert phone.page.locator(".picture").all() == []
    phone.go_home()
    open_session(phone)
    expect(phone.page.get_by_text(phone.words["session.lines.none"])).to_be_visible()


def test_the_pictures_are_told_apart_without_colours(full_phone: Device) -> None:
    full_phone.page.emulate_media(forced_colors="active")
    open_patterns(full_phone)
    full = full_phone.page.locator(".picture-drawn .mark-full").first
    hollow = full_phone.page.locator(".picture-drawn .mark-open").first
    expect(hollow).to_have_css("fill", "none")
    expect(full).not_to_have_css("fill", "none")


@pytest.mark.parametrize("language", ["en", "es"])
def test_c16_the_printed_page_holds_what_was_chosen_and_nothing_else(
    new_phone: NewPhone, account: MadeAccount, language: str
) -> None:
    device = _joined(new_phone(language=language), account)
    open_session(device)
    device.field("session.own").fill("I would like to begin with the weir.")
    line = choose(device, "A heron stood there.")
    leave_out(device, line, "I did not want to say more.")
    device.field("patterns.moments.title").check()
    device.go_offline()  # nothing that follows needs anybody
    device.press("session.see")
    expect(device.page.get_by_text(device.words["session.leaves"])).to_be_visible()
    paper = device.page.locator(".paper")
    seen = one_line(paper.inner_text())
    on_paper = printed(device)
    assert on_paper == seen
    assert "I would like to begin with the weir." in on_paper
    assert "We walked to the weir. A heron stood there." in on_paper
    for other in ("say more", "Nobody is to read", "http", "Moments", "sleep before one"):
        assert other not in on_paper.replace(device.words["patterns.moments.title"], "")
    device.go_online()


def test_a_page_that_was_begun_is_gone_on_with_on_another_device(
    new_phone: NewPhone, practice: Program
) -> None:
    pages = [Page(_ago(2), BROKEN_WALK, 1), Page(_ago(1), "A second line.", 2)]
    made = make_account(practice.url, practice.invite(), PASSPHRASE, pages)
    one = _joined(new_phone("one"), made)
    two = _joined(new_phone("two"), made)
    open_session(one)
    choose(one, "A second line.")
    one.go_home()
    one.wait_backed_up()
    two.wait_backed_up()
    two.page.locator("[data-entry]", has_text=two.words["kind.session"]).first.wait_for()
    open_session(two)
    two.page.locator(".session-pages button").click()
    line = two.page.locator("[data-pick]", has_text="A second line.")
    expect(line.get_by_role("checkbox").first).to_be_checked()
    choose(two, "A heron stood there.")
    two.press("session.see")
    expect(two.page.locator(".paper")).to_contain_text("A heron stood there.")
    expect(two.page.locator(".paper")).to_contain_text("A second line.")


def test_in_spanish_at_320_px_with_large_text_nothing_is_wider_than_the_screen(
    new_phone: NewPhone, account: MadeAccount
) -> None:
    device = _joined(new_phone(language="es", viewport=SMALL), account)
    set_text_size(device.page, "200%")
    open_patterns(device)
    look_back(device, "own")
    for name in ("signs", "moments", "deeds"):
        table(device, name)
    assert too_wide(device.page) == []
    open_session(device)
    set_text_size(device.page, "200%")
    device.field("patterns.signs.title").check()
    choose(device, "A heron stood there.")
    assert too_wide(device.page) == []
    device.press("session.see")
    assert too_wide(device.page) == []
    expect(device.page.locator(".paper")).to_contain_text("A heron stood there.")
