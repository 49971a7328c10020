"""The part of the walk past photos and a voice note: on the page that is written, and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from e2e import attaching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.tour import Tour


def views(tour: Tour) -> Iterator[str]:
    """From the journal to an entry and back; each view by its name."""
    one = tour.one
    one.compose(tour.tale.entries[0].text)
    attaching.add_photos(one, attaching.sea(tour.folder / "sea.jpg"))
    one.press("attach.voice")
    expect(one.page.locator(".recorder-time")).to_contain_text("0:02")
    yield "recording"
    one.press("attach.stop")
    expect(attaching.thumbs(one, "voice")).to_have_count(1)
    yield "write-attached"
    one.finish()
    one.page.locator("[data-entry]", has_text=one.words["attach.line.photo"]).first.click()
    attaching.width_of(attaching.photos(one).first)
    yield "entry-attached"
    attaching.photos(one).first.click()
    attaching.width_of(one.page.locator(".attached-large img"))
    yield "photo"
    one.press("attach.close")
    one.press("entry.delete")
    one.erase(tour.tale.entries[0].text[:30])
    one.go_home()
