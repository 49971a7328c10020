"""A screen to begin from, and what is kept from it in a few touches."""

import re

from playwright.sync_api import expect

from e2e.conftest import NewPhone
from e2e.fit import SMALL, covered, set_text_size, too_wide
from e2e.journeys import Device
from e2e.today import (
    add_tag,
    answer,
    asked,
    count_taps,
    go_today,
    keep_check_in,
    keep_moment,
    kept,
    open_check_in,
    read,
    show_on_today,
    show_only,
    start_moment,
    taps,
    today,
)
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
TO_THE_DISK = 1_000
"""Milliseconds in which a phone that was put away has kept what was typed."""
PARTS = ("moment", "check-in", "left-open", "path", "words", "later", "recall", "drill")
LOOK = """(way) => {
  const { font, color, textDecorationLine } = getComputedStyle(way);
  return [font, color, textDecorationLine, way.offsetHeight].join(" / ");
}"""
"""How much weight a control has."""


def test_a_small_moment_is_kept_in_three_touches_with_who_it_was(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    keep_moment(phone, "towards", "others", who="Ana", words="She saved me a seat.")
    go_today(phone)
    count_taps(phone)
    phone.press("moment.turn.away")
    phone.page.get_by_role("button", name="Ana", exact=True).click()
    phone.press("today.keep")
    today(phone).wait_for()
    assert taps(phone) == 3
    phone.go_home()
    lines = phone.page.locator("[data-kind='moment'] .entry-note")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("Moment · towards · Ana")
    expect(lines.nth(1)).to_contain_text("Moment · away · Ana")
    phone.restart()
    phone.unlock(PASSPHRASE)
    assert len(kept(phone, "moment", more_than=1)) == 2


def test_what_was_kept_by_a_slip_is_taken_back_at_once(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    keep_moment(phone, "towards", "self")
    phone.press("undo.undo")
    expect(phone.page.locator("[data-kind='moment']")).to_have_count(0)


def test_c1_every_question_can_be_skipped_put_off_or_stopped_alike(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.go_to("moment")
    for question in ("moment.ask.turn", "moment.ask.where"):
        expect(asked(phone)).to_have_text(phone.words[question])
        ways = phone.page.locator(".way-past")
        expect(ways).to_have_text(
            [phone.words[f"today.way.{way}"] for way in ("skip", "later", "stop")]
        )
        assert len({one.evaluate(LOOK) for one in ways.all()}) == 1
        phone.press("today.way.skip")
    expect(asked(phone)).to_have_text(phone.words["moment.ask.words"])
    phone.field("moment.words").fill("Half a")
    phone.press("today.way.later")
    expect(phone.page.locator("[data-draft]")).to_contain_text("Half a")
    phone.page.locator("[data-draft]").click()
    expect(phone.field("moment.words")).to_have_value("Half a")
    phone.press("today.way.stop")
    expect(phone.page.get_by_text(phone.words["undo.dropped"])).to_be_visible()
    expect(phone.page.locator("[data-draft]")).to_have_count(0)
    assert kept(phone, "moment") == set()


def test_c1_left_half_way_a_moment_is_kept_as_it_is_and_a_lock_leaves_it_open(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    go_today(phone)
    start_moment(phone, "away")
    phone.press("moment.direction.world")
    phone.page.go_back()
    today(phone).wait_for()
    assert len(kept(phone, "moment", more_than=0)) == 1
    go_today(phone)
    start_moment(phone, "towards")
    phone.press("moment.direction.others")
    phone.field("moment.who").fill("Ana")
    phone.put_away()
    phone.page.wait_for_timeout(TO_THE_DISK)
    phone.page.goto(phone.base_url)
    phone.unlock(PASSPHRASE)
    expect(phone.page.locator("[data-draft]")).to_contain_text("Moment · towards · Ana")


def test_c2_a_check_in_says_first_what_it_asks_how_long_it_takes_and_what_it_can_stir_up(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    open_check_in(phone)
    lead = phone.page.get_by_text(phone.words["check-in.lead"])
    expect(lead).to_be_in_viewport()
    for said in ("Five signs", "about a minute", "stir things up"):
        expect(lead).to_contain_text(said)
    sliders = phone.page.get_by_role("slider")
    for slider in sliders.all():
        expect(slider).to_have_attribute("aria-valuetext", phone.words["check-in.open"])
    expect(sliders).to_have_count(5)


def test_c9_a_check_in_says_the_one_sign_that_was_answered_and_adds_nothing_up(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    open_check_in(phone)
    guard = phone.page.get_by_role("slider", name=phone.words["check-in.guard"], exact=True)
    expect(guard).to_have_attribute("aria-valuetext", phone.words["check-in.open"])
    answer(phone, "anger", 4)
    answer(phone, "guard", 7)
    expect(guard).to_have_attribute("aria-valuetext", "strongly, 7 of 10")
    leave_out = phone.words.say("check-in.leave-out.of", sign=phone.words["check-in.anger"])
    phone.page.get_by_role("button", name=leave_out, exact=True).click()
    entry = keep_check_in(phone)
    line = phone.page.locator("[data-kind='check-in'] .entry-note")
    expect(line).to_have_text(re.compile(r"^How it is · on guard · \d+:\d+$"))
    facts = read(phone, entry).locator(".sign-facts")
    expect(facts.locator("dt")).to_have_text([phone.words["check-in.guard"]])
    expect(facts.locator("dd")).to_have_text(["strongly, 7 of 10"])


def test_a_sign_can_be_said_by_touch_at_its_lower_end_and_zero_is_an_answer(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    open_check_in(phone)
    slider = phone.page.get_by_role("slider", name=phone.words["check-in.distance"], exact=True)
    box = slider.bounding_box()
    assert box is not None
    slider.click(position={"x": 8, "y": box["height"] / 2})
    expect(slider).to_have_attribute("aria-valuetext", "not there, 0 of 10")
    facts = read(phone, keep_check_in(phone)).locator(".sign-facts dd")
    expect(facts).to_have_text(["not there, 0 of 10"])


def test_c3_not_today_and_rest_are_answers(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    open_check_in(phone)
    answer(phone, "guard", 3)
    phone.press("today.way.not-today")
    today(phone).wait_for()
    expect(phone.page.locator("[data-draft]")).to_have_count(0)
    phone.press("today.rest")
    expect(phone.page.get_by_text(phone.words["today.resting"])).to_be_visible()
    turn = phone.page.get_by_role("button", name=phone.words["moment.turn.away"], exact=True)
    expect(turn).to_have_count(0)
    phone.lock()
    phone.unlock(PASSPHRASE)
    go_today(phone)
    expect(turn).to_have_count(0)
    phone.press("today.wake")
    expect(turn).to_be_visible()


def test_today_can_be_reduced_to_nothing_and_stays_so(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.go_to("settings")
    for part in PARTS:
        show_on_today(phone, part, shown=False)
    phone.wait_save_state("saved-here")
    phone.restart()
    phone.unlock(PASSPHRASE)
    here = today(phone)
    here.wait_for()
    buttons = here.get_by_role("button")
    expect(buttons).to_have_text(
        [phone.words[name] for name in ("place.settle", "place.help", "journal.write")]
    )
    phone.go_to("settings")
    show_on_today(phone, "moment", shown=True)
    go_today(phone)
    expect(phone.page.get_by_role("button", name=phone.words["moment.turn.away"])).to_be_visible()
    expect(phone.page.get_by_role("button", name=phone.words["place.check-in"])).to_have_count(0)


def test_c3_c16_a_day_to_look_in_is_one_quiet_line_on_that_day_and_nothing_outside(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(can_sleep=True)
    phone.open()
    phone.begin(PASSPHRASE)
    phone.go_to("settings")
    tomorrow = phone.page.evaluate(
        "new Date(Date.now() + 20 * 3600_000).toLocaleDateString('en-GB', { weekday: 'long' })"
    )
    phone.page.get_by_role("button", name=tomorrow, exact=True).click()
    expect(phone.page.get_by_role("button", name=tomorrow)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(phone.page.get_by_text(phone.words["settings.reminders.hint"])).to_be_visible()
    line = phone.page.get_by_text(phone.words["today.reminder"])
    go_today(phone)
    expect(line).to_have_count(0)
    phone.sleep(24 * 60)
    phone.unlock(PASSPHRASE)
    go_today(phone)
    expect(line).to_be_visible()
    assert phone.page.evaluate("Notification.permission") == "denied"
    phone.sleep(24 * 60)
    phone.unlock(PASSPHRASE)
    go_today(phone)
    expect(line).to_have_count(0)


def test_a_check_in_shows_its_signs_in_history_and_trash(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    open_check_in(phone)
    answer(phone, "guard", 7)
    entry = keep_check_in(phone)
    read(phone, entry)
    phone.press("entry.edit")
    answer(phone, "guard", 2)
    answer(phone, "distance", 5)
    phone.press("today.keep")
    read(phone, entry)
    phone.press("history.title")
    earlier = phone.page.locator("[data-version='earlier']")
    expect(earlier).to_contain_text("How it is · on guard")
    earlier.get_by_role("button", name=phone.words["history.compare"], exact=True).click()
    then = phone.page.get_by_role("region", name=phone.words["history.then"])
    expect(then.locator("dd")).to_have_text(["strongly, 7 of 10"])
    now = phone.page.get_by_role("region", name=phone.words["history.now"])
    expect(now.locator("dd")).to_have_text(["somewhat, 5 of 10", "a little, 2 of 10"])
    phone.press("history.bring-back")
    expect(phone.page.locator(".sign-facts dd")).to_have_text(["strongly, 7 of 10"])
    phone.delete(entry)
    phone.go_to("trash")
    expect(phone.page.locator("[data-trashed]")).to_contain_text("How it is · on guard")


def test_several_moments_a_day_weigh_less_than_one_page(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("We walked to the weir and back. Half-way there was a heron, quite still.")
    for who in ("Ana", "Ben", "the baker"):
        keep_moment(phone, "towards", "others", who=who)
    phone.go_home()
    heights = phone.page.evaluate(
        "Object.fromEntries(['entry', 'moment'].map((kind) => [kind,"
        " document.querySelector(`[data-kind='${kind}']`).offsetHeight]))"
    )
    assert heights["moment"] * 2 < heights["entry"]
    assert heights["moment"] >= 44


def test_what_the_server_keeps_is_named_by_its_kind_on_this_device_alone(
    practice: Program, phone: Device
) -> None:
    phone.begin(PASSPHRASE)
    keep_moment(phone, "towards", "others", who="Ana")
    phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    phone.go_to("about")
    phone.press("about.sees.door")
    opened = phone.page.locator(".kept-opened")
    expect(opened.filter(has_text="Moment · ")).to_have_count(1)


def test_all_of_it_in_spanish_on_a_small_phone_with_large_text(new_phone: NewPhone) -> None:
    phone = new_phone(language="es", viewport=SMALL)
    phone.open()
    phone.begin(PASSPHRASE)
    phone.write("Nada especial.")
    phone.press("notice.dismiss")
    set_text_size(phone.page, "200%")
    keep_moment(phone, "away", "world", who="la oficina de siempre", words="Nadie contestó.")
    go_today(phone)
    fits(phone)
    phone.press("undo.close")
    start_moment(phone, "towards")
    fits(phone)
    phone.page.get_by_role("button", name=phone.words["moment.direction.others"]).click()
    fits(phone)
    phone.press("today.way.stop")
    today(phone).wait_for()
    open_check_in(phone)
    answer(phone, "anger", 6)
    fits(phone)
    entry = keep_check_in(phone)
    phone.press("undo.close")
    read(phone, entry)
    add_tag(phone, "tarde tranquila")
    fits(phone)
    phone.go_home()
    show_only(phone, phone.words["kind.check-in"], "tarde tranquila")
    fits(phone)
    expect(phone.page.locator("[data-entry]")).to_have_count(1)
    phone.go_to("search")
    show_only(phone, phone.words["kind.moment"])
    expect(phone.page.locator("[data-entry]")).to_contain_text("Momento · alejamiento · la oficina")
    fits(phone)
    phone.go_to("settings")
    for part in PARTS:
        show_on_today(phone, part, shown=False)
    phone.page.get_by_text(phone.words["settings.reminders.hint"]).wait_for()
    fits(phone)
    go_today(phone)
    expect(today(phone).get_by_role("button")).to_have_count(3)
    fits(phone)


def fits(phone: Device) -> None:
    """Nothing reaches beyond the screen, and nothing stays beneath what lies on it."""
    assert too_wide(phone.page) == []
    assert covered(phone.page) == []
