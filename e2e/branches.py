"""What a person does where two histories of one journal differ."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import expect

from e2e.journeys import Device

CODE = re.compile(r"\d{4} \d{4} \d{4}")


def head_code(device: Device) -> str:
    """The twelve digits that the backup page shows."""
    device.go_to("backup")
    device.press("backup.code.show")
    return device.page.get_by_text(CODE).inner_text()


def both_codes(device: Device) -> list[str]:
    """The code of this device and that of the server, on a backup page that shows two histories."""
    device.go_to("backup")
    codes = device.page.get_by_text(CODE)
    expect(codes).to_have_count(2)
    return codes.all_inner_texts()


def bring_together(device: Device) -> None:
    """Reads what the backup page says about two histories, and brings both together."""
    device.go_to("backup")
    device.page.get_by_text(device.words["backup.together.text"]).wait_for()
    device.press("backup.together.do")
    device.page.get_by_text(device.words["backup.together.together"]).wait_for()


def stays_apart(device: Device) -> None:
    """Wants both brought together, and reads that these two cannot be, and what can be chosen."""
    device.press("backup.together.do")
    device.page.get_by_text(device.words["backup.together.apart"]).wait_for()
    device.page.get_by_text(device.words["backup.together.here.title"]).wait_for()


def join_again(device: Device, kit: str, passphrase: str) -> None:
    """Chooses the history of the server, which this device joins with the kit."""
    device.go_to("backup")
    stays_apart(device)
    device.press("backup.together.there.do")
    device.join(kit, passphrase)


def keep(device: Device, copy: Path) -> None:
    """Copies everything that lies on a phone; it is switched off for that."""
    device.switch_off()
    shutil.copytree(device.phone.profile, copy, symlinks=True)


def set_back(device: Device, copy: Path) -> None:
    """Puts an older copy in the place of what lies on a phone."""
    device.switch_off()
    shutil.rmtree(device.phone.profile)
    shutil.copytree(copy, device.phone.profile, symlinks=True)
