"""Needs and letters, words and actions, relying on oneself."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from e2e import patterns, today, work
from e2e.conftest import NewPhone
from e2e.fit import SMALL, set_text_size, too_wide
from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
CONTENT = Path(__file__).parent.parent / "pwa/content"
KEYS = "The keys go back on the hook, every evening"


def _borrowed(kind: str, language: str = "en") -> str:
    content = json.loads((CONTENT / f"{language}.json").read_text("utf-8"))
    return str(content["borrow"][kind][0])


def test_c9_words_are_followed_to_deeds_over_three_weeks_on_two_phones(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one", can_sleep=True), new_phone("two", can_sleep=True)
    one.open()
    one.begin(PASSPHRASE)
    work.say_of(one, "Ana", KEYS)
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)
    two.wait_backed_up()
    today.go_today(one)
    work.nothing_offered(one)

    # A week later it comes back, on the screen only, and "not now" is an answer on both phones.
    work.pass_days(one, 7)
    work.offered(one, KEYS)
    work.offered(one, one.words.say("work.today.said", who="Ana"))
    one.press("work.today.not-now")
    work.nothing_offered(one)
    one.wait_backed_up()
    work.pass_days(two, 7)
    two.wait_backed_up()
    today.go_today(two)
    work.nothing_offered(two)

    # In the second week something is seen of it on the other phone.
    work.pass_days(two, 7)
    work.offered(two, KEYS)
    two.press("work.today.seen")
    expect(two.page.get_by_text(KEYS)).to_be_visible()
    work.choose(two, "work.match.yes")
    two.field("work.seen.words").fill("They hung there on Tuesday")
    work.unfold(two, "work.qualities")
    empathy = two.page.get_by_role("group", name=two.words["work.quality.empathy"], exact=True)
    empathy.get_by_role("button", name=two.words["work.shown.there"], exact=True).click()
    work.finish(two)
    two.wait_backed_up()

    # In the third the deed does not match, and both phones show words and deeds side by side.
    work.pass_days(one, 14)
    one.wait_backed_up()
    today.go_today(one)
    work.offered(one, KEYS)
    one.press("work.today.seen")
    work.choose(one, "work.match.no")
    work.finish(one)
    one.wait_backed_up()
    work.pass_days(two, 7)
    two.wait_backed_up()
    for device in (one, two):
        device.go_to("words")
        device.page.get_by_role("button", name="Ana", exact=True).click()
        _side_by_side(device)
        expect(device.page.get_by_text(device.words["work.words.private"])).to_be_visible()
        # Days and words: no sum, no rank, no part of a hundred.
        said = device.page.locator("main").inner_text()
        assert not re.search(r"%|/\s*\d|\b\d+ (of|times)\b", said)


def _side_by_side(device: Device) -> None:
    words = device.page.get_by_role("region", name=device.words["work.said"], exact=True)
    deeds = device.page.get_by_role("region", name=device.words["work.seen"], exact=True)
    expect(words).to_contain_text(KEYS)
    matched, other = deeds.get_by_role("listitem").all()
    expect(matched).to_contain_text(device.words["work.match.yes"])
    expect(matched).to_contain_text("They hung there on Tuesday")
    expect(matched).to_contain_text(
        device.words.say("work.there", what=device.words["work.quality.empathy"])
    )
    expect(other).to_contain_text(device.words["work.match.no"])
    for match in ("yes", "no"):
        expect(
            device.page.get_by_text(device.words.pattern(f"work.pattern.{match}"))
        ).to_be_visible()
    expect(device.page.get_by_text(device.words.pattern("work.pattern.partly"))).to_have_count(0)
    marks = [str(one.get_attribute("class")) for one in deeds.locator("svg").all()]
    assert marks == ["shape shape-whole", "shape shape-empty"]


def test_c1_a_boundary_is_borrowed_changed_and_what_became_of_it_is_noted(phone: Device) -> None:
    line = _borrowed("boundaries")
    phone.begin(PASSPHRASE)
    work.visit(phone, "/needs")
    work.borrow(phone, "work.boundaries.borrow", line)
    field = phone.field("write.label")
    expect(field).to_have_value(line)
    field.fill("I leave the room when it gets loud, and come back")
    work.choose(phone, "moment.direction.others")
    # Left by Back half-way: it is theirs all the same.
    phone.press("place.back")
    expect(
        phone.page.get_by_role("heading", name=phone.words["moment.direction.others"])
    ).to_be_visible()
    mine = phone.page.get_by_role("button", name="I leave the room when it gets loud", exact=False)
    expect(mine).to_be_visible()
    for held in ("held", "not-now", "changed"):
        phone.press("work.held.ask")
        work.choose(phone, f"work.held.{held}")
        work.finish(phone)
    expect(phone.page.get_by_text(phone.words["work.held.changed"])).to_be_visible()
    mine.click()
    seen = phone.page.get_by_role("list", name=phone.words["work.seen"], exact=True)
    expect(seen.get_by_role("listitem")).to_have_count(3)
    work.visit(phone, "/self")
    kept = phone.page.locator("section", has_text=phone.words["work.self.held"])
    expect(kept).to_contain_text("I leave the room when it gets loud")
    expect(kept).not_to_contain_text(phone.words["work.held.not-now"])


def test_c8_needs_towards_others_the_world_and_oneself_stand_apart(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    work.visit(phone, "/needs")
    for direction in ("others", "world", "self"):
        phone.press("work.needs.new")
        phone.field("write.label").fill(f"A need, {direction}")
        work.choose(phone, f"moment.direction.{direction}")
        work.finish(phone)
    for direction in ("others", "world", "self"):
        name = phone.words[f"moment.direction.{direction}"]
        part = phone.page.locator("section", has=phone.page.get_by_role("heading", name=name))
        expect(part.get_by_role("listitem")).to_have_text([f"A need, {direction}"])


def test_c7_a_letter_is_drafted_from_needs_printed_alone_and_sent_nowhere(phone: Device) -> None:
    opening = _borrowed("letter")
    phone.begin(PASSPHRASE)
    work.visit(phone, "/needs")
    phone.press("work.needs.new")
    phone.field("write.label").fill("I need a call if it gets late")
    work.finish(phone)
    work.visit(phone, "/letter")
    expect(phone.page.get_by_text(phone.words["work.letter.stays"])).to_be_visible()
    phone.press("work.letter.new")
    phone.field("work.letter.to").fill("Ana")
    work.borrow(phone, "work.letter.openings", opening)
    work.borrow(phone, "work.letter.needs", "I need a call if it gets late")
    letter = f"{opening}\n\nI need a call if it gets late"
    expect(phone.field("work.letter.words")).to_have_value(letter)
    _on_paper(phone.page, "Ana", *letter.split("\n\n"))
    work.finish(phone)
    phone.page.get_by_role("button", name=opening[:20], exact=False).click()
    expect(phone.page.get_by_role("article")).to_contain_text("I need a call if it gets late")
    _on_paper(phone.page, "Ana", *letter.split("\n\n"))


def _on_paper(page: Page, *paragraphs: str) -> None:
    """Just these paragraphs would be printed: no heading, no button, no name of the app."""
    page.emulate_media(media="print")
    expect(page.locator(".letter-paper p")).to_have_text(list(paragraphs))
    expect(page.locator(".letter-paper")).to_be_visible()
    shown = page.evaluate("document.body.innerText").split()
    assert shown == " ".join(paragraphs).split()
    page.emulate_media(media="screen")


def test_on_a_page_for_a_session_a_letter_and_words_stand_as_chosen_and_nothing_beside_them(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    work.say_of(phone, "Ana", KEYS)
    phone.page.get_by_role("button", name="Ana", exact=True).click()
    phone.press("work.seen.new")
    phone.field("work.seen.words").fill("They hung there on Tuesday")
    work.finish(phone)
    work.visit(phone, "/letter")
    phone.press("work.letter.new")
    phone.field("work.letter.to").fill("Ana")
    phone.field("work.letter.words").fill("I would have needed a call.")
    work.finish(phone)
    patterns.open_session(phone)
    patterns.choose(phone, "I would have needed a call.")
    patterns.choose(phone, KEYS)
    paper = phone.page.locator(".paper")
    for said in ("I would have needed a call.", phone.words.say("work.letter.addressed", to="Ana")):
        expect(paper).to_contain_text(said)
    printed = patterns.printed(phone)
    assert "I would have needed a call." in printed
    assert KEYS in printed
    beside = [phone.words[f"work.{word}"] for word in ("letter.stays", "letter.print", "seen.new")]
    for unchosen in ("They hung there on Tuesday", *beside):
        assert unchosen not in printed


def test_what_intuition_said_is_kept_and_how_it_turned_out_is_added_later(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    work.visit(phone, "/self")
    phone.press("work.self.intuition")
    phone.field("work.intuition.said").fill("Do not lend the car")
    work.finish(phone)
    said = phone.page.get_by_role("button", name="Do not lend the car", exact=True)
    expect(phone.page.get_by_text(phone.words["work.turned.open"])).to_be_visible()
    said.click()
    phone.press("entry.edit")
    work.choose(phone, "work.turned.right")
    phone.field("work.intuition.outcome").fill("It came back with a dent")
    work.finish(phone)
    expect(phone.page.get_by_text(phone.words["work.turned.right"])).to_be_visible()
    expect(phone.page.get_by_text("It came back with a dent")).to_be_visible()
    assert phone.search("dent") != []


def test_a_small_promise_to_oneself_is_borrowed_and_stands_beside_nobody_elses(
    phone: Device,
) -> None:
    line = _borrowed("promises")
    phone.begin(PASSPHRASE)
    work.say_of(phone, "Ana", KEYS)
    work.visit(phone, "/self")
    work.borrow(phone, "work.self.borrow", line)
    work.finish(phone)
    expect(phone.page.get_by_role("button", name=line, exact=True)).to_be_visible()
    expect(phone.page.get_by_text(KEYS)).to_have_count(0)


def test_every_screen_of_the_work_fits_320_px_in_spanish_with_large_text(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(language="es", viewport=SMALL)
    phone.open()
    phone.begin(PASSPHRASE)
    work.say_of(phone, "La vecina del segundo", "Las llaves vuelven al gancho cada tarde")
    phone.write("Agua tranquila", day=work.days_ago(366))

    def fits(name: str) -> None:
        for size in ("100%", "200%"):
            set_text_size(phone.page, size)
            assert too_wide(phone.page) == [], (name, size)

    phone.page.get_by_role("link", name=phone.words["place.today"], exact=True).click()
    work.offered(phone, phone.words["work.recall.see"])
    fits("today")
    phone.go_to("words")
    fits("words")
    phone.page.get_by_role("button", name="La vecina del segundo", exact=True).click()
    phone.press("work.seen.new")
    work.choose(phone, "work.match.unclear")
    work.unfold(phone, "work.qualities")
    fits("sighting")
    work.finish(phone)
    fits("word")
    for path, begin in (
        ("/needs", "work.boundaries.new"),
        ("/letter", "work.letter.new"),
        ("/later", "work.later.new"),
        ("/self", "work.self.intuition"),
        ("/self", "work.self.promise"),
    ):
        work.visit(phone, path)
        fits(path)
        phone.press(begin)
        phone.page.locator("main.note").wait_for()
        fits(begin)
        phone.press("place.back")
    work.visit(phone, "/long-view")
    fits("/long-view")
