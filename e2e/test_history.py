"""What a page said before can be read and brought back, on every device."""

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
    assert now.locator("mark").all_inner_texts() == ["old ", ", slowly"]
    phone.press("history.close")
    phone.bring_back("We walked to the weir")
    assert phone.page.url.endswith("/entry")
    assert phone.read(page) == "We walked to the weir"
    phone.open_history(page)
    assert phone.page.locator("[data-version]").count() == 3
    phone.go_home()
    assert phone.entries() == ["We walked to the weir"]


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
        leaves.nth(2).wait_for()
        said = [phone.words[f"history.{where}"] for where in written]
        for at, where in enumerate(said):
            assert where in leaves.nth(at).inner_text()
    two.bring_back("First")
    one.go_home()
    one.sees("First")
