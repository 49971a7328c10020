"""`./run demo`: the app with an invented journal of some months, to look at and to show.

--language LANGUAGE   en or es
--port N              a free one unless given
"""

import argparse
import contextlib
import signal
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from e2e.words import LANGUAGES, Words
from tests.made_account import MadeAccount, Page, make_account
from tests.program import Program

JOURNALS = Path(__file__).parent / "demo_journal.json"
EVENING = timedelta(hours=20)


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page, so many days ago."""

    ago: int
    text: str


class Journal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody might have written in some months, oldest first."""

    passphrase: str
    pages: tuple[Told, ...]


def journal(language: str) -> Journal:
    """The invented journal of one language."""
    return msgspec.json.decode(JOURNALS.read_bytes(), type=dict[str, Journal])[language]


def pages(told: Journal, now: datetime) -> Iterator[Page]:
    """Its pages as if they had been written up to `now`."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for page in told.pages:
        when = min(today + EVENING - timedelta(days=page.ago), now)
        yield Page(when.date().isoformat(), page.text, int(when.timestamp() * 1000))


def explained(url: str, made: MadeAccount, words: Words) -> str:
    """How to open it."""
    return (
        f"A demo of Small Moments is at {url}\n\n"
        "Everything in it is invented, and gone when this ends (Ctrl-C).\n"
        f"To open the journal choose “{words['welcome.join']}” there, and give it\n\n"
        f"  the kit         {made.kit}\n"
        f"  the passphrase  {made.passphrase}\n"
    )


def main(arguments: list[str]) -> int:
    """Serves until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="run demo", description="Serve an invented journal.")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--port", type=int, default=0)
    asked = parser.parse_args(arguments)
    told = journal(asked.language)
    for ends in (signal.SIGINT, signal.SIGTERM):  # whatever whoever started it ignores
        signal.signal(ends, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), tempfile.TemporaryDirectory("-demo") as folder:
        practice = Program(Path(folder), port=asked.port)
        try:
            practice.start()
            written = pages(told, datetime.now(UTC))
            made = make_account(practice.url, practice.invite(), told.passphrase, written)
            print(explained(practice.url, made, Words(asked.language)), flush=True)
            signal.pause()
        finally:
            practice.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
