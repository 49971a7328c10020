"""Visited once, then never a connection again: everything goes on."""

from playwright.sync_api import expect

from e2e.conftest import EVERYWHERE, NewPhone
from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


@EVERYWHERE
def test_offline_from_the_very_first_visit_on_with_the_server_stopped(
    new_phone: NewPhone, practice: Program
) -> None:
    phone = new_phone(first_visit=True)
    phone.open()
    phone.go_offline()
    practice.stop()
    try:
        phone.begin(PASSPHRASE)
        first = phone.write("Written with no connection")
        phone.page.reload()
        phone.unlock(PASSPHRASE)
        phone.edit(first, "Written and changed with no connection")
        phone.restart()
        phone.unlock(PASSPHRASE)
        phone.write("A second one")
        assert phone.search("changed") == ["Written and changed with no connection"]
        phone.wait_save_state("saved-here")
        for path in ("/search", "/trash", "/backup", "/settings", "/about"):
            phone.open(path)
            phone.unlock(PASSPHRASE)
            phone.page.get_by_role("heading", level=1).wait_for()
            expect(phone.page).to_have_url(phone.base_url + path)
        assert sorted(phone.entries()) == ["A second one", "Written and changed with no connection"]
    finally:
        practice.start()


@EVERYWHERE
def test_the_connection_comes_back_and_what_was_written_meanwhile_is_backed_up(
    phone: Device, practice: Program
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Before")
    phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    phone.go_offline()
    phone.write("Meanwhile")
    phone.wait_save_state("waiting")
    phone.restart()
    phone.unlock(PASSPHRASE)
    phone.wait_save_state("waiting")
    phone.go_online()
    phone.wait_backed_up()
