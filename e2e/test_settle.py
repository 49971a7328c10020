"""[C6] [C11] [C18] What settles: before unlocking, with no connection, and nothing is kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.conftest import NewPhone
from e2e.fit import SMALL, set_text_size, too_wide
from e2e.journeys import Device
from tests.blindness import storage
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
SECRET = "quillfenwort"
EXERCISES = ("senses", "breathing", "body", "then-or-now", "sit")
MOVING = "document.getAnimations().length"
LIVE = """() => [...document.querySelectorAll("[role=status], [aria-live], [role=alert]")]
  .map((one) => one.textContent).join("")"""


@pytest.fixture
def stopped(practice: Program) -> Iterator[Program]:
    """The practice's server, of which nothing is heard in this story."""
    yield practice
    practice.start()


def _heading(phone: Device, words: str) -> Locator:
    return phone.page.get_by_role("heading", level=1, name=words, exact=True)


def _to_the_end(phone: Device) -> None:
    """Takes an exercise of several screens to its last one."""
    while phone.page.get_by_role("button", name=phone.words["settle.next"]).is_visible():
        before = phone.page.get_by_role("heading", level=1).inner_text()
        phone.press("settle.next")
        expect(_heading(phone, before)).to_have_count(0)


def _weigh(phone: Device, when: str, rating: int) -> None:
    phone.field(f"weigh.{when}").fill(str(rating))
    phone.press("weigh.note")


def _one_clear_action(phone: Device, offer: str) -> None:
    """One thing stands on the screen to be done, one quiet way past it, and the way out."""
    expect(_heading(phone, phone.words[f"ease.text.{offer}"])).to_be_visible()
    shown = phone.page.locator(":is(button, a):not(.leave-button)")
    names = [phone.words[f"ease.{offer}"], phone.words["ease.not-this"]]
    assert [one.inner_text() for one in shown.all()] == names
    expect(phone.page.locator(".button-stone")).to_have_text([names[0]])


def test_c11_grounding_is_there_before_unlocking_after_a_restart_with_the_server_stopped(
    phone: Device, stopped: Program
) -> None:
    phone.begin(PASSPHRASE)
    phone.write(f"About the {SECRET}")
    phone.go_offline()
    stopped.stop()
    phone.restart()
    phone.settle("senses")
    for part in phone.words.settling["senses"]["parts"]:
        expect(_heading(phone, part["ways"][0]["ask"])).to_be_visible()
        phone.press("settle.another")
        expect(_heading(phone, part["ways"][1]["ask"])).to_be_focused()
        assert SECRET not in phone.page.content()
        phone.press("settle.next")
    expect(_heading(phone, phone.words.settling["senses"]["close"]["ask"])).to_be_visible()
    phone.press("settle.enough")
    expect(_heading(phone, phone.words["settle.title"])).to_be_visible()
    phone.press("place.back")
    expect(phone.field("lock.label")).to_be_focused()
    phone.unlock(PASSPHRASE)
    assert phone.entries() == [f"About the {SECRET}"]


def test_c11_it_is_there_on_the_first_visit_before_anything_was_begun(
    new_phone: NewPhone, stopped: Program
) -> None:
    phone = new_phone(first_visit=True)
    phone.open()
    phone.go_offline()
    stopped.stop()
    phone.restart()
    for exercise in EXERCISES:
        phone.settle(exercise)
        phone.page.go_back()
        expect(_heading(phone, phone.words["settle.title"])).to_be_visible()
        phone.page.go_back()
        expect(_heading(phone, phone.words["welcome.title"])).to_be_visible()


def test_c11_from_the_open_journal_it_is_in_the_menu_and_back_leads_to_the_journal(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    phone.settle("sit")
    phone.press("settle.enough")
    phone.press("place.back")
    expect(_heading(phone, phone.words["journal.title"])).to_be_visible()


def test_c18_an_exercise_goes_on_while_the_journal_locks_beneath_it(new_phone: NewPhone) -> None:
    phone = new_phone(can_sleep=True)
    phone.open()
    phone.begin(PASSPHRASE)
    phone.write(f"About the {SECRET}")
    phone.settle("body")
    phone.press("settle.next")
    feet = phone.words.settling["body"]["parts"][0]["ask"]
    expect(_heading(phone, feet)).to_be_visible()
    phone.sleep(60)
    expect(_heading(phone, feet)).to_be_visible()
    phone.press("settle.enough")
    phone.press("place.back")
    phone.field("lock.label").wait_for()
    assert SECRET not in phone.page.content()


def test_c11_breathing_without_movement_is_words_and_ends_when_the_person_likes(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(can_sleep=True)
    phone.open()
    phone.settle("breathing")
    phone.page.locator(".way").first.click()
    word, long = phone.page.locator(".breath-word"), phone.words.settling["breathing"]["long"]
    pace = phone.words.settling["breathing"]["paces"][0]
    expect(word).to_have_text(phone.words["breath.in"])
    expect(phone.page.locator(".breath-stones")).to_have_count(0)
    assert phone.page.evaluate(MOVING) == 0
    phone.wait_seconds(pace["in"])
    expect(word).to_have_text(phone.words["breath.out"])
    # The pace is told once; after that nothing is read out by itself.
    told = phone.words.say("breath.pace", **{"in": pace["in"], "out": pace["out"]})
    expect(phone.page.get_by_text(told)).to_be_attached()
    assert phone.page.evaluate(LIVE) == ""
    phone.wait_seconds(180)
    expect(phone.page.get_by_role("status").filter(has_text=long)).to_be_visible()
    phone.press("settle.enough")
    expect(_heading(phone, phone.words["settle.title"])).to_be_visible()


def test_c11_breathing_moves_where_that_is_welcome_and_words_alone_are_for_everybody(
    phone: Device,
) -> None:
    phone.page.emulate_media(reduced_motion="no-preference")
    phone.settle("breathing")
    phone.page.locator(".way").first.click()
    expect(phone.page.locator(".breath-stones")).to_be_visible()
    assert phone.page.evaluate(MOVING) > 0
    # Asked for while it goes on: it stands still at once.
    phone.page.emulate_media(reduced_motion="reduce")
    expect(phone.page.locator(".breath-stones")).to_have_count(0)
    phone.page.emulate_media(reduced_motion="no-preference")
    phone.press("place.back")
    phone.field("breath.shown").select_option("words")
    phone.page.locator(".way").first.click()
    expect(phone.page.locator(".breath-word")).to_be_visible()
    expect(phone.page.locator(".breath-stones")).to_have_count(0)
    phone.press("place.back")
    phone.field("breath.shown").select_option("spoken")
    phone.page.locator(".way").first.click()
    expect(phone.page.get_by_role("status").first).to_have_text(phone.words["breath.in"])


def test_c6_a_rating_that_rises_leads_to_one_clear_action_at_a_time(phone: Device) -> None:
    phone.settle()
    phone.press("weigh.title")
    _weigh(phone, "before", 3)
    phone.press("weigh.again")
    _weigh(phone, "after", 6)
    _one_clear_action(phone, "grounding")
    phone.press("ease.grounding")
    expect(
        _heading(phone, phone.words.settling["senses"]["parts"][0]["ways"][0]["ask"])
    ).to_be_visible()
    phone.press("settle.enough")
    # It frustrates: it is dropped, and something else comes.
    phone.press("weigh.no-help")
    _one_clear_action(phone, "something-else")
    phone.press("ease.something-else")
    phone.press("settle.enough")
    _weigh(phone, "after", 7)
    _one_clear_action(phone, "stopping")
    phone.press("ease.not-this")
    _one_clear_action(phone, "help")
    phone.press("ease.not-this")
    expect(
        phone.page.get_by_text(phone.words.say("weigh.noted.both", before=3, after=7))
    ).to_be_visible()


def test_c6_a_rating_can_be_left_out_and_is_gone_when_one_leaves(phone: Device) -> None:
    phone.settle()
    phone.press("weigh.title")
    phone.press("weigh.leave")
    expect(phone.page.get_by_text(phone.words["weigh.text"])).to_be_visible()
    phone.press("weigh.title")
    _weigh(phone, "before", 5)
    expect(phone.page.get_by_text(phone.words.say("weigh.noted", number=5))).to_be_visible()
    phone.press("place.back")
    expect(_heading(phone, phone.words["welcome.title"])).to_be_visible()
    phone.settle()
    expect(phone.page.get_by_text(phone.words["weigh.text"])).to_be_visible()


def test_c11_what_is_not_safe_now_leads_to_help_before_anything_is_asked(phone: Device) -> None:
    safe = phone.words.settling["then-or-now"]["safe"]
    phone.settle("then-or-now")
    expect(_heading(phone, safe["ask"])).to_be_visible()
    phone.page.get_by_role("button", name=safe["yes"]["answer"], exact=True).click()
    expect(_heading(phone, safe["yes"]["ask"])).to_be_focused()
    expect(phone.page.locator(".button-stone")).to_have_text([phone.words["settle.help"]])
    expect(phone.page.get_by_role("button", name=phone.words["settle.next"])).to_have_count(0)
    phone.press("place.back")
    phone.page.get_by_role("button", name=safe["no"], exact=True).click()
    expect(_heading(phone, safe["ask"])).to_have_count(0)
    _to_the_end(phone)
    which = phone.words.settling["then-or-now"]["which"]
    expect(_heading(phone, which["ask"])).to_be_visible()
    phone.page.get_by_role("button", name=which["then"]["answer"], exact=True).click()
    expect(_heading(phone, which["then"]["ask"])).to_be_visible()
    expect(phone.page.get_by_role("button", name=phone.words["settle.help"])).to_have_count(0)


def test_c11_nothing_is_stored_of_any_exercise_nor_of_a_rating(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write(f"About the {SECRET}")
    phone.lock()
    before = _stored(phone)
    phone.settle()
    phone.press("weigh.title")
    _weigh(phone, "before", 4)
    for exercise in EXERCISES:
        phone.settle(exercise)
        if exercise == "breathing":
            phone.page.locator(".way").first.click()
            expect(phone.page.locator(".breath-word")).to_be_visible()
        if exercise == "then-or-now":
            safe = phone.words.settling[exercise]["safe"]
            phone.page.get_by_role("button", name=safe["no"], exact=True).click()
            expect(_heading(phone, safe["ask"])).to_have_count(0)
        _to_the_end(phone)
        phone.page.go_back()
        expect(_heading(phone, phone.words["settle.title"])).to_be_visible()
    phone.press("weigh.again")
    _weigh(phone, "after", 2)
    phone.press("place.back")
    phone.field("lock.label").wait_for()
    assert _stored(phone) == before != []


def _stored(phone: Device) -> list[storage.Kept]:
    """What lies on the disk; the page itself and its place in the history are left out."""
    kept = storage.read(phone.page, phone.context)
    return sorted(
        (one for one in kept if one.place not in {"page", "history"}),
        key=lambda one: (one.place, one.bytes),
    )


def test_c11_the_keyboard_alone_leads_from_the_lock_through_an_exercise_and_back(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    phone.lock()
    _by_keyboard(phone, phone.words["settle.title"])
    expect(_heading(phone, phone.words["settle.title"])).to_be_focused()
    _by_keyboard(phone, phone.words.settling["senses"]["title"])
    _by_keyboard(phone, phone.words.say("settle.stone", number=2))
    stone = phone.page.get_by_role("button", name=phone.words.say("settle.stone", number=2))
    expect(stone).to_have_attribute("aria-pressed", "true")
    _by_keyboard(phone, phone.words["settle.next"])
    four = phone.words.settling["senses"]["parts"][1]["ways"][0]["ask"]
    expect(_heading(phone, four)).to_be_focused()
    _by_keyboard(phone, phone.words["settle.enough"])
    _by_keyboard(phone, phone.words["weigh.title"])
    phone.page.keyboard.press("Tab")
    phone.page.keyboard.press("ArrowRight")
    expect(phone.page.get_by_text(phone.words.say("weigh.value", number=6))).to_be_visible()
    _by_keyboard(phone, phone.words["weigh.note"])
    expect(phone.page.get_by_text(phone.words.say("weigh.noted", number=6))).to_be_visible()
    _by_keyboard(phone, phone.words["place.back"])
    expect(phone.field("lock.label")).to_be_focused()


def _by_keyboard(phone: Device, name: str) -> None:
    """Goes on by Tab to the control whose name begins so, and presses Enter."""
    focused = "document.activeElement.ariaLabel ?? document.activeElement.innerText"
    for _ in range(30):
        phone.page.keyboard.press("Tab")
        if str(phone.page.evaluate(focused)).startswith(name):
            phone.page.keyboard.press("Enter")
            return
    raise AssertionError(f"expected to reach {name!r} by Tab")


def test_c11_it_fits_a_small_phone_in_spanish_with_text_at_twice_its_size(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(language="es", viewport=SMALL)
    phone.open()
    wide: list[str] = []
    for path in ("", *(f"/{exercise}" for exercise in EXERCISES), "/weigh"):
        phone.open(f"/settle{path}")
        set_text_size(phone.page, "200%")
        shown = phone.page.get_by_role("button")
        for one in shown.all():
            one.scroll_into_view_if_needed()
            expect(one).to_be_in_viewport()
        wide += too_wide(phone.page)
    phone.open("/settle/breathing")
    set_text_size(phone.page, "200%")
    phone.page.locator(".way").first.click()
    phone.page.locator(".breath-word").wait_for()
    wide += too_wide(phone.page)
    assert wide == []
