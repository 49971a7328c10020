"""The part of the walk past two phones that meet, up to a no: nothing comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e import pairing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.journeys import Device
    from e2e.tour import Tour


def views(tour: Tour) -> Iterator[tuple[str, Device]]:
    """Both sides; the second phone is a new one. Names what shows, and where."""
    one, two = tour.one, tour.two
    one.go_to("settings")
    one.press("add.title")
    one.field("backup.passphrase").wait_for()
    yield "add-phone", one
    code = pairing.show_code_again(one)
    yield "add-phone-code", one
    two.open()
    pairing.open_pairing(two)
    yield "pair", two
    pairing.enter(two, code)
    yield "pair-digits", two
    one.page.locator(".pair-digits").wait_for()
    yield "add-phone-digits", one
    pairing.say(one, same=False)
    pairing.is_told(one, "different")
    yield "add-phone-over", one
    pairing.is_told(two, "stopped")
    two.page.go_back()
