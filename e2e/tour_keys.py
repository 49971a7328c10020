"""The part of the walk past who holds a key, the sheet, a changed passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e import keys, passkey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.journeys import Device
    from e2e.tour import Tour


def views(tour: Tour) -> Iterator[tuple[str, Device]]:
    """From the journal of two phones and back; each view by its name, on its phone."""
    one, two = tour.one, tour.two
    one.go_home()
    one.page.locator(".notice").first.wait_for()
    yield "keys-news", one
    keys.look(one)
    keys.holders(one, "kit").wait_for()
    yield "keys", one
    keys.ask(one, one.words.say("keys.remove", number=2))
    yield "keys-remove", one
    one.press("keys.leave")
    yield from ((name, one) for name in _papers_and_lock(one))
    changed = tour.passphrase + " x"
    kept = one.passphrase
    keys.change_passphrase(one, changed)
    two.go_home()
    two.page.get_by_text(two.words["notice.changed.learn"]).wait_for()
    two.press("notice.changed.learn")
    two.field("learn.next").wait_for()
    yield "learn-passphrase", two
    two.go_home()
    keys.look(one)
    keys.remove(one, 2)
    one.page.get_by_role("button", name=one.words["keys.anew.begin"]).scroll_into_view_if_needed()
    yield "keys-anew", one
    keys.seal_again(one)
    two.restart()
    two.unlock(kept)
    two.go_home()
    two.page.get_by_text(two.words.pattern("notice.removed.on")).wait_for()
    yield "removed", two
    one.go_home()
    one.press("notice.keys.seen")


def _papers_and_lock(one: Device) -> Iterator[str]:
    """The sheet, the drill, this phone's lock, and a passphrase that is to be another one."""
    keys.ask(one, one.words["keys.sheet.make"])
    keys.confirm(one, one.words["keys.sheet.make"])
    one.field("sheet.groups").wait_for()
    yield "sheet"
    keys.confirm_sheet(one)
    one.go_to("backup")
    one.press("drill.offer.look")
    one.page.get_by_text(one.words.pattern("kit.ask")).wait_for()
    yield "drill"
    passkey.PhoneLock(one)
    passkey.ask(one)
    yield "phone-lock-ask"
    passkey.turn_on(one)
    yield "phone-lock"
    one.go_to("settings")
    one.press("change.title")
    one.page.get_by_role("listitem").first.wait_for()
    yield "new-passphrase"
    one.press("change.passkey.forgotten")
    yield "new-passphrase-by-lock"
