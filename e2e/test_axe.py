"""axe finds nothing on any screen, in both languages, light and dark."""

from pathlib import Path
from typing import Any

import pytest

from e2e.journeys import DESKTOP, PHONE
from e2e.tour import Tour, View
from e2e.words import LANGUAGES
from tests.counts import Counts
from tests.program import Program

AXE = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ target, failureSummary }) => target + " " + failureSummary)}`);
}"""
TOURS = [(language, viewport) for language in LANGUAGES for viewport in (PHONE, DESKTOP)][:3]
"""The wide layout is the same in both languages."""


@pytest.mark.parametrize(("language", "viewport"), TOURS)
def test_axe_finds_nothing_on_any_screen_light_or_dark(
    practice: Program,
    tmp_path: Path,
    counts: Counts,
    language: str,
    viewport: tuple[int, int],
) -> None:
    tour = Tour(practice, tmp_path, language=language, viewport=viewport)
    found: list[str] = []
    for view in tour.views():
        for scheme in ("light", "dark"):
            view.page.emulate_media(color_scheme=scheme)
            found += [f"{view.name}, {scheme}: {violation}" for violation in _axe(view)]
            counts.add("axe screens", 1)
        view.page.emulate_media(color_scheme="light")
    assert found == []
    assert [tour.one.witness.all(), tour.two.witness.all()] == [[], []]


def _axe(view: View) -> list[str]:
    page = view.page
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text("utf-8"))
    said: Any = page.evaluate(RUN)
    return [str(violation) for violation in said]
