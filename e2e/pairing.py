"""What a person does with two phones to bring a journal from one to the other."""

import io
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, expect

from e2e.journeys import Device, RefusedError


def show_code(old: Device, passphrase: str | None = None) -> str:
    """Asks the old phone for a code and returns the one to type. Raises RefusedError."""
    old.go_to("settings")
    old.press("add.title")
    return show_code_again(old, passphrase)


def show_code_again(old: Device, passphrase: str | None = None) -> str:
    """The same on the screen that is open."""
    old.field("backup.passphrase").fill(passphrase or old.passphrase)
    old.press("add.show")
    expect(old.page.locator("[role=alert]:not(:empty)")).to_have_count(0)  # of the last try
    code = old.page.locator(".pair-code")
    _shows(old, code)
    return code.inner_text().strip()


def look_at(old: Device) -> str:
    """What a camera reads from the pixels of the old phone's screen."""
    seen = Image.open(io.BytesIO(old.page.screenshot()))
    (code,) = zxingcpp.read_barcodes(seen)
    return code.text


def film(old: Device, path: Path) -> Path:
    """The same pixels as a film for the other phone's camera, before that phone is switched on."""
    seen = Image.open(io.BytesIO(old.page.screenshot())).convert("L")
    width, height = seen.width // 2 * 2, seen.height // 2 * 2
    light = seen.crop((0, 0, width, height)).tobytes()
    frame = b"FRAME\n" + light + bytes([128]) * (width * height // 2)
    path.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 10)
    return path


def open_pairing(new: Device) -> None:
    """To the screen that scans or takes a code, from the welcome or from settings."""
    if new.page.locator("main.welcome").count() == 0:
        new.go_to("settings")
    new.press("welcome.pair")
    new.field("pair.code").wait_for()


def enter(new: Device, code: str) -> None:
    """Types a code and goes on, up to the digits. Raises RefusedError."""
    new.field("pair.code").fill(code)
    new.press("pair.go")
    _shows(new, new.page.locator(".pair-digits"))


def scan(new: Device) -> None:
    """Lets the camera look, up to the digits. Raises RefusedError."""
    new.press("pair.scan")
    _shows(new, new.page.locator(".pair-digits"))


def digits(phone: Device) -> str:
    """The six digits that a phone shows."""
    return phone.page.locator(".pair-digits").inner_text()


def say(phone: Device, *, same: bool) -> None:
    """Answers whether the digits are the same."""
    phone.page.locator(".pair-digits").wait_for()
    phone.press("pair.same" if same else "pair.different")


def is_told(phone: Device, cause: str) -> None:
    """Waits until the phone says why it is over."""
    words = phone.words[f"pair.over.{cause}"]
    expect(phone.page.get_by_role("alert").filter(has_text=words)).to_be_visible()


def open_with(new: Device, passphrase: str) -> None:
    """Types the account's passphrase on the new phone, up to the journal being here."""
    new.field("join.passphrase").fill(passphrase)
    new.press("join.join")
    done = new.page.get_by_role("heading", name=new.words["join.done.title"])
    _shows(new, done)
    new.passphrase = passphrase


def _shows(phone: Device, wanted: Locator) -> None:
    """Waits for it. Raises RefusedError if an alert with words comes instead."""
    alert = phone.page.locator("[role=alert]:not(:empty)")
    alert.or_(wanted).first.wait_for()
    if not wanted.count():
        raise RefusedError(alert.first.inner_text())
