"""The part of the walk past what discretion needs: the quick way out, and the doors."""

from collections.abc import Iterator

from e2e.journeys import Device


def views(one: Device) -> Iterator[str]:
    """From the settings through both; the journal is open and backed up."""
    one.go_to("settings")
    one.press("leave.title")
    _heading(one, "leave.title")
    yield "leave"
    one.go_to("settings")
    one.press("doors.title")
    _heading(one, "doors.title")
    yield "doors"
    for door in ("forget", "erase"):
        one.press(f"doors.{door}.go")
        one.page.get_by_role("button", name=one.words["doors.keep"], exact=True).wait_for()
        yield f"doors-{door}"
        one.press("doors.keep")
    one.press("doors.out.go")
    one.page.get_by_text(one.words["doors.out.now"]).wait_for()
    yield "doors-out"
    one.press("doors.out.back")
    one.go_home()
    one.wait_backed_up()


def left(one: Device) -> Iterator[str]:
    """The page that stands in the place of the app."""
    one.open()
    one.leave()
    yield "left"


def _heading(one: Device, word: str) -> None:
    one.page.get_by_role("heading", name=one.words[word], level=1).wait_for()
