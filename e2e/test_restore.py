"""[ATTACKS 28] A backup made while people write is put back: the phones heal what is newer."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_moments_protocol.kit import parse_kit_text

from e2e import database
from e2e.conftest import NewPhone
from e2e.journeys import SLOW, Device
from tests.made_account import Page, make_account
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
OTHERS = "copper meadow winter violin"
MOST_BACKUPS = 200


@pytest.fixture
def practice(server: Program) -> Program:
    """A server of its own: its disk is lost."""
    return server


def test_after_a_lost_disk_both_phones_return_and_the_log_is_healed_verbatim(
    phone: Device, new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    two = new_phone("two")
    phone.begin(PASSPHRASE)
    phone.write("In the backup")
    kit = phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)

    backup = _back_up_under_load(practice, tmp_path / "elsewhere")

    for device, text in ((phone, "Newer, from one"), (two, "Newer, from two")):
        device.restart()
        device.unlock(PASSPHRASE)
        device.write(text)
        device.wait_backed_up()
    phone.go_offline()
    mine = _links(practice, kit)
    practice.kill()
    shutil.rmtree(practice.data)
    practice.run("restore", str(backup), "--data", str(practice.data))
    practice.start()
    older = _links(practice, kit)
    assert older == mine[: len(older)]
    assert len(older) < len(mine)

    for device in (two, phone):
        device.go_online()
        device.restart()
        device.unlock(PASSPHRASE)
        if device is two:  # the other one finds all in order
            device.page.get_by_text(device.words["notice.healed"]).wait_for(timeout=SLOW)
        device.page.get_by_text("Newer, from two").wait_for(timeout=SLOW)
        device.wait_backed_up()
    assert phone.entries() == two.entries()
    assert sorted(phone.entries()) == ["In the backup", "Newer, from one", "Newer, from two"]
    assert _links(practice, kit) == mine
    practice.run("backup", "--data", str(practice.data))
    assert "WRONG" not in practice.run("doctor", "--data", str(practice.data))


def _links(practice: Program, kit: str) -> list[bytes]:
    account = parse_kit_text(kit).account
    return [link for link in database.links(practice.data) if link[1:17] == account]


def _back_up_under_load(practice: Program, folder: Path) -> Path:
    """Backs up again and again while somebody else's phone pushes; returns the last one."""
    pages = (Page("2026-11-20", f"Page {number}", number) for number in range(300))
    backups = 0
    with ThreadPoolExecutor(1) as others:
        pushing = others.submit(make_account, practice.url, practice.invite(), OTHERS, pages)
        while not pushing.done() and backups < MOST_BACKUPS:
            practice.run("backup", str(folder), "--data", str(practice.data))
            backups += 1
        pushing.result()
    assert backups > 1
    return max(folder.glob("*.sqlite"))
