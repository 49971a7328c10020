"""What a person does where two histories of one journal differ."""

import re
import shutil
from pathlib import Path

from e2e.journeys import Device

CODE = re.compile(r"\d{4} \d{4} \d{4}")


def head_code(device: Device) -> str:
    """The twelve digits that the backup page shows."""
    device.go_to("backup")
    device.press("backup.code.show")
    return device.page.get_by_text(CODE).inner_text()


def bring_together(device: Device) -> None:
    """Reads what the backup page says about two histories, and brings both together."""
    device.go_to("backup")
    device.page.get_by_text(device.words["backup.together.text"]).wait_for()
    device.press("backup.together.do")
    device.page.get_by_text(device.words["backup.together.together"]).wait_for()


def keep(device: Device, copy: Path) -> None:
    """Copies everything that lies on a phone; it is switched off for that."""
    device.switch_off()
    shutil.copytree(device.phone.profile, copy, symlinks=True)


def set_back(device: Device, copy: Path) -> None:
    """Puts an older copy in the place of what lies on a phone."""
    device.switch_off()
    shutil.rmtree(device.phone.profile)
    shutil.copytree(copy, device.phone.profile, symlinks=True)
