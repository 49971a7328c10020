"""Whatever the server answers, writing goes on, the state is true, and it recovers by itself."""

import pytest

from e2e.disturbances import FAULTS
from e2e.journeys import Device
from e2e.line import undisturbed
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


def _backed_up_phone(phone: Device, practice: Program) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Before")
    phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()


@pytest.mark.parametrize("fault", FAULTS)
def test_the_server_answers_wrongly_and_nothing_written_is_touched(
    phone: Device, practice: Program, fault: str
) -> None:
    _backed_up_phone(phone, practice)
    phone.line.disturb = FAULTS[fault]
    phone.write("Meanwhile")
    phone.wait_save_state("behind", "waiting")
    phone.restart()
    phone.unlock(PASSPHRASE)
    phone.write("And after a restart")
    assert phone.entries() == ["Before", "Meanwhile", "And after a restart"]
    phone.line.disturb = undisturbed
    phone.restart()
    phone.unlock(PASSPHRASE)
    phone.wait_backed_up()
    assert phone.entries() == ["Before", "Meanwhile", "And after a restart"]
