"""Pictures of every screen, phone and desktop, light and dark, in every language: docs/screens."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from e2e import browser
from e2e.journeys import DESKTOP, PHONE
from e2e.tour import Tour
from e2e.words import LANGUAGES
from tests.program import Program
from tools.browser import ensure_chromium

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs/screens"
LAYOUTS = {"phone": PHONE, "desktop": DESKTOP}
SCHEMES = ("light", "dark")
QUALITY = 70
SETTLE = """async () => {
  await document.fonts.ready;
  await document.activeViewTransition?.finished;
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
}"""
"""The page before it has gone, colours have passed into the other scheme, every letter is there,
and all of it is drawn."""


def shoot(page: Page, stem: str) -> None:
    """One picture in each colour scheme; only what is in view."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLE)
        page.screenshot(path=FOLDER / f"{stem}-{scheme}.jpg", type="jpeg", quality=QUALITY)
    page.emulate_media(color_scheme="light")


def main(arguments: list[str] | None = None) -> int:
    """Walks past every screen, once for each language and layout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--layout", choices=LAYOUTS, action="append")
    asked = parser.parse_args(arguments)
    os.environ["CHROMIUM"] = ensure_chromium(ROOT, str(ROOT / ".venv/bin/node"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        practice = Program(Path(temporary))
        practice.start()
        try:
            for language in asked.language or LANGUAGES:
                for layout in asked.layout or LAYOUTS:
                    folder = Path(temporary) / f"{language}-{layout}"
                    tour = Tour(practice, folder, language=language, viewport=LAYOUTS[layout])
                    for view in tour.views():
                        shoot(view.page, f"{view.name}-{layout}-{language}")
        finally:
            practice.stop()
            browser.hang_up()
    size = sum(path.stat().st_size for path in FOLDER.iterdir())
    print(f"{FOLDER.relative_to(ROOT)}: {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
