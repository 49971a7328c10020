"""Who holds a key, by the hand of the person who looks: removing, changing, recovering."""

from typing import Literal

from playwright.sync_api import Locator, expect

from e2e.journeys import GROUPS, Device


def look(device: Device) -> None:
    """Opens the page of who holds a key, from the settings."""
    device.go_to("settings")
    device.press("keys.title")
    heading = device.page.get_by_role("heading", level=1, name=device.words["keys.title"])
    expect(heading).to_be_visible()


def holders(device: Device, kind: str) -> Locator:
    """The devices, the kit or the sheet (`device`, `kit`, `sheet`) on the open page."""
    return device.page.locator(f"[data-holder='{kind}']")


def line(device: Device, word: str, **values: str) -> Locator:
    """A line of the signed history, or of a notice, that holds this sentence."""
    return device.page.get_by_text(device.words.say(word, **values))


def ask(device: Device, name: str) -> None:
    """Touches what is to be done, up to being asked for the passphrase."""
    device.page.get_by_role("button", name=name, exact=True).click()
    expect(device.field("backup.passphrase")).to_be_visible()


def confirm(device: Device, name: str) -> None:
    """Gives the passphrase for what was asked, and does it."""
    device.field("backup.passphrase").fill(device.passphrase)
    device.page.get_by_role("button", name=name, exact=True).click()


def remove(device: Device, number: int) -> None:
    """Removes a device on the open page, and sees that it is gone."""
    name = device.words.say("keys.remove", number=number)
    ask(device, name)
    confirm(device, name)
    device.page.get_by_text(device.words["keys.removed"]).wait_for()


def make_sheet(device: Device) -> str:
    """Makes a recovery sheet on the open page, types a part of it back; returns its text."""
    name = device.words["keys.sheet.make"]
    ask(device, name)
    confirm(device, name)
    return confirm_sheet(device)


def confirm_sheet(device: Device) -> str:
    """Types the part of the shown sheet that is asked for; returns the sheet's text."""
    groups = device.field("sheet.groups").get_by_role("listitem")
    expect(groups).to_have_count(GROUPS)
    text = " ".join(group.strip() for group in groups.all_inner_texts())
    type_back(device, "sheet", text)
    expect(holders(device, "kit")).to_be_visible()
    return text


def type_back(device: Device, paper: Literal["kit", "sheet"], text: str) -> None:
    """Types the group of a paper that the open page asks for."""
    question = device.words.pattern(f"{paper}.ask")
    asked = question.fullmatch(device.page.get_by_text(question).inner_text())
    field = device.page.get_by_label(question)
    field.fill(text.split(" ")[int(asked[1]) - 1 if asked else 0])
    field.press("Enter")


def withdraw_sheet(device: Device) -> None:
    """Takes the recovery sheet back on the open page: a new key of the journal begins."""
    ask(device, device.words["keys.sheet.withdraw"])
    confirm(device, device.words["keys.sheet.withdraw"])
    device.page.get_by_text(device.words["keys.sheet.withdrawn"]).wait_for()


def seal_again(device: Device) -> None:
    """Has everything sealed again on the open page, and waits until that is done."""
    device.press("keys.anew.begin")
    device.page.get_by_text(device.words["keys.anew.done"]).wait_for()


def change_passphrase(device: Device, passphrase: str) -> str:
    """Changes it, keeps the new kit and types a part of it back; returns the kit's text."""
    device.go_to("settings")
    device.press("change.title")
    device.field("change.present").fill(device.passphrase)
    device.press("passphrase.choose-own")
    device.field("passphrase.own").fill(passphrase)
    device.press("change.change")
    device.passphrase = passphrase
    device.field("kit.groups").wait_for()
    return device.confirm_kit()


def learn_passphrase(device: Device, passphrase: str) -> None:
    """Brings a passphrase that was changed elsewhere to this device, by its notice."""
    device.press("notice.changed.learn")
    device.field("learn.present").fill(device.passphrase)
    device.field("learn.next").fill(passphrase)
    device.press("learn.learn")
    device.page.get_by_text(device.words["learn.done"]).wait_for()
    device.passphrase = passphrase


def recover(device: Device, sheet: str, passphrase: str) -> str:
    """From the welcome, by the sheet, to the journal under a new passphrase; returns the kit."""
    device.press("welcome.join")
    device.press("recover.title")
    device.field("recover.sheet").fill(sheet)
    device.page.get_by_text(device.words["recover.ok"]).wait_for()
    device.press("passphrase.choose-own")
    device.field("passphrase.own").fill(passphrase)
    device.press("join.join")
    device.page.get_by_text(device.words["recover.done.kit"]).wait_for()
    device.passphrase = passphrase
    device.press("recover.kit")
    return device.confirm_kit()
