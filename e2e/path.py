"""What a person does on the path."""

from playwright.sync_api import Locator, expect

from e2e.journeys import Device


def open_path(device: Device) -> None:
    """Goes to the path, by the tab or the name of it that lies nearest."""
    device.go_home()
    device.page.get_by_role("link", name=device.words["place.path"], exact=True).click()
    heading(device, device.words["path.title"])


def open_step(device: Device, title: str) -> None:
    """Opens a step of the path by its title."""
    open_path(device)
    device.page.get_by_role("button", name=title).click()
    heading(device, title)


def open_piece(device: Device, step: str, title: str) -> None:
    """Opens a page of a step, as far as what is said before it begins."""
    open_step(device, step)
    device.page.get_by_role("button", name=title, exact=True).click()
    heading(device, title)


def begin(device: Device, step: str, title: str) -> None:
    """Begins a page of a step, up to its first question."""
    open_piece(device, step, title)
    device.press("path.before.begin")


def answer(device: Device, ask: str, text: str) -> None:
    """Answers the question that is asked; it has to be this one."""
    heading(device, ask)
    device.field("path.answer").fill(text)


def resume(device: Device, title: str) -> None:
    """Goes on with what the path offers first."""
    open_path(device)
    device.page.get_by_role("button", name=device.words.say("path.open.go", title=title)).click()


def rate(device: Device, number: int) -> None:
    """Says how heavy it is, from 0 to 10."""
    device.page.get_by_role("slider").fill(str(number))
    device.press("weigh.note")


def heading(device: Device, words: str) -> Locator:
    """Waits for the screen of that heading."""
    found = device.page.get_by_role("heading", level=1, name=words, exact=True)
    expect(found).to_be_visible()
    return found
