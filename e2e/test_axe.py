"""axe finds nothing on any screen: both languages, light, dark, the colours of a system."""

from pathlib import Path
from typing import Any, Literal, TypedDict

import pytest

from e2e.journeys import DESKTOP, PHONE
from e2e.tour import Tour, View
from e2e.words import LANGUAGES
from tests.counts import Counts
from tests.program import Program

AXE = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"


class Look(TypedDict):
    """How the system wants colours."""

    color_scheme: Literal["light", "dark"]
    forced_colors: Literal["active", "none"]


RUN = """async (runOnly) => {
  const options = { resultTypes: ["violations"], ...(runOnly && { runOnly }) };
  const { violations } = await axe.run(document, options);
  return violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ target, failureSummary }) => target + " " + failureSummary)}`);
}"""
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""axe's rules about colours (WCAG AA). All others see the same in any, and are asked once."""
LIGHT: Look = {"color_scheme": "light", "forced_colors": "none"}
LOOKS: dict[str, Look] = {
    "light": LIGHT,
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
TOURS = [(language, viewport) for language in LANGUAGES for viewport in (PHONE, DESKTOP)][:3]
"""The wide layout is the same in both languages."""


@pytest.mark.parametrize(("language", "viewport"), TOURS)
def test_axe_finds_nothing_on_any_screen_in_any_colours(
    practice: Program,
    tmp_path: Path,
    counts: Counts,
    language: str,
    viewport: tuple[int, int],
) -> None:
    tour = Tour(practice, tmp_path, language=language, viewport=viewport)
    found: list[str] = []
    for view in tour.views():
        for name, look in LOOKS.items():
            view.page.emulate_media(**look)
            found += [f"{view.name}, {name}: {violation}" for violation in _axe(view, look)]
            counts.add("axe screens", 1)
        view.page.emulate_media(**LIGHT)
    assert found == []
    assert [tour.one.witness.all(), tour.two.witness.all()] == [[], []]


def _axe(view: View, look: Look) -> list[str]:
    page = view.page
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text("utf-8"))
    said: Any = page.evaluate(RUN, None if look is LIGHT else COLOURS)
    return [str(violation) for violation in said]
