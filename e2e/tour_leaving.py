"""The part of the walk past taking a journal along and bringing words in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from e2e import leaving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.tour import Tour


def views(tour: Tour) -> Iterator[str]:
    """From the journal and back; each view by its name."""
    one = tour.one
    leaving.visit(one, "take")
    yield "take"
    leaving.make(one, "sealed", tour.passphrase)
    yield "take-made"
    file = leaving.save(one, "sealed", tour.folder / "moments.sealed")
    leaving.visit(one, "bring")
    yield "bring"
    leaving.choose(one, file)
    expect(one.field("bring.passphrase")).to_be_visible()
    yield "bring-sealed"
    notes = tour.folder / "2024-03-02 notes.md"
    notes.write_text("A day at the sea", "utf-8")
    leaving.choose(one, notes)
    expect(one.page.locator("[data-held]")).to_be_visible()
    yield "bring-held"
    leaving.choose(one, notes.rename(tour.folder / "notes.md"))
    one.page.get_by_text(one.words["bring.refused.undated"]).wait_for()
    yield "bring-refused"
    leaving.visit(one, "move")
    yield "move"
