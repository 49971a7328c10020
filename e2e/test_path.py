"""The path: six steps in any order, each page begun, stopped and gone on with as one likes."""

import re
from typing import Any

from playwright.sync_api import Locator, expect

from e2e import path
from e2e.conftest import NewPhone
from e2e.fit import SMALL, set_text_size, too_wide
from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
SIZES = """all => all.map((one) => getComputedStyle(one.querySelector(".step-title")).fontSize
  + " " + one.querySelector(".pebble").getBoundingClientRect().width)"""
LOOK = """one => {
  const { width, height } = one.getBoundingClientRect();
  const { fontSize, fontWeight, color, backgroundColor, borderColor } = getComputedStyle(one);
  return [Math.round(width), Math.round(height), fontSize, fontWeight, color, backgroundColor,
    borderColor].join();
}"""
WAYS = ("path.skip", "path.later", "path.stop")


def _quiet(step: dict[str, Any]) -> dict[str, Any]:
    """A page of a step that is neither hard nor for two."""
    return next(one for one in step["pieces"] if not one["hard"] and one["for"] != "two")


def _timed(phone: Device) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    step = phone.words.content["steps"][0]
    return step, [piece for piece in step["pieces"] if piece["timed"]]


def _button(phone: Device, word: str) -> Locator:
    return phone.page.get_by_role("button", name=phone.words[word], exact=True)


def test_c1_each_of_six_steps_begun_here_goes_on_there_at_the_question_where_it_was_left(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    one.write("A page")
    kit = one.turn_on_backup(practice.invite())
    two.open()
    two.join(kit, PASSPHRASE)
    for step in one.words.content["steps"]:
        piece = _quiet(step)
        first, second, *_ = piece["prompts"]
        words = f"Words about {step['id']}"
        path.begin(one, step["title"], piece["title"])
        path.answer(one, first["ask"], words)
        one.press("path.next")
        path.heading(one, second["ask"])
        one.press("path.stop")
        path.heading(one, one.words["path.end.title"])
        expect(one.page.get_by_text(words)).to_be_visible()
        one.press("place.journal")

        two.sees(words)
        path.resume(two, piece["title"])
        path.heading(two, second["ask"])
        two.press("path.earlier")
        path.heading(two, first["ask"])
        expect(two.field("path.answer")).to_have_value(words)
        two.press("path.stop")
        two.press("path.end.close")
        two.press("place.journal")
        two.wait_backed_up()


def test_c1_skip_later_and_stop_weigh_the_same_and_leaving_keeps_every_word(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    step = phone.words.content["steps"][0]
    piece = _quiet(step)
    first, second, *_ = piece["prompts"]
    path.begin(phone, step["title"], piece["title"])
    path.answer(phone, first["ask"], "Half a sen")
    looks = {_button(phone, way).evaluate(LOOK) for way in WAYS}
    assert len(looks) == 1
    phone.page.go_back()
    path.resume(phone, piece["title"])
    expect(phone.field("path.answer")).to_have_value("Half a sen")
    phone.press("path.next")
    path.heading(phone, second["ask"])
    phone.press("path.later")
    path.heading(phone, piece["prompts"][2]["ask"])
    phone.lock()
    phone.unlock(PASSPHRASE)
    path.resume(phone, piece["title"])
    path.heading(phone, piece["prompts"][2]["ask"])
    for _ in piece["prompts"][3:]:
        phone.press("path.skip")
    phone.press("path.skip")
    phone.page.get_by_role("button", name=second["ask"], exact=True).click()
    path.heading(phone, second["ask"])


def test_c3_weeks_later_it_goes_on_where_it_was_left_without_a_word_about_when(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(can_sleep=True)
    phone.open()
    phone.begin(PASSPHRASE)
    step = phone.words.content["steps"][4]
    piece = _quiet(step)
    path.begin(phone, step["title"], piece["title"])
    path.answer(phone, piece["prompts"][0]["ask"], "Some words")
    phone.press("path.next")
    path.heading(phone, piece["prompts"][1]["ask"])
    phone.page.go_back()
    path.open_path(phone)
    phone.sleep(3 * 7 * 24 * 60)
    phone.unlock(PASSPHRASE)
    path.open_path(phone)
    offer = phone.words.say("path.open.go", title=piece["title"])
    expect(phone.page.locator(".left-off")).to_have_text(step["title"] + offer)
    path.resume(phone, piece["title"])
    path.heading(phone, piece["prompts"][1]["ask"])


def test_a_second_go_at_a_page_stands_beside_the_first(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    step = phone.words.content["steps"][2]
    piece = _quiet(step)
    ask = piece["prompts"][0]["ask"]
    path.begin(phone, step["title"], piece["title"])
    path.answer(phone, ask, "The first go")
    phone.page.go_back()
    path.open_piece(phone, step["title"], piece["title"])
    phone.press("path.before.new")
    path.answer(phone, ask, "The second go")
    phone.press("path.stop")
    phone.press("place.journal")
    phone.sees("The first go", "The second go")
    path.open_piece(phone, step["title"], piece["title"])
    phone.press("path.before.go-on")
    expect(phone.field("path.answer")).to_have_value("The second go")


def test_settling_in_between_leads_back_to_the_same_question(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    step = phone.words.content["steps"][5]
    piece = _quiet(step)
    path.begin(phone, step["title"], piece["title"])
    path.answer(phone, piece["prompts"][0]["ask"], "Words before settling")
    phone.press("path.next")
    for place in ("settle", "help"):
        expect(phone.page.get_by_role("link", name=phone.words[f"place.{place}"])).to_be_visible()
    phone.page.get_by_role("link", name=phone.words["place.settle"]).click()
    path.heading(phone, phone.words["settle.title"])
    phone.page.go_back()
    path.heading(phone, piece["prompts"][1]["ask"])


def test_c6_where_a_hard_page_weighs_more_than_before_one_clear_thing_is_offered(
    phone: Device,
) -> None:
    _write_hard_piece(phone, "Heavy words", before=3, after=6)
    path.heading(phone, phone.words["ease.text.grounding"])
    expect(phone.page.locator("main .button-stone")).to_have_count(1)
    phone.press("ease.grounding")
    path.heading(phone, phone.words.settling["senses"]["parts"][0]["ways"][0]["ask"])
    phone.page.go_back()
    path.rate(phone, 6)
    phone.press("ease.not-this")
    path.heading(phone, phone.words["ease.text.stopping"])
    phone.press("ease.stopping")
    path.heading(phone, phone.words["path.end.title"])
    phone.press("place.journal")
    phone.page.locator("[data-entry]", has_text="Heavy words").click()
    expect(phone.page.get_by_text("Heavy words")).to_be_visible()
    expect(phone.page.get_by_text(phone.words.pattern("weigh.noted.both"))).to_have_count(0)


def test_c6_numbers_are_kept_with_the_page_only_where_that_is_wanted(phone: Device) -> None:
    _write_hard_piece(phone, "Words and numbers", before=5, after=2)
    phone.press("path.end.numbers.keep")
    phone.press("place.journal")
    phone.page.locator("[data-entry]", has_text="Words and numbers").click()
    said = phone.words.say("weigh.noted.both", before=5, after=2)
    expect(phone.page.get_by_text(said)).to_be_visible()


def test_c4_a_page_by_the_clock_lands_and_is_offered_once_a_day(new_phone: NewPhone) -> None:
    phone = new_phone(can_sleep=True)
    phone.open()
    phone.begin(PASSPHRASE)
    step, timed = _timed(phone)
    path.open_step(phone, step["title"])
    pages = phone.page.locator(".rows").first.get_by_role("button")
    expect(pages.first).to_have_accessible_name(phone.words["path.settle-first"])
    expect(pages.last).to_have_accessible_name(timed[-1]["title"])
    path.open_piece(phone, step["title"], timed[0]["title"])
    expect(_button(phone, "path.settle-first")).to_be_visible()
    phone.press("path.before.begin")
    phone.press("weigh.leave")
    path.answer(phone, timed[0]["prompts"][0]["ask"], "Three minutes, then the radio")
    phone.wait_seconds(2)
    phone.press("path.clock.pause")
    phone.wait_seconds(60)
    phone.press("path.clock.go")
    full = phone.page.get_by_text(phone.words["path.clock.full"])
    for _ in range(timed[0]["minutes"]):
        expect(full).to_have_count(0)
        phone.field("path.answer").press("End")
        phone.wait_seconds(60)
    expect(full).to_be_visible()
    phone.press("path.clock.land")
    phone.press("weigh.leave")
    path.heading(phone, phone.words["path.landing.title"])
    phone.field("path.landing.ask").fill("Tea")
    for _ in range(10):
        phone.field("path.landing.ask").press("End")
        phone.wait_seconds(60)
    expect(phone.page.get_by_text(phone.words["path.landing.over"])).to_be_visible()
    phone.press("path.landing.go")
    path.heading(phone, phone.words["path.end.title"])
    expect(phone.page.get_by_text("Tea")).to_be_visible()
    path.open_step(phone, step["title"])
    expect(phone.page.get_by_text(phone.words["path.timed.resting"])).to_be_visible()
    for piece in timed:
        expect(phone.page.get_by_role("button", name=piece["title"], exact=True)).to_have_count(0)
    phone.press("path.timed.free")
    expect(phone.field("write.label")).to_be_visible()


def test_c7_deciding_otherwise_has_a_page_of_its_own_on_the_path_and_on_every_step(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    content = phone.words.content
    title, prompts = content["closing"]["title"], content["closing"]["prompts"]
    for step in content["steps"]:
        path.open_step(phone, step["title"])
        expect(phone.page.get_by_role("button", name=title, exact=True)).to_be_visible()
    path.open_path(phone)
    stones = phone.page.locator(".step-stone")
    sizes = stones.evaluate_all(SIZES)
    assert len(sizes) == 7
    assert len(set(sizes)) == 1
    stones.last.click()
    path.heading(phone, title)
    for paragraph in content["closing"]["paragraphs"]:
        expect(phone.page.get_by_text(paragraph)).to_be_visible()
    assert title not in phone.page.title() + phone.page.url
    phone.press("path.closing.write")
    path.answer(phone, prompts[0]["ask"], "My sleep")
    phone.press("path.next")
    phone.press("path.skip")
    phone.press("path.skip")
    path.heading(phone, phone.words["path.end.title"])
    phone.press("place.journal")
    phone.page.locator("[data-entry]", has_text="My sleep").click()
    expect(phone.page.get_by_text(prompts[0]["ask"])).to_be_visible()


def test_c2_c5_a_page_says_first_what_it_asks_and_how_long_and_for_two_whose_turn_it_is(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    step = phone.words.content["steps"][1]
    piece = next(one for one in step["pieces"] if one["for"] == "two")
    path.open_piece(phone, step["title"], piece["title"])
    minutes = phone.words.say("path.minutes", minutes=piece["minutes"])
    for said in (piece["asks"], phone.words["path.before.note"], phone.words["path.before.two"]):
        expect(phone.page.get_by_text(said)).to_be_visible()
    expect(phone.page.get_by_text(re.compile(re.escape(minutes)))).to_be_visible()
    phone.press("path.before.begin")
    for turn in ("holder", "other"):
        expect(phone.page.get_by_text(phone.words[f"path.turn.{turn}"])).to_be_visible()
        path.answer(phone, piece["prompts"][0]["ask"], f"Words of the {turn}")
        phone.press("path.next")
    phone.press("path.stop")
    for turn in ("holder", "other"):
        expect(phone.page.get_by_text(f"Words of the {turn}")).to_be_visible()


def test_c8_pages_can_be_looked_for_by_direction_by_who_writes_and_by_reason(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    step = phone.words.content["steps"][1]
    path.open_step(phone, step["title"])
    phone.page.get_by_text(phone.words["path.find"], exact=True).click()
    phone.page.get_by_label(phone.words["path.direction.world"], exact=True).check()
    rows = phone.page.locator(".rows").first.get_by_role("button")
    fitting = [one for one in step["pieces"] if one["direction"] == "world"]
    expect(rows).to_have_count(len(fitting))
    phone.page.get_by_label(phone.words["path.reason.shame"], exact=True).check()
    expect(phone.page.get_by_text(phone.words["path.find.none"])).to_be_visible()
    path.open_step(phone, step["title"])
    expect(phone.page.get_by_label(phone.words["path.reason.shame"], exact=True)).to_be_checked()
    phone.press("path.find.all")
    expect(rows).to_have_count(len(step["pieces"]))


def test_by_keyboard_alone_a_page_is_found_answered_and_stopped(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    path.open_path(phone)
    step = phone.words.content["steps"][3]
    piece = step["pieces"][0]
    _tab_to(phone, phone.page.get_by_role("button", name=step["title"]))
    phone.page.keyboard.press("Enter")
    expect(path.heading(phone, step["title"])).to_be_focused()
    _tab_to(phone, phone.page.get_by_role("button", name=piece["title"], exact=True))
    phone.page.keyboard.press("Enter")
    path.heading(phone, piece["title"])
    _tab_to(phone, _button(phone, "path.before.begin"))
    phone.page.keyboard.press("Enter")
    expect(path.heading(phone, piece["prompts"][0]["ask"])).to_be_focused()
    phone.page.keyboard.press("Tab")
    expect(phone.field("path.answer")).to_be_focused()
    phone.page.keyboard.type("Typed")
    _tab_to(phone, _button(phone, "path.stop"))
    phone.page.keyboard.press("Enter")
    expect(path.heading(phone, phone.words["path.end.title"])).to_be_focused()
    expect(phone.page.get_by_text("Typed")).to_be_visible()


def test_in_spanish_on_a_small_phone_with_large_text_the_whole_way_fits(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(language="es", viewport=SMALL)
    phone.open()
    phone.begin(PASSPHRASE)
    content = phone.words.content
    step = content["steps"][0]
    piece = _quiet(step)

    def fits() -> None:
        set_text_size(phone.page, "200%")
        assert too_wide(phone.page) == [], phone.page.url
        set_text_size(phone.page, "")

    path.open_path(phone)
    fits()
    path.open_step(phone, step["title"])
    phone.page.get_by_text(phone.words["path.find"], exact=True).click()
    fits()
    path.open_piece(phone, step["title"], piece["title"])
    fits()
    phone.press("path.before.begin")
    path.answer(phone, piece["prompts"][0]["ask"], "Una palabra")
    fits()
    phone.press("path.stop")
    path.heading(phone, phone.words["path.end.title"])
    fits()
    path.open_path(phone)
    phone.page.get_by_role("button", name=content["closing"]["title"]).click()
    path.heading(phone, content["closing"]["title"])
    fits()


def _write_hard_piece(phone: Device, words: str, *, before: int, after: int) -> None:
    """Writes through a piece that is hard, and says how it is before and after."""
    phone.begin(PASSPHRASE)
    step = phone.words.content["steps"][5]
    piece = next(one for one in step["pieces"] if one["hard"])
    path.begin(phone, step["title"], piece["title"])
    path.rate(phone, before)
    path.answer(phone, piece["prompts"][0]["ask"], words)
    for _ in piece["prompts"][1:]:
        phone.press("path.next")
    phone.press("path.last")
    path.rate(phone, after)


def _tab_to(phone: Device, control: Locator) -> None:
    """Presses Tab until the control has the focus."""
    expect(control).to_be_visible()
    for _ in range(40):
        if control.evaluate("one => one === document.activeElement"):
            return
        phone.page.keyboard.press("Tab")
    expect(control).to_be_focused()
