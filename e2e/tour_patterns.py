"""The part of the walk past the pictures, and the page that is chosen for a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.tour import Tour


def views(tour: Tour) -> Iterator[str]:
    """What the walk has written so far, drawn; then some of it on a page. Names what shows."""
    one, sought = tour.one, tour.tale.sought
    patterns.open_patterns(one)
    patterns.look_back(one, "season")
    yield "patterns"
    patterns.look_back(one, "own")
    for name in ("signs", "moments"):
        patterns.table(one, name)
    yield "patterns-table"
    patterns.open_session(one)
    one.field("session.own").fill(tour.tale.added.strip())
    patterns.choose(one, sought)
    patterns.choose(one, tour.tale.small.words)
    one.field("patterns.signs.title").check()
    yield "session"
    one.press("session.see")
    one.page.locator(".paper").wait_for()
    yield "session-page"
    one.go_home()
