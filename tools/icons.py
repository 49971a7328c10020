"""Draw the app's icons, each a variant of the SVG of its name, with a Chromium.

`CHROMIUM=/path/to/chromium python -m tools.icons`, after a change of an icon.svg.
"""

import itertools
import os
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ICONS = Path(__file__).parent.parent / "pwa/public/icons"
SETS = (ICONS, ICONS / "notes", ICONS / "pebbles")
"""A folder for each name that the app can have on a home screen."""

# Draws one variant into a canvas of a page that holds the SVG and nothing else.
SHAPE = """
({ size, ground, scale, colour }) => {
  const svg = document.documentElement;
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  const rect = svg.querySelector("#ground");
  rect.setAttribute("rx", ground === "rounded" ? "112" : "0");
  rect.setAttribute("visibility", ground === "none" ? "hidden" : "visible");
  const move = `translate(256 256) scale(${scale}) translate(-256 -256)`;
  svg.querySelector("#stones").setAttribute("transform", move);
  for (const path of svg.querySelectorAll("path")) {
    if (colour !== null) path.setAttribute("fill", colour);
  }
}
"""


@dataclass(frozen=True)
class Icon:
    """A file, its width in pixels, its ground (rounded, full or none), and how large the stones."""

    name: str
    size: int
    ground: str
    scale: float = 1.0
    colour: str | None = None


VARIANTS = (
    Icon("icon-192", 192, "rounded"),
    Icon("icon-512", 512, "rounded"),
    # A mask may cut away all but the circle in the middle, 80 % wide (W3C manifest, maskable).
    Icon("maskable-512", 512, "full", scale=0.8),
    # Only its opacity is used.
    Icon("monochrome-512", 512, "none", scale=0.8, colour="#ffffff"),
    Icon("apple-touch-180", 180, "full", scale=0.9),
)


def draw(page: Page, folder: Path, icon: Icon) -> None:
    """Write one PNG beside the SVG of a folder."""
    page.set_viewport_size({"width": icon.size, "height": icon.size})
    page.goto((folder / "icon.svg").as_uri())
    page.evaluate(
        SHAPE,
        {"size": icon.size, "ground": icon.ground, "scale": icon.scale, "colour": icon.colour},
    )
    page.screenshot(path=folder / f"{icon.name}.png", omit_background=True)


def main() -> None:
    """Draw them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"])
        page = browser.new_page()
        for folder, icon in itertools.product(SETS, VARIANTS):
            draw(page, folder, icon)
        browser.close()


if __name__ == "__main__":
    main()
