"""What is erased for good is gone: on both phones, and from the server's files."""

from e2e import database
from e2e.conftest import NewPhone
from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


def test_erased_on_one_it_is_gone_on_both_and_from_the_servers_files(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    one.write("A page to keep")
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    before = set(database.bodies(practice.data))
    entry = one.write("A page to erase")
    one.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)
    two.sees("A page to keep", "A page to erase")

    one.delete(entry)
    one.wait_backed_up()
    (written, deleted) = [body for body in database.bodies(practice.data) if body not in before]
    assert all(_found(practice, body) for body in (written, deleted))
    one.erase("A page to erase")
    one.go_home()
    one.wait_backed_up()

    for phone in (one, two):
        _is_gone(phone)
    with database.stopped(practice) as data:
        for body in (written, deleted):
            assert database.holding(data, body[12:60]) == []
    for phone in (one, two):
        phone.restart()
        phone.unlock(PASSPHRASE)
        phone.wait_backed_up()
        phone.lists("A page to keep")
        assert phone.search("erase") == []


def test_erased_offline_it_is_gone_here_at_once_and_on_the_other_phone_later(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    one.write("A page to keep")
    entry = one.write("A page to erase")
    kit = one.turn_on_backup(practice.invite())
    two.open()
    two.join(kit, PASSPHRASE)
    two.sees("A page to erase")
    one.go_offline()
    one.delete(entry)
    one.erase("A page to erase")
    _is_gone(one)
    one.restart()
    one.unlock(PASSPHRASE)
    _is_gone(one)
    two.sees("A page to erase")
    one.go_online()
    one.go_home()
    one.wait_backed_up()
    two.page.get_by_text("A page to erase").wait_for(state="detached")
    _is_gone(two)


def _is_gone(phone: Device) -> None:
    phone.lists("A page to keep")
    phone.go_to("trash")
    phone.page.get_by_text(phone.words["trash.empty"]).wait_for()


def _found(practice: Program, body: bytes) -> bool:
    """Large values are cut into pages of the database: a beginning is enough to look for."""
    return database.holding(practice.data, body[12:60]) != []
