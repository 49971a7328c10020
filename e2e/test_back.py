"""[PHONE 40] Back closes what lies on top, then goes back a screen, then leaves."""

from playwright.sync_api import expect

from e2e.conftest import NewPhone
from e2e.journeys import Device

PASSPHRASE = "otter lantern quiet harbour"


def test_back_closes_the_menu_then_the_screen_then_leaves_the_app(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    entry = phone.write("A page to read")
    phone.go_home()
    behind = phone.page.evaluate("history.length")

    phone.press("journal.menu")
    menu = phone.page.get_by_role("dialog")
    expect(menu).to_be_visible()
    phone.page.go_back()
    expect(menu).to_have_count(0)
    expect(phone.page.get_by_role("heading", name=phone.words["journal.title"])).to_be_visible()

    phone.read(entry)
    phone.page.go_back()
    expect(phone.page.locator(f"[data-entry='{entry}']")).to_be_visible()
    assert behind <= 5  # the welcome, today, the journal and what was looked at: no trap of entries

    phone.page.go_back()
    expect(phone.page.get_by_role("heading", name=phone.words["today.title"])).to_be_visible()
    phone.page.go_back()
    phone.page.wait_for_url("about:blank")


def test_from_any_of_the_main_screens_back_leads_to_today(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page")
    for tab in ("path", "journal", "patterns"):
        phone.page.get_by_role("link", name=phone.words[f"place.{tab}"], exact=True).click()
        expect(phone.page.get_by_role("link", name=phone.words[f"place.{tab}"])).to_have_attribute(
            "aria-current", "page"
        )
    phone.page.go_back()
    expect(phone.page.get_by_role("heading", name=phone.words["today.title"])).to_be_visible()


def test_back_while_writing_keeps_the_words_and_shows_the_journal(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("An older page")
    phone.compose("Left by Back")
    phone.page.go_back()
    expect(phone.page.get_by_text("Left by Back")).to_be_visible()
    expect(phone.page).to_have_url(phone.base_url + "/journal")


def test_entered_further_in_back_leads_home_and_is_no_dead_end(new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.open()
    phone.begin(PASSPHRASE)
    phone.open("/settings")
    phone.unlock(PASSPHRASE)
    phone.press("place.back")
    expect(phone.page.get_by_role("heading", name=phone.words["today.title"])).to_be_visible()
