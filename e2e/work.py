"""What a person does with needs, letters, notes for later, and words and actions."""

from datetime import timedelta

from playwright.sync_api import Locator, expect

from e2e import browser
from e2e.journeys import Device
from e2e.today import today

DAY = 24 * 60
"""Minutes."""


def visit(device: Device, path: str) -> None:
    """Comes to a screen by its address, as a shortcut would, and unlocks."""
    _is_kept(device)
    device.open(path)
    device.unlock(device.passphrase)
    expect(device.page).to_have_url(device.base_url + path)
    device.page.locator("main:not([aria-busy]) h1").wait_for()


def pass_days(device: Device, days: int) -> None:
    """So many days pass on a phone whose clock can; it is locked by then, and opens on today."""
    _is_kept(device)
    device.sleep(days * DAY)
    device.open("/")
    device.unlock(device.passphrase)
    today(device).wait_for()


def heading(device: Device, word: str) -> Locator:
    """The heading of a screen."""
    return device.page.get_by_role("heading", level=1, name=device.words[word], exact=True)


def finish(device: Device) -> None:
    """Is done with what is being written, and back where it was begun."""
    device.press("write.done")
    expect(device.page).not_to_have_url(device.base_url + "/note")


OFFERS_DRAWN = """async () => {
  const { integrity } = JSON.parse(document.querySelector("script[type=importmap]").textContent);
  const names = Object.keys(integrity).filter((at) => at.startsWith("/assets/open-"));
  if (names.length !== 1) throw new Error(`expected one script, got ${names}`);
  await import(names[0]);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
"""Waits for the script that has what today offers. With a stream open no line is ever idle."""


def offer(device: Device, text: str) -> Locator:
    """What today's screen offers with these words."""
    return device.page.locator(".work-offer").filter(has_text=text)


def offered(device: Device, text: str) -> None:
    """Waits until today's screen offers something with these words."""
    expect(offer(device, text)).to_be_visible()


def nothing_offered(device: Device) -> None:
    """Waits until today's screen has loaded what it may offer, and offers nothing."""
    expect(device.page.locator("main.today")).to_be_visible()
    device.page.evaluate(OFFERS_DRAWN)
    expect(offer(device, "")).to_have_count(0)


def days_ago(days: int) -> str:
    """A day of the phones as a field takes it; of the future if negative."""
    return (browser.today() - timedelta(days=days)).isoformat()


def say_of(device: Device, who: str, text: str) -> None:
    """Writes down what somebody said."""
    device.go_to("words")
    device.press("work.words.new")
    device.field("work.promise.words").fill(text)
    device.field("work.promise.who").fill(who)
    device.press("moment.direction.others")
    finish(device)


def choose(device: Device, *words: str) -> None:
    """Touches choices, and sees each of them chosen."""
    for word in words:
        device.press(word)
        button = device.page.get_by_role("button", name=device.words[word], exact=True)
        expect(button).to_have_attribute("aria-pressed", "true")


def unfold(device: Device, word: str) -> None:
    """Unfolds what is folded away until wanted."""
    part = device.page.locator(
        "details", has=device.page.get_by_text(device.words[word], exact=True)
    )
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    expect(part).to_have_attribute("open", "")


def borrow(device: Device, word: str, line: str) -> None:
    """Touches words to borrow, below that title."""
    unfold(device, word)
    device.page.get_by_role("button", name=line, exact=True).click()


def _is_kept(device: Device) -> None:
    """Waits in the journal until nothing is on its way to the disk any more."""
    device.go_home()
    device.wait_save_state("saved-here", "waiting", "sending", "behind", "backed-up")
