"""[A11] [A14] [A28] What is changed, lost or set back on the server is noticed, and survived."""

from pathlib import Path

import pytest

from e2e import database
from e2e.conftest import NewPhone
from e2e.journeys import Device, RefusedError
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


@pytest.fixture
def practice(server: Program) -> Program:
    """A server of its own for each story here: what is done to it must not reach another."""
    return server


def test_a_byte_turned_in_the_database_is_said_calmly_and_the_journal_stays_usable(
    phone: Device, new_phone: NewPhone, practice: Program
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Sent whole")
    kit = phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    two = new_phone("two")
    two.open()
    two.join(kit, PASSPHRASE)
    two.go_offline()
    phone.write("To be spoiled on the way")
    phone.wait_backed_up()
    with database.stopped(practice) as data:
        database.flip_newest_body(data)

    two.go_online()
    two.restart()
    two.unlock(PASSPHRASE)
    two.page.get_by_text(two.words["notice.tampered"]).wait_for()
    assert two.entries() == ["Sent whole"]
    two.write("Writing goes on")
    assert two.entries() == ["Sent whole", "Writing goes on"]
    two.wait_save_state("behind")

    three = new_phone("three")
    three.open()
    with pytest.raises(RefusedError) as refused:
        three.join(kit, PASSPHRASE)
    assert str(refused.value) == three.words["join.refused.tampered"]
    assert phone.entries() == ["Sent whole", "To be spoiled on the way"]


def test_an_older_database_put_back_is_healed_verbatim(
    phone: Device, new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("In the older backup")
    kit = phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    database.keep(practice, tmp_path / "copy")
    phone.restart()
    phone.unlock(PASSPHRASE)
    phone.write("Newer than it")
    phone.wait_backed_up()
    before = database.links(practice.data)
    phone.switch_off()  # or it would heal the older one as soon as that is there
    database.restore(practice, tmp_path / "copy")
    assert len(database.links(practice.data)) < len(before)

    phone.open()
    phone.unlock(PASSPHRASE)
    phone.page.get_by_text(phone.words["notice.healed"]).wait_for()
    phone.wait_backed_up()
    assert database.links(practice.data) == before
    two = new_phone("two")
    two.open()
    two.join(kit, PASSPHRASE)
    two.lists("In the older backup", "Newer than it")
