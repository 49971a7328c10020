"""[A28] A backup made while people write is put back: the phones heal what is newer."""

import shutil
import time
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from small_moments_protocol.kit import parse_kit_text

from e2e import database
from e2e.conftest import NewPhone
from e2e.journeys import Device
from tests.counts import Counts
from tests.made_account import Page, make_account
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
OTHERS = "copper meadow winter violin"
BACKUPS = 3
EVERY = (
    "In the backup",
    "Newer, from one",
    "Newer, from two",
    "Meanwhile, from one",
    "Meanwhile, from two",
)
NO_LIMIT = ("--account-burst", "1000000", "--address-burst", "1000000")
"""Somebody writes for as long as the backups take, faster than any person."""
BEGINS_WITHIN = 60.0


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Program]:
    """A server of its own: its disk is lost."""
    program = Program(tmp_path, *NO_LIMIT)
    program.start()
    yield program
    program.stop()


def test_after_a_lost_disk_both_phones_return_and_the_log_is_healed_verbatim(
    phone: Device, new_phone: NewPhone, practice: Program, tmp_path: Path, counts: Counts
) -> None:
    two = new_phone("two")
    phone.begin(PASSPHRASE)
    phone.write("In the backup")
    kit = phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)

    with timed(counts, "backup under load", BACKUPS):
        backup = _back_up_under_load(practice, tmp_path / "elsewhere")

    for device, text in ((phone, "Newer, from one"), (two, "Newer, from two")):
        device.restart()
        device.unlock(PASSPHRASE)
        device.write(text)
        device.wait_backed_up()
    for device, text in ((phone, "Meanwhile, from one"), (two, "Meanwhile, from two")):
        device.go_offline()
        device.write(text)
    mine = _links(practice, kit)
    practice.kill()
    shutil.rmtree(practice.data)
    with timed(counts, "restore"):
        practice.run("restore", str(backup), "--data", str(practice.data))
    older = _links(practice, kit)
    assert older == mine[: len(older)]
    assert len(older) < len(mine)
    practice.start()

    with timed(counts, "both phones healed"):
        for device in (two, phone):
            device.restart()
            device.unlock(PASSPHRASE)
            device.go_online()
            if device is two:  # the other one finds all in order
                device.page.get_by_text(device.words["notice.healed"]).wait_for()
            device.sees("In the backup", "Newer, from one", "Newer, from two")
            device.wait_backed_up()
    assert _links(practice, kit)[: len(mine)] == mine
    for device in (phone, two):
        device.sees(*EVERY)
        assert sorted(device.entries()) == sorted(EVERY)
    practice.run("backup", "--data", str(practice.data))
    assert "WRONG" not in practice.run("doctor", "--data", str(practice.data))


@contextmanager
def timed(counts: Counts, name: str, times: int = 1) -> Generator[None]:
    """Tells how long the block took, or one of so many times."""
    begun = time.monotonic()
    yield
    counts.add(name, round((time.monotonic() - begun) * 1000 / times))


def _links(practice: Program, kit: str) -> list[bytes]:
    account = parse_kit_text(kit).account
    return [link for link in database.links(practice.data) if link[1:17] == account]


def _back_up_under_load(practice: Program, folder: Path) -> Path:
    """Backs up again and again while somebody else's phone pushes; returns the last one."""
    begun, enough = Event(), Event()

    def pages() -> Iterator[Page]:
        number = 0
        while not enough.is_set():
            yield Page("2026-11-20", f"Page {number}", number)
            begun.set()  # the next one is wanted: this one was pushed
            number += 1

    with ThreadPoolExecutor(1) as others:
        pushing = others.submit(make_account, practice.url, practice.invite(), OTHERS, pages())
        try:
            assert begun.wait(BEGINS_WITHIN)
            for _ in range(BACKUPS):
                practice.run("backup", str(folder), "--data", str(practice.data))
            assert not pushing.done()
        finally:
            enough.set()
        pushing.result()
    return max(folder.glob("*.sqlite"))
