"""The part of the walk past two histories that differ; then everything is as it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e import branches, database, keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from e2e.journeys import Device
    from e2e.tour import Tour


def views(tour: Tour) -> Iterator[str]:
    """What the first phone shows, after the second one made a key on a server that was set back."""
    one, two, practice = tour.one, tour.two, tour.practice
    kept = tour.folder / "before two histories"
    for name, device in (("one", one), ("two", two)):
        branches.keep(device, kept / name)
    database.keep(practice, kept / "server")
    for device in (one, two):
        _make_key(device, tour.passphrase)
        device.switch_off()
        if device is one:
            database.restore(practice, kept / "server")
    _enter(one, tour.passphrase)
    one.page.get_by_text(one.words["notice.fork"]).wait_for()
    yield "fork"
    branches.both_codes(one)
    yield "together"
    branches.stays_apart(one)
    yield "together-apart"
    for name, device in (("one", one), ("two", two)):
        branches.set_back(device, kept / name)
    database.restore(practice, kept / "server")
    for device in (one, two):
        _enter(device, tour.passphrase)
        device.wait_backed_up()


def _enter(device: Device, passphrase: str) -> None:
    device.open()
    device.unlock(passphrase)
    device.go_home()


def _make_key(device: Device, passphrase: str) -> None:
    _enter(device, passphrase)
    keys.look(device)
    keys.make_sheet(device)
    device.go_home()
    device.wait_backed_up()
