"""Whatever the server answers, writing goes on, the state is true, and it recovers by itself."""

from e2e.disturbances import FAULTS
from e2e.journeys import Device
from e2e.line import undisturbed
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


def test_the_server_answers_wrongly_and_nothing_written_is_touched(
    phone: Device, practice: Program
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Before")
    phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    written = ["Before"]
    for fault, disturb in FAULTS.items():
        phone.line.disturb = disturb
        phone.write(f"With {fault}")
        phone.wait_save_state("behind", "waiting")
        phone.restart()
        phone.unlock(PASSPHRASE)
        phone.write(f"With {fault}, after a restart")
        written += [f"With {fault}", f"With {fault}, after a restart"]
        assert phone.entries() == written
        phone.line.disturb = undisturbed
        phone.restart()
        phone.unlock(PASSPHRASE)
        phone.wait_backed_up()
        assert phone.entries() == written
