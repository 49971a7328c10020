"""What a browser wrote, opened without it: the log of the server and the second implementation."""

import subprocess
import sys
from pathlib import Path

from small_moments_protocol.kit import parse_kit_text

from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
OPEN = Path(sys.executable).parent / "small-moments-protocol"


def test_a_dump_opens_with_kit_and_passphrase_and_prints_the_entries(
    phone: Device, practice: Program, tmp_path: Path
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("On a past day", day="2026-02-03")
    changed = phone.write("At first like this")
    phone.edit(changed, "Later like this, with a café")
    gone = phone.write("Put into the trash")
    phone.delete(gone)
    kit = phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()

    account = parse_kit_text(kit).account.hex()
    dump = tmp_path / "account.dump"
    practice.run("dump", account, str(dump), "--data", str(practice.data))
    said = _open(dump, kit, PASSPHRASE)
    assert said.returncode == 0, said.stderr
    assert "2026-02-03" in said.stdout
    assert "On a past day" in said.stdout
    assert "Later like this, with a café" in said.stdout
    assert "At first like this" not in said.stdout

    refused = _open(dump, kit, "not these words at all")
    assert refused.returncode != 0
    assert "On a past day" not in refused.stdout


def _open(dump: Path, kit: str, passphrase: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [OPEN, "open", dump],
        input=f"{kit}\n{passphrase}\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
