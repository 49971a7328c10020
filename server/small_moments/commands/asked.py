"""What was asked on the command line, as settings and as other things of ours."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from small_moments import backups, config
from small_moments.commands.outcome import FailedError
from small_moments.layout import Account
from small_moments.settings import FIELDS, Settings
from small_moments.store import database


def add_settings(parser: argparse.ArgumentParser) -> None:
    """A flag for each setting, and one for a file of them."""
    parser.add_argument("--settings", metavar="FILE", help="a TOML file with settings")
    for name, field in FIELDS.items():
        description = field.__metadata__[0].description.replace("%", "%%")
        parser.add_argument(
            "--" + name.replace("_", "-"), dest=f"setting_{name}", metavar="X", help=description
        )


def flags(asked: argparse.Namespace) -> dict[str, str]:
    """The settings among what was asked."""
    return {
        name: str(value)
        for name in FIELDS
        if (value := getattr(asked, f"setting_{name}", None)) is not None
    }


def file(asked: argparse.Namespace) -> Path | None:
    """The settings file among what was asked."""
    return Path(asked.settings) if asked.settings else None


def settings(asked: argparse.Namespace) -> Settings:
    """All settings as they hold. Raises SettingsError."""
    return config.load(flags(asked), os.environ, file(asked))


def add_backups(parser: argparse.ArgumentParser) -> None:
    """Where the backups are."""
    parser.add_argument("folder", metavar="FOLDER", nargs="?", help="default: DATA/backups")


def backups_of(asked: argparse.Namespace, chosen: Settings) -> Path:
    """The folder of the backups."""
    return Path(asked.folder) if asked.folder else Path(chosen.data) / backups.FOLDER


def account(text: str) -> Account:
    """An account's id, however it was copied. Raises FailedError."""
    name = "".join(text.split()).replace("-", "")
    try:
        found = bytes.fromhex(name)
    except ValueError:
        found = b""
    if len(found) != 16:
        raise FailedError("an account id has 32 hexadecimal digits", 2)
    return Account(found)


def number(least: int, most: int) -> Callable[[str], int]:
    """The type of an option that is a whole number within these."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"a number from {least} to {most} is expected")
        return int(text)

    return read


def existing(chosen: Settings) -> Path:
    """The data folder. Raises DatabaseError if there is no database in it."""
    data = Path(chosen.data)
    if not (data / database.FILE).is_file():
        raise database.DatabaseError(database.NONE_HERE)
    return data
