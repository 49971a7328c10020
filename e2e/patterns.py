"""What a person does on the patterns and on the page for a session."""

import io
import re

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from e2e.journeys import Device


def open_patterns(device: Device) -> None:
    """Goes to the pictures."""
    device.go_home()
    name = device.words["place.patterns"]
    device.page.get_by_role("link", name=name, exact=True).first.click()
    expect(device.page.get_by_role("heading", level=1, name=name)).to_be_visible()


def look_back(device: Device, stretch: str) -> None:
    """Chooses a stretch of time: month, season, year, all, own."""
    device.page.get_by_label(device.words[f"patterns.range.{stretch}"], exact=True).check()


def picture(device: Device, name: str) -> Locator:
    """One of the pictures: signs, moments, deeds."""
    return device.page.get_by_role(
        "region", name=device.words[f"patterns.{name}.title"], exact=True
    ).first


def table(device: Device, name: str) -> list[list[str]]:
    """The rows of a picture's table, below its heads; unfolded if it is not."""
    shown = picture(device, name)
    if not shown.get_by_role("table").is_visible():
        shown.get_by_text(device.words["patterns.table"], exact=True).click()
    expect(shown.get_by_role("table")).to_be_visible()
    rows = shown.locator("tbody tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def open_session(device: Device) -> None:
    """Goes to the page for a session."""
    device.go_to("session")
    title = device.words["place.session"]
    expect(device.page.get_by_role("heading", level=1, name=title)).to_be_visible()


def choose(device: Device, text: str) -> Locator:
    """Puts what holds these words onto the page."""
    line = device.page.locator("[data-pick]", has_text=text).first
    line.get_by_role("checkbox").first.check()
    return line


def leave_out(device: Device, line: Locator, sentence: str) -> None:
    """Takes one sentence of a chosen line off the page."""
    if not line.get_by_label(sentence, exact=True).is_visible():
        line.get_by_text(device.words["session.part"], exact=True).click()
    line.get_by_label(sentence, exact=True).uncheck()


def printed(device: Device) -> str:
    """What stands on the paper, or in the file, if the screen is printed now; in one line."""
    paper = PdfReader(io.BytesIO(device.page.pdf()))
    return one_line(" ".join(page.extract_text() for page in paper.pages))


def one_line(text: str) -> str:
    """Without what is only layout."""
    return re.sub(r"\s+", " ", text).strip()
