"""What a page said before can be read and brought back, on every device."""

from playwright.sync_api import expect

from e2e.conftest import NewPhone
from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


def test_an_earlier_version_is_compared_and_brought_back(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    page = phone.write("We walked to the weir")
    phone.edit(page, "We walked to the old weir, slowly")
    phone.open_history(page)
    leaf = phone.page.locator("[data-version='earlier']")
    leaf.get_by_role("button", name=phone.words["history.compare"]).click()
    now = phone.page.get_by_role("region", name=phone.words["history.now"])
    expect(now.locator("mark")).to_have_text(["old ", ", slowly"])
    phone.press("history.close")
    phone.bring_back("We walked to the weir")
    expect(phone.page).to_have_url(phone.base_url + "/entry")
    assert phone.read(page) == "We walked to the weir"
    phone.open_history(page)
    expect(phone.page.locator("[data-version]")).to_have_count(3)
    phone.lists("We walked to the weir")


def test_both_phones_read_the_same_history(new_phone: NewPhone, practice: Program) -> None:
    one, two = new_phone("one"), new_phone("two", language="es")
    one.open()
    one.begin(PASSPHRASE)
    page = one.write("First")
    kit = one.turn_on_backup(practice.invite())
    one.go_home()
    two.open()
    two.join(kit, PASSPHRASE)
    two.edit(page, "Second")
    one.sees("Second")
    one.edit(page, "Third")
    two.sees("Third")
    for phone, written in (
        (one, ["here", "another", "here"]),
        (two, ["another", "here", "another"]),
    ):
        phone.open_history(page)
        leaves = phone.page.locator("[data-version]")
        said = [phone.words[f"history.{where}"] for where in written]
        expect(leaves).to_contain_text(said)
        expect(leaves).to_have_count(len(said))
    two.bring_back("First")
    one.go_home()
    one.sees("First")
