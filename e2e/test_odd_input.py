"""What people really put into a journal, and clocks and papers as they really are."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from e2e.conftest import NewPhone
from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
SCRIPTS = (
    "A small thing 🪨🌿, kept with 👩🏽‍🌾 and 🏳️‍🌈",
    "اليوم مشيت إلى النهر وكان هادئا",
    "מִכְתָּב קצר אל עצמי, 3 עמודים",
    "Left to right, ثم من اليمين, and back",
    "e\u0301 and \u00e9 look alike",
)


def test_every_script_is_kept_as_it_was_typed_and_runs_in_its_own_direction(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    entries = [phone.write(text) for text in SCRIPTS]
    phone.restart()
    phone.unlock(PASSPHRASE)
    assert phone.entries() == list(SCRIPTS)
    assert phone.search("ÉL") == []
    assert phone.search("النهر") == [SCRIPTS[1]]
    phone.start_edit(entries[1])
    expect(phone.field("write.label")).to_have_css("unicode-bidi", "plaintext")


def test_a_page_of_the_first_year_has_its_place_and_none_is_put_into_the_last_one(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Now")
    phone.write("Long ago", day="0001-01-01")
    phone.write("A year that no calendar of today shows", day="0999-12-31")
    assert phone.entries() == ["Now", "A year that no calendar of today shows", "Long ago"]
    phone.compose("Far away")
    phone.field("write.day").evaluate(
        """field => {
          field.value = "9999-12-31";
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    phone.done()
    assert phone.entries() == [
        "Now",
        "Far away",
        "A year that no calendar of today shows",
        "Long ago",
    ]


def test_a_page_of_200_000_characters_is_saved_backed_up_and_found(
    phone: Device, practice: Program
) -> None:
    phone.begin(PASSPHRASE)
    phone.turn_on_backup(practice.invite())
    text = "word " * 39_998 + "zuletzt"
    entry = phone.write(text)
    phone.wait_backed_up()
    phone.restart()
    phone.unlock(PASSPHRASE)
    assert phone.read(entry).strip() == text
    assert len(phone.search("zuletzt")) == 1


def test_a_page_too_long_to_be_sealed_stays_open_and_one_sentence_says_so(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    text = "🪨" * 100_000
    phone.compose(text)
    phone.finish()
    phone.page.get_by_text(phone.words["save.too-large"]).wait_for()
    phone.restart()
    phone.unlock(PASSPHRASE)
    phone.page.locator("[data-draft]").click()
    expect(phone.field("write.label")).to_have_value(text)


def test_a_clock_an_hour_off_changes_nothing(new_phone: NewPhone, practice: Program) -> None:
    early, late = new_phone("early"), new_phone("late")
    for device, hours in ((early, -1), (late, 1)):
        device.open()
        device.page.clock.set_system_time(datetime.now(UTC) + timedelta(hours=hours))
    early.begin(PASSPHRASE)
    early.write("From the early one")
    kit = early.turn_on_backup(practice.invite())
    early.wait_backed_up()
    late.join(kit, PASSPHRASE)
    late.write("From the late one")
    late.wait_backed_up()
    early.restart()
    early.unlock(PASSPHRASE)
    early.wait_backed_up()
    for device in (early, late):
        device.lists("From the early one", "From the late one")


def test_a_kit_pasted_with_spaces_line_breaks_and_small_letters_opens_the_journal(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    one.write("On the first phone")
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    two.open()
    groups = kit.lower().split()
    pasted = "\n".join("\t".join(groups[at : at + 3]) + " \r\n" for at in range(0, 12, 3))
    two.join(f"  {pasted}\u00a0", PASSPHRASE)
    two.lists("On the first phone")
