"""The first visit: from nothing to a page that stays."""

from playwright.sync_api import expect

from e2e.conftest import NewPhone
from e2e.journeys import Device

PASSPHRASE = "otter lantern quiet harbour"


def test_a_first_entry_is_written_and_found_again_after_a_restart(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(first_visit=True)
    phone.open()
    phone.begin(PASSPHRASE)
    phone.write("We walked to the lighthouse.\nThe wind was warm.")
    phone.wait_save_state("saved-here")
    expect(phone.page.get_by_text("Saved on this phone")).to_be_visible()
    phone.restart()
    assert "lighthouse" not in phone.page.content()
    phone.unlock(PASSPHRASE)
    assert phone.entries() == ["We walked to the lighthouse.\nThe wind was warm."]


def test_several_entries_a_day_and_past_days_stand_newest_day_first(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A past day", day="2026-02-03")
    phone.write("First of today")
    phone.write("Second of today")
    assert phone.entries() == ["First of today", "Second of today", "A past day"]


def test_an_entry_is_edited_deleted_and_searched(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    soup = phone.write("Pea soup at the table")
    phone.write("Café in the rain")
    phone.edit(soup, "Lentil soup at the table")
    assert phone.entries() == ["Lentil soup at the table", "Café in the rain"]
    assert phone.search("cafe RAIN") == ["Café in the rain"]
    assert phone.search("pea") == []
    phone.delete(soup)
    assert phone.entries() == ["Café in the rain"]


def test_the_five_words_that_are_offered_open_the_journal(phone: Device) -> None:
    phone.press("welcome.begin")
    words = phone.page.get_by_label(phone.words["passphrase.words"]).get_by_role("listitem")
    expect(words).to_have_count(5)
    drawn = " ".join(words.all_inner_texts())
    assert len(drawn.split()) == 5
    phone.press("passphrase.start")
    phone.field("write.label").wait_for()
    phone.write("Kept under five words")
    phone.restart()
    phone.unlock(drawn)
    assert phone.entries() == ["Kept under five words"]


def test_the_same_story_in_spanish(new_phone: NewPhone) -> None:
    phone = new_phone(language="es", first_visit=True)
    phone.open()
    expect(phone.page.locator("html")).to_have_attribute("lang", "es")
    phone.begin("nutria farol puerto tranquilo")
    phone.write("Fuimos al faro y hacía viento.")
    phone.wait_save_state("saved-here")
    assert phone.search("hacia") == ["Fuimos al faro y hacía viento."]
    phone.lock()
    phone.unlock("nutria farol puerto tranquilo")
    assert phone.entries() == ["Fuimos al faro y hacía viento."]
