"""Somebody needs help: before the journal is open, without a connection."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from e2e.conftest import NewPhone
from e2e.journeys import Device
from e2e.visited import Visited
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
NAME, CONTACT, PHONE = "Haus am Fluss", "Anna Berg, first floor", "+43 1 234 56"
CONTACTS = '[[contact]]\nname = "Night line of the valley"\nphone = "0800 12 34"\n'


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Visited:
    """Phones on which this practice's app was opened once: they know it."""
    return Visited(tmp_path_factory.mktemp("visited"))


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory, visited: Visited) -> Iterator[Program]:
    """A practice that says who it is, whom to call, and on what terms."""
    folder = tmp_path_factory.mktemp("practice")
    contacts, terms = folder / "contacts.toml", folder / "terms.txt"
    contacts.write_text(CONTACTS, "utf-8")
    terms.write_text("Only for clients of the house.", "utf-8")
    program = Program(
        folder,
        *("--practice-name", NAME, "--practice-contact", CONTACT),
        *("--practice-phone", PHONE, "--practice-colour", "#3a6ea5"),
        *("--practice-contacts", str(contacts), "--terms-of-use", str(terms)),
        port=visited.port,
    )
    program.start()
    yield program
    program.stop()


def calls(phone: Device, number: str) -> Locator:
    return phone.page.get_by_role(
        "link", name=phone.words.say("help.call", number=number), exact=True
    )


def test_c11_c13_help_is_one_touch_from_the_locked_journal_with_the_server_stopped(
    phone: Device, practice: Program
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page that nobody is to see")
    phone.lock()
    phone.go_offline()
    practice.stop()
    try:
        phone.restart()
        phone.open_help()
        lead = phone.page.locator("main.help .lead")
        expect(lead).to_have_text("Nobody reads this. " + phone.words["help.danger.anywhere"])
        phone.choose_region("GB")
        expect(lead).to_have_text("Nobody reads this. In danger, call 999.")
        expect(calls(phone, "999")).to_have_attribute("href", "tel:999")
        expect(calls(phone, "116 123")).to_have_attribute("href", "tel:116123")
        message = phone.page.get_by_role("link", name="Write SHOUT to 85258")
        expect(message).to_have_attribute("href", "sms:85258?&body=SHOUT")
        expect(phone.page.get_by_text(phone.words.pattern("help.checked")).first).to_be_visible()
        expect(phone.page.get_by_text("A page that nobody is to see")).to_have_count(0)
        phone.page.go_back()
        expect(phone.field("lock.label")).to_be_visible()
        phone.restart()
        phone.open_help()
        expect(calls(phone, "999")).to_be_visible()
        phone.press("place.back")
        phone.unlock(PASSPHRASE)
        assert phone.entries() == ["A page that nobody is to see"]
    finally:
        practice.start()


def test_c13_the_practice_comes_first_also_offline_after_one_visit(
    new_phone: NewPhone, practice: Program
) -> None:
    phone = new_phone(first_visit=True)
    phone.open()
    expect(phone.page.get_by_text(f"Offered by {NAME}")).to_be_visible()
    phone.go_offline()
    practice.stop()
    try:
        phone.restart()
        phone.open_help()
        phone.choose_region("ES")
        own = phone.page.locator("main.help section").first
        expect(own.get_by_role("heading", level=2)).to_have_text(NAME)
        expect(own).to_contain_text(CONTACT)
        expect(calls(phone, PHONE)).to_have_attribute("href", "tel:+43123456")
        expect(own).to_contain_text("Night line of the valley")
        expect(calls(phone, "0800 12 34")).to_have_attribute("href", "tel:08001234")
        phone.page.get_by_text(phone.words["terms.title"]).click()
        expect(phone.page.get_by_text("Only for clients of the house.")).to_be_visible()
        expect(phone.page.get_by_text(phone.words["terms.lead"])).to_be_visible()
    finally:
        practice.start()


def test_c18_a_locked_screen_does_not_name_the_practice_and_an_open_one_does(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page")
    for place in ("about", "backup"):
        phone.go_to(place)
        expect(phone.page.locator("main").get_by_text(f"Offered by {NAME}")).to_be_visible()
    phone.lock()
    assert NAME not in phone.page.locator("body").inner_text()
    middle = phone.page.locator("main.lock .stone-mid")
    assert middle.evaluate("stone => getComputedStyle(stone).fill") != "rgb(58, 110, 165)"
    phone.open_help()
    middle = phone.page.locator("main.help .stone-mid")
    expect(middle).to_have_css("fill", "rgb(58, 110, 165)")


def test_c15_help_says_what_a_call_leaves_behind(phone: Device) -> None:
    phone.open_help()
    for word in ("help.traces.list", "help.traces.watched"):
        expect(phone.page.get_by_text(phone.words[word])).to_be_visible()


def test_c13_the_place_is_chosen_and_never_looked_up(new_phone: NewPhone) -> None:
    phone = new_phone(first_visit=True)
    phone.open()
    phone.open_help()
    asked = len(phone.line.requests)
    for code in ("US", "NZ", "EU", ""):
        phone.choose_region(code)
    expect(phone.page.locator("main.help .lead")).to_contain_text(
        phone.words["help.danger.anywhere"]
    )
    assert len(phone.line.requests) == asked
    kept = phone.page.evaluate("() => ({ ...localStorage })")
    assert kept == {}
    phone.choose_region("NZ")
    assert phone.page.evaluate("() => ({ ...localStorage })") == {"region": "NZ"}


def test_a_practice_that_says_nothing_leaves_the_app_neutral(
    tmp_path: Path,
) -> None:
    quiet = Program(tmp_path)
    quiet.start()
    with Device(quiet.url, tmp_path / "phone", language="es") as phone:
        phone.open()
        expect(phone.page.locator("main.welcome")).not_to_contain_text("Lo ofrece")
        phone.open_help()
        expect(phone.page.locator("main.help .lead")).to_contain_text("Nadie lee esto.")
        assert phone.page.locator("main.help section").count() == 2
        phone.page.get_by_text(phone.words["terms.title"]).click()
        expect(phone.page.get_by_text(phone.words["terms.age"])).to_be_visible()
        assert phone.witness.all() == []
    quiet.stop()


def test_the_terms_are_a_page_of_the_server_too(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.go_to("about")
    phone.page.get_by_role("link", name=phone.words["about.terms"]).click()
    expect(phone.page).to_have_title("Terms of use")
    expect(phone.page.get_by_text("Only for clients of the house.").first).to_be_visible()
