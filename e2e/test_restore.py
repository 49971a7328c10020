"""[A28] A backup made while people write is put back: the phones heal what is newer."""

import time
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

import pytest
from small_moments_protocol.kit import parse_kit_text

from e2e.conftest import NewPhone
from e2e.disk import Database, Disk, Folder
from e2e.journeys import Device
from tests import postgresql
from tests.counts import Counts
from tests.made_account import Page, make_account
from tests.pair import Pair
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


@pytest.fixture(params=["sqlite", "postgresql"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """Of one server, or of two on one database of PostgreSQL; it is going to be lost."""
    with ExitStack() as stack:
        if request.param == "postgresql":
            cluster = stack.enter_context(postgresql.cluster())
            url = cluster.make()
            practice: Program = Pair(tmp_path, *NO_LIMIT, database=url)
            kept: Disk = Database(practice, cluster, url)
        else:
            practice = Program(tmp_path, *NO_LIMIT)
            kept = Folder(practice)
        practice.start()
        stack.callback(practice.stop)
        yield kept


@pytest.fixture
def practice(disk: Disk) -> Program:
    """A practice of its own: its disk is lost."""
    return disk.practice


def test_after_a_lost_disk_both_phones_return_and_the_log_is_healed_verbatim(
    phone: Device, new_phone: NewPhone, disk: Disk, tmp_path: Path, counts: Counts
) -> None:
    practice = disk.practice
    two = new_phone("two")
    phone.begin(PASSPHRASE)
    phone.write("In the backup")
    kit = phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)

    with timed(counts, "backup under load", BACKUPS):
        backup = _back_up_under_load(disk, tmp_path / "elsewhere")

    for device, text in ((phone, "Newer, from one"), (two, "Newer, from two")):
        device.restart()
        device.unlock(PASSPHRASE)
        device.write(text)
        device.wait_backed_up()
    for device, text in ((phone, "Meanwhile, from one"), (two, "Meanwhile, from two")):
        device.go_offline()
        device.write(text)
    mine = _links(disk, kit)
    practice.kill()
    disk.lose()
    with timed(counts, "restore"):
        disk.put_back(backup)
    older = _links(disk, kit)
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
    assert _links(disk, kit)[: len(mine)] == mine
    for device in (phone, two):
        device.sees(*EVERY)
        assert sorted(device.entries()) == sorted(EVERY)
    disk.back_up(practice.data / "backups")
    assert "WRONG" not in practice.run("doctor", *practice.place)


@contextmanager
def timed(counts: Counts, name: str, times: int = 1) -> Generator[None]:
    """Tells how long the block took, or one of so many times."""
    begun = time.monotonic()
    yield
    counts.add(name, round((time.monotonic() - begun) * 1000 / times))


def _links(disk: Disk, kit: str) -> list[bytes]:
    account = parse_kit_text(kit).account
    return [link for link in disk.links() if link[1:17] == account]


def _back_up_under_load(disk: Disk, folder: Path) -> Path:
    """Backs up again and again while somebody else's phone pushes; returns the last one."""
    practice, begun, enough = disk.practice, Event(), Event()

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
            made = [disk.back_up(folder) for _ in range(BACKUPS)]
            assert not pushing.done()
        finally:
            enough.set()
        pushing.result()
    return made[-1]
