"""Draw the pictures that a browser shows before it installs the app: pwa/public/screens.

`python -m tools.install_screens`, after the writing page or the journal has changed its looks.
"""

import os
import tempfile
from pathlib import Path

from e2e import browser
from e2e.tour import Tour
from e2e.words import LANGUAGES
from tests.program import Program
from tools.browser import ensure_chromium

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "pwa/public/screens"
NARROW, WIDE = (412, 732), (1024, 640)
SHOTS = (
    (NARROW, "write", "write"),
    (NARROW, "journal", "journal"),
    (WIDE, "journal-wide", "journal"),
)
"""The viewport, the file's name, and the view of the tour that it shows."""


def main() -> None:
    """Draw them in every language, from the invented pages of the tour."""
    os.environ["CHROMIUM"] = ensure_chromium(ROOT, str(ROOT / ".venv/bin/node"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        practice = Program(Path(temporary))
        practice.start()
        try:
            for language in LANGUAGES:
                for viewport in (NARROW, WIDE):
                    folder = Path(temporary) / f"{language}-{viewport[0]}"
                    _draw(Tour(practice, folder, language=language, viewport=viewport), language)
        finally:
            practice.stop()
            browser.hang_up()


def _draw(tour: Tour, language: str) -> None:
    wanted = {
        view: name
        for size, name, view in SHOTS
        if size == (tour.one.phone.width, tour.one.phone.height)
    }
    for view in tour.views():
        name = wanted.pop(view.name, None)
        if name is not None:
            view.page.evaluate("document.fonts.ready.then(() => true)")
            view.page.screenshot(path=FOLDER / f"{name}-{language}.png")
        if not wanted:
            return


if __name__ == "__main__":
    main()
