"""A journal goes to another practice's server, whole; nothing is left of the account here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e import database, leaving
from e2e.conftest import NewPhone
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
OTHERS = "copper meadow winter violin"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Program]:
    """The server of another practice."""
    program = Program(tmp_path / "elsewhere")
    program.start()
    yield program
    program.stop()


def test_a_journal_moves_to_another_server_with_its_history_and_its_kit_there_opens_it_alone(
    new_phone: NewPhone, practice: Program, elsewhere: Program, tmp_path: Path
) -> None:
    here = new_phone("here")
    here.open()
    here.begin(PASSPHRASE)
    here.write("On a past day", day="2026-02-03")
    changed = here.write("At first like this")
    here.edit(changed, "Later like this")
    gone = here.write("Put into the trash")
    here.delete(gone)
    kit = here.turn_on_backup(practice.invite())
    here.wait_backed_up()
    before = here.entries()

    leaving.visit(here, "move")
    holds = here.words.say("move.look.here.other", count=3)
    expect(here.page.get_by_text(holds)).to_be_visible()
    leaving.make(here, "sealed", PASSPHRASE)
    file = leaving.save(here, "sealed", tmp_path / "moments.sealed")

    there = new_phone("there", at=elsewhere)
    there.open()
    there.begin(OTHERS)
    leaving.visit(there, "bring")
    leaving.look(there, file, PASSPHRASE)
    expect(there.page.locator("[data-held]")).to_contain_text(
        there.words.say("bring.fresh.other", count=3)
    )
    leaving.bring(there)
    there.lists(*before)
    there.open_history(changed)
    expect(there.page.locator("[data-version='earlier']")).to_contain_text("At first like this")
    there.go_to("trash")
    expect(there.page.locator("[data-trashed]", has_text="Put into the trash")).to_be_visible()
    newer = there.turn_on_backup(elsewhere.invite())
    there.wait_backed_up()
    assert newer != kit

    leaving.erase_account(here)
    assert database.bodies(practice.data) == []
    assert database.bodies(elsewhere.data)
    for device in (here, there):
        device.switch_off()
    fresh = new_phone("fresh", at=elsewhere)
    fresh.open()
    fresh.join(newer, OTHERS)
    fresh.lists(*before)
