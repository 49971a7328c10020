"""Phones on which the app was opened once before.

A first visit is the most work of a short story: every file of the app is checked and kept. Few
stories are about it, so the others are told on copies of one profile in which it is over.
"""

import shutil
from pathlib import Path

from e2e.journeys import Device
from tests.program import free_port


class Visited:
    """Profiles of phones, one a language, on which the app at one address was opened once."""

    def __init__(self, folder: Path) -> None:
        """The profiles come to lie in `folder`. `port` is for whoever serves the app."""
        self.port = free_port()
        self._folder = folder

    def hand_out(self, device: Device) -> None:
        """Gives a phone that was never switched on such a profile, if its server has the port."""
        language = device.words.language
        if device.base_url != f"http://localhost:{self.port}":
            return
        profile = self._folder / language
        if not profile.exists():
            with Device(device.base_url, profile, language) as first:
                first.open()
        shutil.copytree(profile, device.phone.profile, symlinks=True)
