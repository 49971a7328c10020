"""What a person does on the screen of today, and with what is written in a few touches."""

from typing import Literal

from playwright.sync_api import Locator, expect

from e2e.journeys import Device, EntryId

Turn = Literal["towards", "away"]
Direction = Literal["others", "world", "self"]

COUNT_TAPS = """() => {
  globalThis.taps = 0;
  addEventListener("click", (event) => event.isTrusted && globalThis.taps++, { capture: true });
}"""


def go_today(device: Device) -> None:
    """Goes to the screen of today."""
    device.go_home()
    device.page.get_by_role("link", name=device.words["place.today"], exact=True).click()
    today(device).wait_for()


def today(device: Device) -> Locator:
    """The screen of today."""
    return device.page.locator("main.today")


def count_taps(device: Device) -> None:
    """Counts the touches from now on."""
    device.page.evaluate(COUNT_TAPS)


def taps(device: Device) -> int:
    """How many touches there were."""
    return int(device.page.evaluate("globalThis.taps"))


def keep_moment(
    device: Device,
    turn: Turn,
    direction: Direction,
    *,
    known: str = "",
    who: str = "",
    words: str = "",
) -> EntryId:
    """Keeps a small moment, from the screen of today; `known` is a name that was given before."""
    before = kept(device, "moment")
    go_today(device)
    start_moment(device, turn)
    if known:
        device.page.get_by_role("button", name=known, exact=True).click()
    else:
        device.press(f"moment.direction.{direction}")
    if who:
        device.field("moment.who").fill(who)
    if words:
        device.field("moment.words").fill(words)
    device.press("today.keep")
    today(device).wait_for()
    device.page.get_by_text(device.words["undo.kept"]).wait_for()
    return next(iter(kept(device, "moment", more_than=len(before)) - before))


def start_moment(device: Device, turn: Turn) -> None:
    """Touches which way it turned; with whom or where is asked next."""
    device.press(f"moment.turn.{turn}")
    expect(asked(device)).to_have_text(device.words["moment.ask.where"])


def asked(device: Device) -> Locator:
    """The one thing that is on the screen."""
    return device.page.locator("main.short-note h1")


def open_check_in(device: Device) -> None:
    """From the screen of today to how it is right now."""
    go_today(device)
    device.page.get_by_role("button", name=device.words["place.check-in"]).click()
    expect(asked(device)).to_have_text(device.words["place.check-in"])


def answer(device: Device, sign: str, value: int) -> None:
    """Moves the stone of a sign, by the keyboard, to a value from 0 to 10."""
    slider = device.page.get_by_role("slider", name=device.words[f"check-in.{sign}"], exact=True)
    slider.press("Home")
    for _ in range(value):
        slider.press("ArrowRight")
    expect(slider).to_have_value(str(value))


def keep_check_in(device: Device) -> EntryId:
    """Keeps what was answered; back on the screen of today."""
    device.press("today.keep")
    today(device).wait_for()
    device.page.get_by_text(device.words["undo.kept"]).wait_for()
    return next(iter(kept(device, "check-in", more_than=0)))


def kept(device: Device, kind: str, more_than: int = -1) -> set[EntryId]:
    """The entries of a kind in the journal, once there are more than so many."""
    device.go_home()
    lines = device.page.locator(f"[data-entry][data-kind='{kind}']")
    if more_than >= 0:
        lines.nth(more_than).wait_for()
    return {EntryId(str(one.get_attribute("data-entry"))) for one in lines.all()}


def read(device: Device, entry: EntryId) -> Locator:
    """Opens an entry, and gives its screen."""
    device.go_home()
    device.page.locator(f"[data-entry='{entry}']").click()
    screen = device.page.locator("main.entry")
    screen.wait_for()
    return screen


def add_tag(device: Device, tag: str) -> None:
    """Puts a tag of one's own on the entry that is read."""
    if not device.field("tags.new").is_visible():
        device.page.get_by_text(device.words["tags.add"], exact=True).click()
    device.field("tags.new").fill(tag)
    device.field("tags.new").press("Enter")
    off = device.words.say("tags.off", tag=tag)
    device.page.get_by_role("button", name=off, exact=True).wait_for()


def take_tag_off(device: Device, tag: str) -> None:
    """Takes a tag off the entry that is read."""
    off = device.page.get_by_role("button", name=device.words.say("tags.off", tag=tag), exact=True)
    off.click()
    expect(off).to_have_count(0)


def show_only(device: Device, *names: str) -> None:
    """Unfolds what can be chosen among, and touches these kinds or tags."""
    choice = device.page.locator(
        ".unfold", has=device.page.get_by_text(device.words["filter.kinds"])
    )
    if not choice.get_by_text(device.words["filter.kinds"]).is_visible():
        choice.locator("summary").click()
    for name in names:
        chip = choice.get_by_role("button", name=name, exact=True)
        chip.click()
        expect(chip).to_have_attribute("aria-pressed", "true")


def show_on_today(device: Device, part: str, *, shown: bool) -> None:
    """Chooses in the open settings whether the first screen shows a part."""
    device.field(f"settings.today.part.{part}").set_checked(shown)
