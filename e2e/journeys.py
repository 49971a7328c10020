"""A phone and the person who holds it. Stories are written with the verbs of `Device` alone."""

import re
import shutil
from pathlib import Path
from types import TracebackType
from typing import NewType, Self

from playwright.sync_api import BrowserContext, Locator, Page, expect

from e2e import browser, cdp
from e2e.line import Line
from e2e.witness import Witness
from e2e.words import Words

EntryId = NewType("EntryId", str)
"""Names one entry on one device and on every other."""

PHONE = (390, 844)
DESKTOP = (1280, 800)
WRITE, LOCKED = "/write", "main.lock"
SLOW = 60_000.0
"""Milliseconds that long work (Argon2id, an exchange) may take before a story fails."""
FOCUS_IS = """(wanted) => new Promise((done, late) => {
  const look = () => document.hasFocus() === wanted && done();
  addEventListener("blur", look);
  addEventListener("focus", look);
  setTimeout(late, 10_000);
  look();
})"""
"""Waits in the page until it has the focus, or has lost it."""
SIGHT_IS = """(sight) => {
  Object.defineProperty(document, "visibilityState", { value: sight, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""Says what a phone says to a page; a headless browser never hides one."""


class RefusedError(Exception):
    """The app said no; the text is the sentence that it showed."""


class Device:
    """One phone, with a browser profile that outlives restarts and sudden ends.

    Nothing here reaches into the app: it sees what is shown, in the phone's language, and touches
    it. All traffic goes over `line`, where it is recorded and can be disturbed. `page` is there for
    what no verb says; it is another one after a restart. Verbs wait for what they cause to show.
    """

    def __init__(
        self,
        base_url: str,
        profile_dir: Path,
        language: str = "en",
        viewport: tuple[int, int] = PHONE,
        scheme: browser.Scheme = "light",
        *,
        can_sleep: bool = False,
    ) -> None:
        """A phone that is switched off. `viewport` is width and height in CSS pixels.

        `can_sleep`: the page's clock is one that `sleep` can move on.
        """
        self.base_url = base_url
        self.words = Words(language)
        self.line = Line(base_url)
        self.witness = Witness(self.line)
        self.passphrase = ""
        self.phone = browser.Phone(
            profile=profile_dir,
            language=language,
            width=viewport[0],
            height=viewport[1],
            scheme=scheme,
            proxy=self.line.address,
        )
        self._context: BrowserContext | None = None
        self._offline = False
        self._can_sleep = can_sleep

    # Switching on and off

    @property
    def context(self) -> BrowserContext:
        """The running browser. Raises RuntimeError if the phone is off."""
        if self._context is None:
            raise RuntimeError("expected an open device, got one that is switched off")
        return self._context

    @property
    def page(self) -> Page:
        """The page that the person looks at."""
        return self.context.pages[0]

    def switch_on(self) -> None:
        """Starts the browser, unless it runs; the app is not opened yet."""
        if self._context is None:
            self._context = browser.start(self.phone)
            self._context.set_offline(self._offline)
            self.witness.watch(self._context)
            if self._can_sleep:
                self.page.clock.install()

    def open(self, path: str = "/") -> None:
        """Opens the app; returns once it shows and is kept for offline use."""
        self.switch_on()
        self.page.goto(self.base_url + path)
        self.page.locator("main:not([aria-busy]) :is(h1, h2)").first.wait_for(state="attached")
        self.page.evaluate("async () => { await navigator.serviceWorker.ready; }")

    def restart(self) -> None:
        """Closes the browser in good order and opens the app again."""
        self.switch_off()
        self.open()

    def switch_off(self) -> None:
        """Closes the browser in good order."""
        if self._context is not None:
            self._context.close()
            self._context = None

    def kill(self) -> None:
        """Ends the browser at once, as an empty battery would. `open` starts it again."""
        browser.kill(self.context)
        self._context = None

    def close(self) -> None:
        """Switches the phone off for good."""
        self.switch_off()
        self.line.close()

    def copy_to(self, other: Self) -> None:
        """All that this phone stores is copied to another one, as by a backup of the phone."""
        self._switch_off()
        shutil.copytree(self.phone.profile, other.phone.profile, symlinks=True)

    def go_offline(self) -> None:
        """No connection: the browser knows it, and the line is dead as well."""
        self._offline = self.line.is_cut = True
        self.context.set_offline(True)

    def go_online(self) -> None:
        """The connection is back."""
        self._offline = self.line.is_cut = False
        self.context.set_offline(False)

    def look_away(self) -> None:
        """The person turns to something else: the page loses the focus."""
        self._window(kept=False)
        self.page.evaluate(FOCUS_IS, arg=False)

    def look_back(self) -> None:
        """The person turns to the page again."""
        self._window(kept=True)
        self.page.evaluate(FOCUS_IS, arg=True)

    def put_away(self) -> None:
        """The person puts the phone away: the page goes out of sight."""
        self.page.evaluate(SIGHT_IS, arg="hidden")

    def take_up(self) -> None:
        """The person takes the phone up again."""
        self.page.evaluate(SIGHT_IS, arg="visible")

    def sleep(self, minutes: int) -> None:
        """Time passes at once. What was waited for by the clock comes late, as after a sleep."""
        self.wait_seconds(minutes * 60)

    def wait_seconds(self, seconds: int) -> None:
        """The person waits for so long, which takes no time here."""
        self.page.clock.fast_forward(seconds * 1000)

    # The journal

    def begin(self, passphrase: str) -> None:
        """From the welcome to the first page to write on, with a passphrase of one's own."""
        self.passphrase = passphrase
        self.press("welcome.begin")
        self.press("passphrase.choose-own")
        self.field("passphrase.own").fill(passphrase)
        self.press("passphrase.start")
        self._shows(self.field("write.label"))

    def unlock(self, passphrase: str) -> None:
        """Raises RefusedError with the sentence shown if it does not open."""
        self.passphrase = passphrase
        self.field("lock.label").fill(passphrase)
        self.press("lock.unlock")
        self._shows(self.page.locator(f"main:not({LOCKED})"))

    def lock(self) -> None:
        """Locks by hand."""
        if not self.page.get_by_role("button", name=self.words["menu.lock"]).is_visible():
            self.go_home()
            self._show_places()
        self.press("menu.lock")
        self._shows(self.field("lock.label"))

    def write(self, text: str, day: str | None = None) -> EntryId:
        """Writes a new entry, of today or of a past day (`YYYY-MM-DD`), and is done with it."""
        before = self._ids() if not self._at(WRITE) else set[str]()
        self.compose(text)
        if day is not None:
            self.field("write.day").fill(day)
        self.done()
        line = self.page.locator("[data-entry]", has_text=_beginning(text))
        expect(line.first).to_be_visible()
        ids = [str(one.get_attribute("data-entry")) for one in line.all()]
        return EntryId(next(found for found in ids if found not in before))

    def compose(self, text: str) -> None:
        """Puts text into an open or a new page and leaves it open."""
        if not self._at(WRITE):
            self.go_home()
            self.press("journal.write")
        self.field("write.label").fill(text)

    def done(self) -> None:
        """Is done with the open page and back in the journal."""
        self._leave_by("write.done")
        self.go_home()

    def edit(self, entry: EntryId, text: str) -> None:
        """Replaces the text of an entry."""
        self.start_edit(entry)
        self.field("write.label").fill(text)
        self.done()

    def start_edit(self, entry: EntryId) -> None:
        """Opens an entry for writing."""
        self.read(entry)
        self.press("entry.edit")
        self._shows(self.field("write.label"))

    def read(self, entry: EntryId) -> str:
        """Opens an entry and returns all of its text, both versions where two stand."""
        self.go_home()
        self.page.locator(f"[data-entry='{entry}']").click()
        return self.page.get_by_role("article").inner_text()

    def delete(self, entry: EntryId) -> None:
        """Moves an entry to the trash."""
        self.read(entry)
        self._leave_by("entry.delete")
        self.go_home()
        expect(self.page.locator(f"[data-entry='{entry}']")).to_have_count(0)

    def erase(self, text: str) -> None:
        """Erases for good what lies in the trash with these words."""
        self.go_to("trash")
        page = self.page.locator("[data-trashed]", has_text=text)
        page.get_by_role("button", name=self.words["trash.erase"], exact=True).click()
        page.get_by_role("button", name=self.words["trash.erase.go"], exact=True).click()
        self._shows(self.page.get_by_text(self.words["trash.erased"]))
        expect(page).to_have_count(0)

    def open_history(self, entry: EntryId) -> None:
        """Opens the earlier versions of an entry."""
        self.read(entry)
        self.press("history.title")
        self._shows(self.page.locator("[data-version='current']"))

    def bring_back(self, text: str) -> None:
        """Compares an earlier version with now, in the open history, and brings it back."""
        leaf = self.page.locator("[data-version='earlier']", has_text=text).first
        leaf.get_by_role("button", name=self.words["history.compare"], exact=True).click()
        self._leave_by("history.bring-back")

    def entries(self) -> list[str]:
        """The texts in the journal, as the list shows them, newest day first."""
        self.go_home()
        return self._listed()

    def sees(self, *texts: str) -> None:
        """Waits until entries with these words show in the journal, and touches nothing."""
        for text in texts:
            self._lines().filter(has_text=text).wait_for(timeout=SLOW)

    def search(self, words: str) -> list[str]:
        """The texts that are found."""
        self.go_to("search")
        # What an earlier search found goes first, or it would be taken for the answer.
        self.field("search.label").fill("")
        expect(self.page.locator(".search-said")).to_be_empty()
        self.field("search.label").fill(words)
        said = [
            self.words.pattern(f"search.{name}") for name in ("none", "found.one", "found.other")
        ]
        self._shows(*(self.page.get_by_text(pattern) for pattern in said))
        return self._listed()

    # Backup and other devices

    def turn_on_backup(self, invitation: str) -> str:
        """Turns on backup and types the asked-for part of the kit back; returns the kit's text.

        Raises RefusedError with the sentence shown.
        """
        self.start_backup(invitation)
        return self.confirm_kit()

    def start_backup(self, invitation: str) -> None:
        """Turns on backup, up to the kit being shown. Raises RefusedError."""
        self.go_to("backup")
        self.field("backup.invitation").fill(invitation)
        self.field("backup.passphrase").fill(self.passphrase)
        self.press("backup.turn-on")
        self._shows(self.field("kit.groups"))

    def confirm_kit(self) -> str:
        """Types the part of the shown kit that is asked for; returns the kit's text."""
        kit = self.field("kit.groups").get_by_role("listitem").all_inner_texts()
        question = self.words.pattern("kit.ask")
        asked = question.fullmatch(self.page.get_by_text(question).inner_text())
        self.page.get_by_label(question).fill(kit[int(asked[1]) - 1 if asked else 0].strip())
        self.press("kit.ask.check")
        self._shows(self.page.get_by_text(self.words["backup.on.lead"]))
        return " ".join(group.strip() for group in kit)

    def join(self, kit: str, passphrase: str) -> None:
        """Opens the journal of a kit here, on a new device or on one that already holds entries.

        Raises RefusedError with the sentence shown.
        """
        self.start_join(kit, passphrase)
        self.press("join.done.open")
        self.go_home()

    def start_join(self, kit: str, passphrase: str) -> None:
        """Joins, up to being told that the journal is here. Raises RefusedError."""
        if not self._at("/join"):
            if self.page.locator("main.welcome").count() == 0:
                self.go_to("settings")
            self.press("welcome.join")
        self.field("join.kit").fill(kit)
        self.field("join.passphrase").fill(passphrase)
        self.press("join.join")
        self._shows(self.page.get_by_role("heading", name=self.words["join.done.title"]))
        self.passphrase = passphrase

    def save_state(self) -> str:
        """What is said of the newest words."""
        return self._save_line().inner_text()

    def wait_save_state(self, *states: str) -> None:
        """Waits until one of these is said: saved-here, waiting, sending, behind, backed-up."""
        said = "|".join(self.words.pattern(f"save.{state}").pattern for state in states)
        expect(self._save_line()).to_have_text(re.compile(f"^(?:{said})$"), timeout=SLOW)

    def wait_backed_up(self) -> None:
        """Waits until it is said that everything is backed up."""
        self.wait_save_state("backed-up")

    def _save_line(self) -> Locator:
        line = self.page.locator("[data-save]")
        if not line.is_visible():
            self.go_home()
        return line

    # Finding one's way

    def go_to(self, place: str) -> None:
        """Opens one of the places of the menu: journal, search, trash, backup, settings, about."""
        self.go_home()
        self._show_places()
        self.page.get_by_role("link", name=self.words[f"place.{place}"], exact=True).click()

    def go_home(self) -> None:
        """Goes back until the journal shows."""
        while not self._at("/"):
            self._leave_by("place.back")
        self._shows(self.page.get_by_role("heading", name=self.words["journal.title"], level=1))

    def press(self, word: str) -> None:
        """Presses the button of that name."""
        self.page.get_by_role("button", name=self.words[word], exact=True).click()

    def field(self, word: str) -> Locator:
        """The text field of that name."""
        return self.page.get_by_label(self.words[word], exact=True)

    def __enter__(self) -> Self:
        """Itself; still switched off."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Closes it."""
        self.close()

    def _window(self, *, kept: bool) -> None:
        """Puts the window away, or back: what moves the focus in old headless Chromium too."""
        session = self.context.new_cdp_session(self.page)
        cdp.ask(session, "Emulation.setFocusEmulationEnabled", dict[str, str], enabled=kept)
        window = cdp.ask(session, "Browser.getWindowForTarget", cdp.Window).window_id
        bounds = {"windowState": "normal" if kept else "minimized"}
        cdp.ask(session, "Browser.setWindowBounds", dict[str, str], windowId=window, bounds=bounds)

    def _leave_by(self, word: str) -> None:
        """Presses what leads away from this screen; the browser goes back in its own time."""
        here = self.page.url
        self.press(word)
        self.page.wait_for_url(lambda url: url != here)

    def _at(self, path: str) -> bool:
        return self.page.url.removeprefix(self.base_url) == path

    def _show_places(self) -> None:
        menu = self.page.get_by_role("button", name=self.words["journal.menu"], exact=True)
        if menu.is_visible():
            menu.click()

    def _ids(self) -> set[str]:
        self.go_home()
        return {str(one.get_attribute("data-entry")) for one in self._lines().all()}

    def _lines(self) -> Locator:
        return self.page.locator("[data-entry]")

    def _listed(self) -> list[str]:
        return self.page.locator("[data-entry] .entry-words").all_inner_texts()

    def _shows(self, *wanted: Locator) -> None:
        """Waits for any of them. Raises RefusedError if an alert with words comes instead."""
        alert = self.page.get_by_role("alert").filter(has_text=" ")
        either = alert
        for locator in wanted:
            either = either.or_(locator)
        either.first.wait_for(timeout=SLOW)
        if alert.count() and not any(locator.count() for locator in wanted):
            raise RefusedError(alert.first.inner_text())


def _beginning(text: str) -> str:
    """Enough of a text to find it in the list, where long ones are cut."""
    return text.strip()[:120]
