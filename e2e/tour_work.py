"""The part of the walk past needs, a letter, notes for later, words and actions, looking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from e2e import today, work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.tour import Tour


class Work(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of the work in one language; `long_ago` is a page of about a year ago."""

    who: str
    said: str
    seen: str
    later: str
    hunch: str
    long_ago: str


def views(tour: Tour) -> Iterator[str]:
    """From the journal and back; each view by its name."""
    yield from _needs(tour)
    yield from _letter_and_later(tour)
    yield from _words(tour)
    yield from _self(tour)
    yield from _back(tour)


def _needs(tour: Tour) -> Iterator[str]:
    one = tour.one
    work.visit(one, "/needs")
    one.page.locator(".borrow-line").first.wait_for()
    yield "needs-empty"
    one.page.locator(".borrow-line").first.click()
    work.choose(one, "moment.direction.others")
    yield "need"
    work.finish(one)
    work.unfold(one, "work.boundaries.borrow")
    one.page.locator("details[open] .borrow-line").first.click()
    work.choose(one, "moment.direction.self")
    work.finish(one)
    one.press("work.held.ask")
    work.choose(one, "work.held.held")
    yield "boundary-held"
    work.finish(one)
    yield "needs"


def _letter_and_later(tour: Tour) -> Iterator[str]:
    one, said = tour.one, tour.tale.work
    work.visit(one, "/letter")
    yield "letters"
    one.press("work.letter.new")
    one.field("work.letter.to").fill(said.who)
    work.unfold(one, "work.letter.openings")
    one.page.locator("details[open] .borrow-line").nth(1).click()
    yield "letter"
    work.finish(one)
    one.page.locator(".work-line-words").first.click()
    one.page.get_by_role("article").wait_for()
    yield "letter-read"
    work.visit(one, "/later")
    one.press("work.later.new")
    one.field("work.later.words").fill(said.later)
    one.field("work.later.opens").fill("2099-12-24")
    yield "later-note"
    work.finish(one)
    yield "later"


def _words(tour: Tour) -> Iterator[str]:
    one, said = tour.one, tour.tale.work
    work.say_of(one, said.who, said.said)
    yield "words"
    one.page.get_by_role("button", name=said.who, exact=True).click()
    one.press("work.seen.new")
    work.choose(one, "work.match.partly")
    one.field("work.seen.words").fill(said.seen)
    work.unfold(one, "work.qualities")
    yield "sighting"
    work.finish(one)
    for match in ("yes", "no", "unclear"):
        one.press("work.seen.new")
        work.choose(one, f"work.match.{match}")
        work.finish(one)
    yield "word"


def _self(tour: Tour) -> Iterator[str]:
    one, said = tour.one, tour.tale.work
    work.visit(one, "/self")
    one.press("work.self.intuition")
    one.field("work.intuition.said").fill(said.hunch)
    work.choose(one, "work.turned.right")
    yield "intuition"
    work.finish(one)
    yield "self"


def _back(tour: Tour) -> Iterator[str]:
    one, said = tour.one, tour.tale.work
    one.compose(said.long_ago)
    one.field("write.day").fill(work.days_ago(365))
    one.finish()  # far down a long list, where it is not on the page yet
    work.visit(one, "/long-view")
    yield "long-view"
    today.go_today(one)
    work.offer(one, one.words["work.recall.see"]).wait_for()
    yield "today-recall"
    one.press("work.recall.see")
    one.page.get_by_role("article").wait_for()
    yield "recall"
    one.go_home()
