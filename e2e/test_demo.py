"""`./run demo`: somebody opens the invented journal with what was printed, and nothing stays."""

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from e2e.journeys import Device
from tools import demo

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_demo_opens_with_what_it_prints_and_leaves_nothing_behind(
    tmp_path: Path, language: str
) -> None:
    command = [sys.executable, "-m", "tools.demo", "--language", language]
    folders = {"TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=folders)
    ender = threading.Timer(300, process.kill)
    ender.start()
    try:
        assert process.stdout is not None
        said = ""
        while "passphrase" not in said:
            line = process.stdout.readline()
            assert line, f"it ended early:\n{said}"
            said += line
        url, kit, passphrase = _told(said)
        with Device(url, tmp_path / "phone", language) as phone:
            phone.open()
            phone.join(kit, passphrase)
            told = demo.journal(language)
            assert phone.entries()[0] == told.pages[-1].text
            assert phone.search(told.pages[0].text.split()[0])
            assert phone.witness.all() == []
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    finally:
        ender.cancel()
        process.kill()
        process.communicate()
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith("-demo")] == []


def _told(said: str) -> tuple[str, str, str]:
    """URL, kit and passphrase."""
    found = re.search(
        r"is at (\S+).*the kit +([0-9A-Z ]+?)\n.*the passphrase +([^\n]+)\n", said, re.DOTALL
    )
    assert found is not None, said
    return found[1], found[2], found[3]


def test_both_demo_journals_tell_the_same_pages_and_none_of_it_hurts() -> None:
    english, spanish = demo.journal("en"), demo.journal("es")
    days = [page.ago for page in english.pages]
    assert days == [page.ago for page in spanish.pages] == sorted(days, reverse=True)
    texts = " ".join(page.text for told in (english, spanish) for page in told.pages).lower()
    for never in ("!", "¡", "streak", "score", "affair", "cheat", "infidel", "engañ", "%"):
        assert never not in texts
