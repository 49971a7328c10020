"""Two phones, one journal: every word of both stays."""

import re

from playwright.sync_api import expect

from e2e.conftest import EVERYWHERE, NewPhone
from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
OTHER = "copper meadow winter violin"


def _words(texts: list[str]) -> set[str]:
    return set(re.findall(r"\w+", " ".join(texts)))


def _meet(*phones: Device) -> None:
    """Each is opened anew, when the others have sent what they have."""
    for device in phones:
        device.restart()
        device.unlock(device.passphrase)
        device.wait_backed_up()


@EVERYWHERE
def test_one_offline_from_its_first_visit_on_both_end_with_every_word_of_both(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two", first_visit=True)
    two.open()
    two.go_offline()
    two.begin(OTHER)
    two.write("Two wrote this before it ever had a connection")
    one.open()
    one.begin(PASSPHRASE)
    shared = one.write("We sat at the river.\nThe water was high.")
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()

    two.go_online()
    two.join(kit, PASSPHRASE)
    two.wait_backed_up()
    _meet(one, two)
    for device in (one, two):
        device.lists(
            "Two wrote this before it ever had a connection",
            "We sat at the river.\nThe water was high.",
        )

    one.go_offline()
    two.go_offline()
    one.edit(shared, "We sat at the calm river.\nThe water was high.\nOne stayed.")
    two.edit(shared, "We sat at the wild river.\nThe water was high and cold.")
    one.go_online()
    one.wait_backed_up()
    two.go_online()
    two.wait_backed_up()
    _meet(one, two)

    for device in (one, two):
        device.sees("calm", "wild", "high and cold", "One stayed")
    assert one.entries() == two.entries()
    assert one.read(shared) == two.read(shared)
    merged = _words([one.read(shared)])
    assert _words(["calm wild river high and cold One stayed"]) <= merged
    for device in (one, two):
        device.restart()
        device.unlock(PASSPHRASE)
    assert one.entries() == two.entries()


@EVERYWHERE
def test_entries_on_both_before_joining_are_all_there_afterwards(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    for device, passphrase, texts in (
        (one, PASSPHRASE, ["One, first", "One, second"]),
        (two, OTHER, ["Two, first", "Two, second", "Two, third"]),
    ):
        device.open()
        device.begin(passphrase)
        for text in texts:
            device.write(text)
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    two.join(kit, PASSPHRASE)
    two.wait_backed_up()
    _meet(one, two)
    everything = ["One, first", "One, second", "Two, first", "Two, second", "Two, third"]
    one.lists(*everything)
    two.lists(*everything)
    two.lock()
    two.unlock(PASSPHRASE)
    two.lists(*everything)


@EVERYWHERE
def test_an_edit_on_one_wins_over_a_deletion_on_the_other(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    entry = one.write("To keep or not")
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)
    one.go_offline()
    two.go_offline()
    one.delete(entry)
    two.edit(entry, "To keep")
    one.go_online()
    one.wait_backed_up()
    two.go_online()
    two.wait_backed_up()
    _meet(one, two)
    one.lists("To keep")
    two.lists("To keep")


@EVERYWHERE
def test_a_copied_phone_becomes_a_device_of_its_own_and_no_word_of_either_is_lost(
    new_phone: NewPhone, practice: Program
) -> None:
    one = new_phone("one")
    one.open()
    one.begin(PASSPHRASE)
    one.write("Before")
    one.turn_on_backup(practice.invite())
    one.go_home()
    one.wait_backed_up()
    copy = new_phone("copy", first_visit=True)
    one.copy_to(copy)
    for phone in (one, copy):
        phone.open()
        phone.go_offline()
        phone.unlock(PASSPHRASE)
    one.write("On the phone")
    copy.write("On the copy")
    for phone in (one, copy):
        phone.go_online()
        phone.wait_backed_up()
    one.sees("On the copy")
    copy.sees("On the phone")
    said = copy.page.get_by_text(copy.words["notice.renewed"])
    said.wait_for()
    expect(one.page.get_by_text(one.words["notice.renewed"])).to_have_count(0)
    copy.write("And on")
    one.sees("And on")
