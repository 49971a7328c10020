"""A person asks what the server keeps, reads it, and comes back to a journal that is locked."""

from playwright.sync_api import expect

from e2e import axe
from e2e.journeys import Device

PASSPHRASE = "otter lantern quiet harbour"


def test_the_privacy_page_is_found_in_the_app_and_leads_back(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    entry = phone.write("A page that stays")
    phone.go_to("about")
    phone.page.get_by_role("link", name=phone.words["about.privacy"]).click()
    expect(phone.page).to_have_title("Privacy")
    expect(phone.page.get_by_text("30 days at most")).to_be_visible()
    assert axe.violations(phone.page) == []
    phone.page.get_by_role("link", name="Back to your journal").first.click()
    phone.unlock(PASSPHRASE)
    assert phone.read(entry) == "A page that stays"
