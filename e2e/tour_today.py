"""The part of the walk that begins on today: a moment, a check-in, tags, and only some of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from e2e import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.tour import Tour


class Small(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of small moments in one language; a tag, and a note beside a check-in."""

    who: str
    words: str
    place: str
    tag: str
    note: str


def views(tour: Tour) -> Iterator[str]:
    """From today and back, past what is kept in a few touches; names what shows."""
    one, small = tour.one, tour.tale.small
    today.go_today(one)
    yield "today"
    today.keep_moment(one, "towards", "others", who=small.who, words=small.words)
    today.keep_moment(one, "away", "world", who=small.place)
    today.go_today(one)
    today.start_moment(one, "towards")
    yield "moment-where"
    one.page.get_by_role("button", name=small.who, exact=True).click()
    one.page.locator(".attach-ways").wait_for()
    yield "moment-words"
    one.press("today.way.later")
    one.page.locator("main.today .left-open").wait_for()
    yield "today-left-open"
    one.page.locator("[data-draft]").click()
    one.press("today.way.stop")
    today.open_check_in(one)
    today.answer(one, "guard", 7)
    today.answer(one, "distance", 2)
    one.field("check-in.note").fill(small.note)
    yield "check-in"
    entry = today.keep_check_in(one)
    today.read(one, entry)
    today.add_tag(one, small.tag)
    yield "check-in-read"
    one.go_home()
    today.show_only(one, one.words["kind.check-in"], small.tag)
    yield "journal-some"
    one.press("filter.all")
    today.go_today(one)
    one.press("today.rest")
    yield "today-rest"
    one.press("today.wake")
    one.go_home()
