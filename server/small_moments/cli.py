"""The command `small-moments`."""

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from typing import Final

from msgspec import json

from small_moments.commands import asked as given
from small_moments.commands import keeping, looking, moving, people, starting
from small_moments.commands.outcome import Command, FailedError, Outcome
from small_moments.settings import SettingsError
from small_moments.store.errors import StoreError
from small_moments.store.migrations import MigrationError
from small_moments.store.sqlite.snapshot import UnsoundError

_ALL: Final = (
    *starting.COMMANDS,
    *people.COMMANDS,
    *keeping.COMMANDS,
    *moving.COMMANDS,
    *looking.COMMANDS,
)
COMMANDS: Final[dict[str, Command]] = {command.name: command for command in _ALL}


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 could not or not well, 2 wrongly asked."""
    asked = _parser().parse_args(arguments)
    try:
        outcome = COMMANDS[asked.command].run(asked)
        _say(outcome, as_json=asked.json)
    except FailedError as error:
        return _fail(error, error.status)
    except SettingsError as error:
        return _fail(error, 2)
    except (StoreError, MigrationError, UnsoundError, OSError, sqlite3.Error) as error:
        return _fail(error, 1)
    return outcome.status


def _say(outcome: Outcome, *, as_json: bool) -> None:
    if as_json and outcome.values:
        print(json.encode(outcome.values).decode("utf-8"))
    elif not as_json:
        for line in outcome.lines:
            print(line)
    sys.stdout.flush()


def _fail(error: Exception, status: int) -> int:
    print(f"small-moments: {error}", file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="small-moments", description="A journal server that cannot read the journals."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS.values():
        one = commands.add_parser(command.name, help=command.help)
        command.add(one)
        one.add_argument("--json", action="store_true", help="print values for a program")
        given.add_settings(one)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
