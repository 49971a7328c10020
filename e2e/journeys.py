"""A phone and the person who holds it. Stories are written with the verbs of `Device` alone."""

import re
from typing import NewType

from playwright.sync_api import Locator, expect

from e2e import browser, handset

EntryId = NewType("EntryId", str)
"""Names one entry on one device and on every other."""

GROUPS = 12
"""Of a kit."""
PHONE, DESKTOP = handset.PHONE, (1280, 800)
WRITE, LOCKED = "/write", "main.lock"
SLOW = browser.SLOW
FURTHER = """() => new Promise((done) => {
  const before = scrollY;
  scrollBy(0, innerHeight / 2);
  const went = scrollY > before;
  if (!went) scrollTo(0, 0);
  requestAnimationFrame(() => requestAnimationFrame(() => done(went)));
})"""
"""Half a screen further down, and drawn; false at the end."""
PLAIN = {"en": "houseplants", "es": "plantas"}
"""The pages that stand in the place of the app once it was left quickly."""
PATHS = {"today": "/"}
"""The places whose address is not their name."""


class RefusedError(Exception):
    """The app said no; the text is the sentence that it showed."""


class Device(handset.Handset):
    """One phone in the hand of the person who writes on it.

    Nothing here reaches into the app: it sees what is shown, in the phone's language, and touches
    it. Verbs wait for what they cause to show.
    """

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
        before = self._ids() if not self._at(WRITE) else list[str]()
        self.compose(text)
        if day is not None:
            self.field("write.day").fill(day)
        self.done()
        new = "".join(["[data-entry]", *(f":not([data-entry='{known}'])" for known in before)])
        line = self.page.locator(new, has_text=_beginning(text))
        return EntryId(str(line.first.get_attribute("data-entry")))

    def compose(self, text: str) -> None:
        """Puts text into an open or a new page and leaves it open."""
        if not self._at(WRITE):
            self.go_home()
            self.press("journal.write")
        self.field("write.label").fill(text)

    def done(self) -> None:
        """Is done with the open page and back in the journal, which shows it and has kept it."""
        text = self.field("write.label").input_value()
        self.finish()
        if text.strip():
            line = self._lines().filter(has_text=_beginning(text)).first
            expect(self.scrolled_to(line)).to_be_visible()
        self._is_kept()

    def finish(self) -> None:
        """Presses Done, whatever comes of it, and goes to the journal."""
        self._leave_by("write.done")
        self.go_home()

    def edit(self, entry: EntryId, text: str) -> None:
        """Replaces the text of an entry."""
        self.start_edit(entry)
        self.field("write.label").fill(text)
        self.done()
        expect(self._line(entry)).to_contain_text(_beginning(text))
        self._is_kept()

    def start_edit(self, entry: EntryId) -> None:
        """Opens an entry for writing."""
        self.read(entry)
        self.press("entry.edit")
        self._shows(self.field("write.label"))

    def read(self, entry: EntryId) -> str:
        """Opens an entry and returns all of its text, both versions where two stand."""
        self.go_home()
        self.scrolled_to(self._line(entry)).click()
        return self.page.get_by_role("article").inner_text()

    def delete(self, entry: EntryId) -> None:
        """Moves an entry to the trash."""
        self.read(entry)
        self._leave_by("entry.delete")
        self.go_home()
        expect(self._line(entry)).to_have_count(0)
        self._is_kept()

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
        expect(self.page.get_by_role("article")).to_contain_text(text)

    def entries(self) -> list[str]:
        """The texts in the journal, as the list shows them now, newest day first.

        For what this phone alone wrote; what comes from another one is waited for by `lists`.
        """
        self.go_home()
        return self._listed().all_inner_texts()

    def lists(self, *texts: str) -> None:
        """Waits until the journal shows these texts and no other, newest day first."""
        self.go_home()
        expect(self._listed()).to_have_text(texts, use_inner_text=True)

    def sees(self, *texts: str) -> None:
        """Waits until entries with these words show in the journal, and touches nothing there."""
        self.go_home()
        for text in texts:
            self._lines().filter(has_text=text).wait_for()

    def search(self, words: str) -> list[str]:
        """The texts that are found."""
        self.go_to("search")
        self.field("search.label").fill(words)
        # Until it is answered, what was found before goes on showing.
        expect(self.page.locator(".search-said[aria-busy='false']")).not_to_be_empty()
        return self._listed().all_inner_texts()

    def choose_day(self, day: str) -> None:
        """Goes to the year and the month of a day (`YYYY-MM-DD`) in the calendar and chooses it."""
        days = self.page.locator(".calendar [data-day]")
        year = self.field("calendar.year")
        year.fill(str(int(day[:4])))
        year.press("Enter")
        of_year = f".calendar [data-day^='{day[:4]}-']"
        expect(self.page.locator(of_year).first).to_be_visible()
        months = int(day[5:7]) - int(str(days.first.get_attribute("data-day"))[5:7])
        for _ in range(abs(months)):
            self.press("calendar.earlier" if months < 0 else "calendar.later")
        self.page.locator(f".calendar [data-day='{day}']").click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    # Help

    def open_help(self) -> None:
        """Opens help from where the journal is not open: the welcome, the locked screen."""
        self.page.get_by_role("link", name=self.words["help.title"], exact=True).click()
        self._shows(self.page.get_by_role("heading", name=self.words["help.title"], level=1))

    def choose_region(self, code: str) -> None:
        """Says where one is (`GB`), in help; empty to say nothing."""
        self.field("help.region").select_option(code)

    # Leaving quickly

    def leave(self) -> None:
        """Touches the sign in the corner, of whatever lies on top."""
        self.page.get_by_role("button", name=self.words["leave.leave"], exact=True).last.click()
        self.is_elsewhere()

    def press_shift(self, times: int) -> None:
        """Presses Shift so many times, alone."""
        for _ in range(times):
            self.page.keyboard.press("Shift")

    def is_elsewhere(self) -> None:
        """Waits until a page about plants stands in the place of the app."""
        self.page.wait_for_url(f"{self.base_url}/{PLAIN[self.words.language]}.html")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

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
        groups = self.field("kit.groups").get_by_role("listitem")
        expect(groups).to_have_count(GROUPS)
        kit = groups.all_inner_texts()
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
        self.open_joined()

    def open_joined(self) -> None:
        """Goes on from being told that the journal is here, to the journal."""
        self._leave_by("join.done.open")
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

    def wait_save_state(self, *states: str) -> None:
        """Waits until one of these is said: saved-here, waiting, sending, behind, backed-up."""
        said = "|".join(self.words.pattern(f"save.{state}").pattern for state in states)
        expect(self._save_line()).to_have_text(re.compile(f"^(?:{said})$"))

    def wait_backed_up(self) -> None:
        """Waits until it is said that everything written here is backed up.

        What others wrote may still be on its way: `lists` and `sees` wait for that.
        """
        self.wait_save_state("backed-up")

    def _save_line(self) -> Locator:
        line = self.page.locator("[data-save]")
        if not line.is_visible():
            self.go_home()
        return line

    def _is_kept(self) -> None:
        """Waits until nothing is on its way to the disk any more."""
        expect(self.page.locator("[data-save]:not([data-save='saving'])")).to_be_visible()

    # Finding one's way

    def scrolled_to(self, line: Locator) -> Locator:
        """A line of the journal, scrolled down to where it is not drawn yet: far from the eye.

        Back at the top where there is none, to wait for it there.
        """
        self._lines().first.wait_for()
        while line.count() == 0:
            if not self.page.evaluate(FURTHER):
                break
        return line

    def go_to(self, place: str) -> None:
        """Opens one of the places of the menu: journal, search, trash, backup, settings, about."""
        self.go_home()
        self._show_places()
        self.page.get_by_role("link", name=self.words[f"place.{place}"], exact=True).click()
        self.page.wait_for_url(self.base_url + PATHS.get(place, f"/{place}"))

    def go_home(self) -> None:
        """Goes back until one can go on to the journal, and goes there."""
        back = self.page.get_by_role("button", name=self.words["place.back"], exact=True)
        on = self.page.get_by_role("link", name=self.words["place.journal"], exact=True)
        while not self._at("/journal"):
            here = self.page.url
            back.or_(on).first.click()  # whichever this screen has, once it is drawn
            self.page.wait_for_url(lambda url, here=here: url != here)
        self._shows(self.page.get_by_role("heading", name=self.words["journal.title"], level=1))

    def settle(self, exercise: str = "") -> None:
        """To what settles, from the welcome, the lock or the menu; there to an exercise."""
        title = self.words["settle.title"]
        choice = self.page.get_by_role("heading", level=1, name=title, exact=True)
        door = self.page.get_by_role("link", name=title, exact=True)
        if self.page.locator("main.welcome, main.lock").count():
            door.click()
        elif not self._at("/settle"):
            self.go_to("settle")
        expect(choice).to_be_visible()
        if exercise:
            self.page.locator(".way", has_text=self.words.settling[exercise]["title"]).click()
            self.page.wait_for_url(f"{self.base_url}/settle/{exercise}")
            expect(choice).to_have_count(0)

    def press(self, word: str) -> None:
        """Presses the button of that name."""
        self.page.get_by_role("button", name=self.words[word], exact=True).click()

    def field(self, word: str) -> Locator:
        """The text field of that name."""
        return self.page.get_by_label(self.words[word], exact=True)

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

    def _ids(self) -> list[str]:
        self.go_home()
        return self._lines().evaluate_all("lines => lines.map(line => line.dataset.entry)")

    def _lines(self) -> Locator:
        return self.page.locator("[data-entry]")

    def _line(self, entry: EntryId) -> Locator:
        return self.page.locator(f"[data-entry='{entry}']")

    def _listed(self) -> Locator:
        return self.page.locator("[data-entry] .entry-words")

    def _shows(self, *wanted: Locator) -> None:
        """Waits for any of them. Raises RefusedError if an alert with words comes instead."""
        alert = self.page.get_by_role("alert").filter(has_text=" ")
        either = alert
        for locator in wanted:
            either = either.or_(locator)
        either.first.wait_for()
        if alert.count() and not any(locator.count() for locator in wanted):
            raise RefusedError(alert.first.inner_text())


def _beginning(text: str) -> str:
    """Enough of a text to find it in the list, where long ones are cut."""
    return text.strip()[:120]
