"""[A15] [A28] Two histories of one journal: some heal by themselves, others wait for a word."""

from pathlib import Path

import pytest

from e2e import branches, database, keys
from e2e.conftest import NewPhone
from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


@pytest.fixture
def practice(server: Program) -> Program:
    """A server of its own: it is set back."""
    return server


def test_a_backup_on_which_others_wrote_first_heals_by_itself(
    phone: Device, new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    two = _two_of_one_journal(phone, new_phone, practice)
    doomed = phone.write("To be erased")
    phone.wait_backed_up()
    two.lists("In the backup", "To be erased")
    two.wait_backed_up()
    database.keep(practice, tmp_path / "copy")
    for device in (phone, two):
        device.restart()
        device.unlock(PASSPHRASE)
    two.write("From two, since the backup")
    two.wait_backed_up()
    phone.sees("From two, since the backup")
    two.switch_off()
    phone.write("Newer than the backup")
    phone.delete(doomed)
    phone.erase("To be erased")
    phone.wait_backed_up()
    phone.switch_off()
    database.restore(practice, tmp_path / "copy")
    two.open()
    two.unlock(PASSPHRASE)
    two.write("First on what was left")
    two.wait_backed_up()

    phone.open()
    phone.unlock(PASSPHRASE)
    phone.page.get_by_text(phone.words["notice.healed"]).wait_for()
    phone.wait_backed_up()
    since = ("From two, since the backup", "Newer than the backup")
    for device in (phone, two):
        _holds(device, "In the backup", *since, "First on what was left")
    assert branches.head_code(phone) == branches.head_code(two)


def test_a_fork_is_seen_compared_and_brought_together_with_every_word(
    phone: Device, new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    two = _two_of_one_journal(phone, new_phone, practice)
    branches.keep(two, tmp_path / "older phone")
    database.keep(practice, tmp_path / "copy")
    two.open()
    two.unlock(PASSPHRASE)
    two.write("Before both were set back")
    two.wait_backed_up()
    phone.restart()
    phone.unlock(PASSPHRASE)
    phone.lists("In the backup", "Before both were set back")
    phone.switch_off()
    branches.set_back(two, tmp_path / "older phone")
    database.restore(practice, tmp_path / "copy")
    two.open()
    two.unlock(PASSPHRASE)
    two.write("After both were set back")
    two.wait_backed_up()

    phone.open()
    phone.unlock(PASSPHRASE)
    phone.page.get_by_text(phone.words["notice.fork"]).wait_for()
    phone.write("Writing goes on")
    phone.wait_save_state("frozen")
    mine, theirs = branches.both_codes(phone)
    assert branches.head_code(two) == theirs != mine
    branches.bring_together(phone)
    phone.wait_backed_up()
    every = ("Before both were set back", "After both were set back", "Writing goes on")
    for device in (phone, two):
        _holds(device, "In the backup", *every)
    assert branches.head_code(phone) == branches.head_code(two)


def test_of_two_histories_with_different_keys_a_person_chooses_one_and_keeps_every_word(
    phone: Device, new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    two, kit = _two_and_the_kit(phone, new_phone, practice)
    two.switch_off()
    database.keep(practice, tmp_path / "copy")
    phone.restart()
    phone.unlock(PASSPHRASE)
    _make_key(phone)
    phone.write("Where one key was made")
    phone.wait_backed_up()
    phone.switch_off()
    database.restore(practice, tmp_path / "copy")
    two.open()
    two.unlock(PASSPHRASE)
    _make_key(two)
    two.write("Where another key was made")
    two.wait_backed_up()

    phone.open()
    phone.unlock(PASSPHRASE)
    phone.page.get_by_text(phone.words["notice.fork"]).wait_for()
    _, theirs = branches.both_codes(phone)
    assert branches.head_code(two) == theirs
    branches.stays_apart(phone)
    phone.write("Writing goes on")
    branches.join_again(phone, kit, PASSPHRASE)
    phone.wait_backed_up()
    every = ("Where one key was made", "Where another key was made", "Writing goes on")
    for device in (phone, two):
        _holds(device, "In the backup", *every)
    assert branches.head_code(phone) == branches.head_code(two)


def _holds(device: Device, *texts: str) -> None:
    """In whichever order: each phone's clock begins at noon."""
    device.sees(*texts)
    assert sorted(device.entries()) == sorted(texts)


def _make_key(device: Device) -> None:
    keys.look(device)
    keys.make_sheet(device)


def _two_of_one_journal(phone: Device, new_phone: NewPhone, practice: Program) -> Device:
    return _two_and_the_kit(phone, new_phone, practice)[0]


def _two_and_the_kit(phone: Device, new_phone: NewPhone, practice: Program) -> tuple[Device, str]:
    phone.begin(PASSPHRASE)
    phone.write("In the backup")
    kit = phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    two = new_phone("two")
    two.open()
    two.join(kit, PASSPHRASE)
    two.lists("In the backup")
    two.wait_backed_up()
    phone.wait_backed_up()
    return two, kit
