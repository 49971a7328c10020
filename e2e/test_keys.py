"""[C12] [C20] Who holds a key: a lost phone, a changed passphrase, a forgotten one."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e import keys, leaving
from e2e.conftest import NewPhone
from e2e.journeys import Device, RefusedError
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
CHANGED = "copper meadow winter violin"


def _two(new_phone: NewPhone, practice: Program) -> tuple[Device, Device, str]:
    one, two = new_phone("one"), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    one.write("Before")
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)
    return one, two, kit


def test_a_lost_phone_is_put_out_reads_nothing_new_and_says_so(
    new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    one, lost, _ = _two(new_phone, practice)
    lost.write("On the lost one")
    lost.wait_backed_up()
    one.sees("On the lost one")
    keys.look(one)
    expect(keys.holders(one, "device")).to_have_count(2)
    keys.remove(one, 2)
    expect(keys.holders(one, "device")).to_have_count(1)
    one.write("After it was lost")
    one.wait_backed_up()

    lost.restart()
    lost.unlock(PASSPHRASE)
    lost.go_home()
    said = lost.page.get_by_text(lost.words.pattern("notice.removed.on"))
    expect(said).to_contain_text(lost.words.say("keys.by.device", number=1))
    lost.lists("Before", "On the lost one")
    lost.write("It can still be written on")
    lost.lists("Before", "On the lost one", "It can still be written on")
    leaving.visit(lost, "take")
    copy = leaving.readable(lost, tmp_path / "copy.zip")
    assert "It can still be written on" in copy
    assert "After it was lost" not in copy
    one.lists("Before", "On the lost one", "After it was lost")


def test_a_passphrase_that_is_changed_on_one_is_learned_on_the_other(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two, _ = _two(new_phone, practice)
    kit = keys.change_passphrase(one, CHANGED)
    one.lock()
    with pytest.raises(RefusedError):
        one.unlock(PASSPHRASE)
    one.unlock(CHANGED)

    two.go_home()
    keys.learn_passphrase(two, CHANGED)
    two.go_home()
    expect(two.page.get_by_text(two.words.pattern("notice.changed"))).to_have_count(0)
    two.lock()
    two.unlock(CHANGED)
    two.write("Under the new one")
    two.wait_backed_up()
    one.sees("Under the new one")
    three = new_phone("three")
    three.open()
    three.join(kit, CHANGED)
    three.sees("Before", "Under the new one")


def test_a_forgotten_passphrase_is_replaced_by_the_sheet_on_a_fresh_browser(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two, kit = _two(new_phone, practice)
    keys.look(one)
    sheet = keys.make_sheet(one)
    one.switch_off()
    two.switch_off()
    fresh = new_phone("fresh")
    fresh.open()
    newer = keys.recover(fresh, sheet, CHANGED)
    fresh.lists("Before")
    fresh.write("Found again")
    fresh.wait_backed_up()
    other = new_phone("other")
    other.open()
    with pytest.raises(RefusedError):
        other.join(kit, PASSPHRASE)
    other.open()
    other.join(newer, CHANGED)
    other.sees("Before", "Found again")


def test_c20_each_change_is_told_on_every_device_until_seen_and_stays_listed(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two, _ = _two(new_phone, practice)
    one.go_home()
    added = keys.line(one, "keys.change.device.added", who="Device 2", by="with the kit")
    expect(added).to_be_visible()
    one.press("notice.keys.seen")
    expect(added).to_have_count(0)
    keys.look(two)
    keys.make_sheet(two)
    for device, by in ((one, "from device 2"), (two, "from this device")):
        device.restart()
        device.unlock(PASSPHRASE)
        device.go_home()
        made = keys.line(device, "keys.change.sheet.added", by=by)
        expect(made).to_be_visible()
        device.press("notice.keys.look")
        expect(made).to_be_visible()
        device.go_home()
        device.press("notice.keys.seen")
        expect(made).to_have_count(0)
        keys.look(device)
        expect(made).to_be_visible()


def test_c12_members_and_epochs_stand_with_what_the_server_sees(
    new_phone: NewPhone, practice: Program
) -> None:
    one, _, _ = _two(new_phone, practice)
    keys.look(one)
    keys.remove(one, 2)
    one.go_to("about")
    one.press("about.sees.door")
    said = one.page.locator("[data-epochs]")
    expect(said).to_contain_text("version 3")
    expect(said).to_contain_text("2 members")
    expect(said).to_contain_text("epoch number 2")
