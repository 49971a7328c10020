"""What a person does to take a journal along, and to bring words in."""

import zipfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Locator, expect

from e2e.journeys import Device

Form = Literal["sealed", "readable"]


def visit(device: Device, door: Literal["take", "bring", "move"]) -> None:
    """Goes to one of the three screens, by the settings."""
    device.go_to("settings")
    device.press(f"{door}.title")
    title = device.words[f"{door}.title"]
    expect(device.page.get_by_role("heading", level=1, name=title)).to_be_visible()


def make(device: Device, form: Form, passphrase: str) -> None:
    """On the screen to take one's words along: asks for a file, and waits for what comes of it."""
    device.press(f"take.{form}")
    device.field("take.passphrase").fill(passphrase)
    device.press(f"take.{form}")
    refused = device.page.get_by_text(device.words["take.refused.passphrase"])
    expect(made(device, form).or_(refused).first).to_be_visible()


def made(device: Device, form: Form) -> Locator:
    """What stands there once the file is ready."""
    return device.page.locator(f"[data-made='{form}']")


def save(device: Device, form: Form, path: Path) -> Path:
    """Saves the file that is ready; returns where it is."""
    button = device.page.get_by_role("button", name=device.words["take.save"], exact=True)
    with device.page.expect_download() as saved:
        made(device, form).locator(button).click()
    saved.value.save_as(path)
    return path


def take(device: Device, form: Form, path: Path) -> Path:
    """The whole journal in a file."""
    visit(device, "take")
    make(device, form, device.passphrase)
    return save(device, form, path)


def readable(device: Device, path: Path) -> str:
    """Makes a readable copy on the screen for it, and reads all of it."""
    make(device, "readable", device.passphrase)
    with zipfile.ZipFile(save(device, "readable", path)) as copy:
        return "\n".join(copy.read(name).decode("utf-8") for name in copy.namelist())


def choose(device: Device, path: Path) -> None:
    """On the screen to bring words in: chooses a file."""
    device.field("bring.file").set_input_files(path)


def look(device: Device, path: Path, passphrase: str) -> None:
    """Chooses a sealed file and gives its passphrase."""
    choose(device, path)
    device.field("bring.passphrase").fill(passphrase)
    device.press("bring.look")


def bring(device: Device) -> None:
    """Says yes to what was found, and waits until it is here."""
    expect(device.page.locator("[data-held]")).to_be_visible()
    device.press("bring.bring")
    expect(device.page.locator("[data-brought]")).to_be_visible()


def erase_account(device: Device) -> None:
    """On the screen to move elsewhere: through its door, to the account being erased."""
    device.press("doors.title")
    device.press("doors.erase.go")
    device.field("doors.erase.passphrase").fill(device.passphrase)
    device.press("doors.erase.sure")
    expect(device.page.get_by_text(device.words["doors.erase.done"], exact=True)).to_be_visible()
