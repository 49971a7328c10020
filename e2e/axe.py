"""axe, the checker of accessibility, asked in the page that shows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypedDict

from playwright.sync_api import Page

AXE = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"


class Look(TypedDict):
    """How the system wants colours."""

    color_scheme: Literal["light", "dark"]
    forced_colors: Literal["active", "none"]


LIGHT: Look = {"color_scheme": "light", "forced_colors": "none"}
OTHERS: dict[str, Look] = {
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
_RUN = """async (runOnly) => {
  const options = { resultTypes: ["violations"], ...(runOnly && { runOnly }) };
  const { violations } = await axe.run(document, options);
  return violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map(({ target, failureSummary }) => target + " " + failureSummary)}`);
}"""
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""Rules about colours (WCAG AA). All others see the same in any, and are asked once."""


def violations(page: Page) -> list[str]:
    """What breaks any of axe's rules as the page is now; nothing, on a good one."""
    return _ask(page, None)


def of_colours(page: Page) -> list[str]:
    """What cannot be told apart or read, dark or in the system's own colours; light again then."""
    found: list[str] = []
    for name, look in OTHERS.items():
        page.emulate_media(**look)
        found += [f"{name}: {one}" for one in _ask(page, _COLOURS)]
    page.emulate_media(**LIGHT)
    return found


def _ask(page: Page, rules: Mapping[str, object] | None) -> list[str]:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(_RUN, rules)
