"""[PHONE 32 to 36, 49] Every screen: small, with large text, on a desktop, in all colours."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from e2e import axe, fit
from e2e.journeys import DESKTOP, PHONE
from e2e.tour import Tour, View
from e2e.words import LANGUAGES
from tests.counts import Counts
from tests.program import Program

LAYOUTS = {"en": (PHONE, DESKTOP), "es": (PHONE,)}
"""The wide layout is the same in both languages."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_and_axe_finds_nothing_in_any_colours(
    practice: Program, tmp_path: Path, counts: Counts, language: str
) -> None:
    tour = Tour(practice, tmp_path, language=language, viewport=PHONE)
    found: list[str] = []
    for view in tour.views():
        found += [f"{view.name}: {fault}" for fault in _faults(view, language)]
        counts.add("axe screens", len(LAYOUTS[language]) * (1 + len(axe.OTHERS)))
    assert "\n".join(found) == ""
    assert [tour.one.witness.all(), tour.two.witness.all()] == [[], []]


def _faults(view: View, language: str) -> Iterator[str]:
    """The screen is as large again as it was, for the walk to go on."""
    page = view.page
    yield from (f"not in view: {answer}" for answer in fit.unread(page, view.name))
    _resize(page, fit.SMALL)
    yield from fit.faults(page, view.name)
    for layout in LAYOUTS[language]:
        _resize(page, layout)
        yield from axe.violations(page)
        yield from axe.of_colours(page)
    _resize(page, PHONE)


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))
