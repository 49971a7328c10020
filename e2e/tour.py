"""A walk past every screen, with invented words; for whoever looks at each of them."""

import contextlib
from collections.abc import Iterator
from itertools import starmap
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Page, expect

from e2e import (
    tour_attached,
    tour_discretion,
    tour_forks,
    tour_keys,
    tour_leaving,
    tour_pairing,
    tour_path,
    tour_patterns,
    tour_today,
    tour_work,
)
from e2e.journeys import Device, EntryId, RefusedError
from tests.program import Program

WORDS = Path(__file__).parent / "tour_words.json"
HAS_COME = """() => Promise.all(document.querySelector("main").getAnimations().map(
  (one) => one.finished)).then(() => true)"""
"""Waits until a screen has faded in; what moves within it goes on."""


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An invented page of a journal."""

    day: str
    text: str


class Tale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is written on a tour in one language; `both` is what two phones make of one page.

    `added` is what is added to the newest one, `answer` what a guided page is answered with.
    """

    passphrase: str
    sought: str
    entries: tuple[Told, ...]
    added: str
    answer: str
    both: tuple[str, str]
    small: tour_today.Small
    work: tour_work.Work


class View(msgspec.Struct, frozen=True):
    """One screen as it shows now."""

    name: str
    page: Page


class Tour:
    """Takes one phone, and for what needs two a second one, past every screen."""

    def __init__(self, practice: Program, folder: Path, **options: Any) -> None:
        """`options` are those of `Device`."""
        self.practice = practice
        self.folder = folder
        self.one = Device(practice.url, folder / "one", hears=True, **options)
        self.two = Device(practice.url, folder / "two", **options)
        tales = msgspec.json.decode(WORDS.read_bytes(), type=dict[str, Tale])
        self.tale = tales[str(options.get("language", "en"))]
        self.passphrase = self.tale.passphrase

    def views(self) -> Iterator[View]:
        """Every screen in turn; it stays until the next is asked for."""
        with self.one, self.two:
            yield from self._beginning()
            yield from self._journal()
            yield from map(self._view, tour_attached.views(self))
            yield from map(self._view, tour_today.views(self))
            yield from self._quiet_places()
            yield from map(self._view, tour_work.views(self))
            yield from map(self._view, tour_patterns.views(self))
            yield from map(self._view, tour_leaving.views(self))
            yield from self._backup()
            yield from starmap(self._view, tour_pairing.views(self))
            yield from map(self._view, tour_discretion.views(self.one))
            yield from self._two_versions()
            yield from map(self._view, tour_path.views(self.one, self.tale.answer))
            yield from map(self._view, tour_forks.views(self))
            yield from starmap(self._view, tour_keys.views(self))
            yield from self._lock()
            yield from map(self._view, tour_discretion.left(self.one))

    def _view(self, name: str, device: Device | None = None) -> View:
        return View(name=name, page=(device or self.one).page)

    def _beginning(self) -> Iterator[View]:
        one = self.one
        one.open()
        yield self._view("welcome")
        one.open_help()
        one.choose_region("ES")
        yield self._view("help-locked")
        one.page.go_back()
        one.press("welcome.begin")
        one.page.get_by_role("listitem").first.wait_for()
        yield self._view("passphrase")
        one.press("passphrase.choose-own")
        one.field("passphrase.own").fill("short")
        one.press("passphrase.start")
        one.page.get_by_role("alert").filter(has_text=" ").wait_for()
        yield self._view("passphrase-own")
        one.open()
        one.begin(self.passphrase)
        yield self._view("write-empty")
        one.go_home()
        yield self._view("journal-empty")

    def _journal(self) -> Iterator[View]:
        one = self.one
        *past, newest = self.tale.entries
        for told in past:
            one.write(told.text, day=told.day)
        one.compose(newest.text)
        yield self._view("write")
        one.done()
        yield self._view("journal")
        if one.page.get_by_role("button", name=one.words["journal.menu"], exact=True).is_visible():
            one.press("journal.menu")
            one.page.get_by_role("dialog").wait_for()
            yield self._view("menu")
            self._close_layer()
        one.press("calendar.title")
        one.page.get_by_role("dialog").wait_for()
        yield self._view("calendar")
        self._close_layer()
        one.search(self.tale.sought)
        one.page.get_by_text(one.words["search.days"]).click()
        yield self._view("search")
        one.go_home()
        newest_entry = self._newest(one)
        one.read(newest_entry)
        yield self._view("entry")
        one.edit(newest_entry, newest.text + self.tale.added)
        one.open_history(newest_entry)
        one.press("history.compare")
        one.page.locator("mark").first.wait_for()
        yield self._view("history")

    def _quiet_places(self) -> Iterator[View]:
        one = self.one
        gone = one.write(self.tale.both[1])
        one.delete(gone)
        yield self._view("undo")
        one.go_to("trash")
        one.page.locator("[data-trashed]").wait_for()
        yield self._view("trash")
        one.press("trash.erase")
        one.page.get_by_role("button", name=one.words["trash.erase.keep"], exact=True).wait_for()
        yield self._view("trash-erase")
        one.press("trash.erase.keep")
        for place in ("settings", "about", "help"):
            one.go_to(place)
            self._heading(place)
            yield self._view(place)
        with contextlib.suppress(RefusedError):
            one.join("7" * 60, self.passphrase)
        yield self._view("join")
        one.press("recover.title")
        one.page.get_by_role("listitem").first.wait_for()
        yield self._view("recover")

    def _backup(self) -> Iterator[View]:
        one = self.one
        one.go_to("backup")
        self._heading("backup")
        yield self._view("backup-off")
        one.start_backup(self.practice.invite())
        yield self._view("kit")
        self.kit = one.confirm_kit()
        one.press("backup.code.show")
        one.page.locator(".head-code").wait_for()
        yield self._view("backup")
        one.wait_backed_up()
        one.go_to("about")
        one.press("about.sees.door")
        one.page.locator(".kept-opened").first.wait_for()
        yield self._view("sees")
        one.go_offline()
        one.go_home()
        one.page.get_by_text(one.words["offline.notice"]).wait_for()
        yield self._view("offline")
        one.go_online()

    def _two_versions(self) -> Iterator[View]:
        one, two = self.one, self.two
        two.open()
        two.press("welcome.join")
        two.field("join.kit").fill(self.kit)
        two.page.get_by_text(two.words["join.kit.ok"]).wait_for()
        yield self._view("join-new", two)
        two.page.go_back()
        two.page.locator("main.welcome").wait_for()
        two.start_join(self.kit, self.passphrase)
        yield self._view("joined", two)
        two.open_joined()
        entry = self._newest(two)
        for device, text in zip((one, two), self.tale.both, strict=True):
            device.go_home()
            device.go_offline()
            device.edit(entry, text)
        for device in (one, two):
            device.go_online()
            device.wait_backed_up()
        two.read(entry)
        two.page.get_by_text(two.words["entry.versions"]).wait_for()
        yield self._view("versions", two)
        two.go_home()
        yield self._view("journal-versions", two)

    def _lock(self) -> Iterator[View]:
        one = self.one
        other = one.context.new_page()
        other.goto(one.base_url)
        other.get_by_role("heading", name=one.words["elsewhere.title"]).wait_for()
        yield View(name="elsewhere", page=other)
        other.close()
        one.lock()
        yield self._view("lock")
        yield from self._settling()
        one.open()
        with contextlib.suppress(RefusedError):
            one.unlock("not these words at all")
        yield self._view("lock-wrong")

    def _close_layer(self) -> None:
        self.one.page.go_back()
        expect(self.one.page.get_by_role("dialog")).to_have_count(0)

    def _settling(self) -> Iterator[View]:
        one = self.one
        one.settle()
        yield self._view("settle")
        for name in ("senses", "body", "then-or-now", "sit"):
            one.open(f"/settle/{name}")
            yield self._view(f"settle-{name}")
        one.open("/settle/breathing")
        yield self._view("settle-breathing")
        one.page.emulate_media(reduced_motion="no-preference")
        one.page.locator(".way").first.click()
        one.page.locator(".breath-stones").wait_for()
        one.page.evaluate(HAS_COME)
        yield self._view("settle-breath")
        one.page.emulate_media(reduced_motion="reduce")
        one.open("/settle")
        one.press("weigh.title")
        one.field("weigh.before").fill("3")
        one.press("weigh.note")
        one.press("weigh.again")
        one.field("weigh.after").fill("6")
        yield self._view("settle-weigh")
        one.press("weigh.note")
        one.page.locator("main.offer").wait_for()
        yield self._view("settle-offer")

    def _heading(self, place: str) -> None:
        words = self.one.words[f"{place}.title"]
        expect(self.one.page.get_by_role("heading", level=1, name=words)).to_be_visible()

    @staticmethod
    def _newest(device: Device) -> EntryId:
        device.go_home()
        return EntryId(str(device.page.locator("[data-entry]").first.get_attribute("data-entry")))
