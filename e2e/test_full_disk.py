"""A practice whose disk is full: the phone keeps the words, says so, and goes on by itself."""

import pytest
from playwright.sync_api import expect

from e2e.conftest import NewPhone
from e2e.journeys import Device
from tests.program import Program
from tests.server.failing_disk import DiskError, failing

PASSPHRASE = "otter lantern quiet harbour"


def test_words_wait_while_the_server_has_no_room_and_are_backed_up_once_it_has(
    phone: Device, new_phone: NewPhone, practice: Program
) -> None:
    two = new_phone("two")
    phone.begin(PASSPHRASE)
    kit = phone.turn_on_backup(practice.invite())
    phone.write("While there was room")
    phone.wait_backed_up()
    try:
        with failing(practice, "pwrite64", "ENOSPC", "1+"):
            phone.write("Without room")
            phone.wait_save_state("behind")
            phone.go_to("backup")
            expect(phone.page.get_by_text(phone.words["cause.server"])).to_be_visible()
            phone.write("Writing goes on")
    except DiskError as missing:
        pytest.skip(f"NOT TRIED: a full disk, since {missing}")
    phone.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)
    two.lists("While there was room", "Without room", "Writing goes on")
    assert "POST /api/log 507" in practice.log()
