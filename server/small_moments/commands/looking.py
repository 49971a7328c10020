"""`doctor`, `config`, `release-hashes`, `version`: what there is, changing nothing."""

import argparse
import os
import time
from pathlib import Path
from typing import Final

from msgspec import json, to_builtins

from small_moments import __version__, config, doctor, releases, static
from small_moments.commands import asked as given
from small_moments.commands.outcome import Command, Outcome


def _doctor(asked: argparse.Namespace) -> Outcome:
    settings = given.settings(asked)
    findings = doctor.examine(settings, given.backups_of(asked, settings), time.time())
    lines: list[str] = []
    for one in findings:
        lines.append(f"{'ok   ' if one.well else 'WRONG'}  {one.name}: {one.said}")
        if not one.well:
            lines.append(f"       {one.remedy}")
    well = all(one.well for one in findings)
    values = {"well": well, "findings": to_builtins(findings)}
    return Outcome(lines, values, 0 if well else 1)


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("show",), help="print every setting and its place")


def _config(asked: argparse.Namespace) -> Outcome:
    every = config.every(given.flags(asked), os.environ, given.file(asked))
    # What is printed can be read again as a file of settings.
    lines = [
        f"{name} = {json.encode(one.value).decode('utf-8')}  # {one.place}"
        for name, one in every.items()
    ]
    return Outcome(lines, {name: to_builtins(one) for name, one in every.items()})


def _release_hashes(asked: argparse.Namespace) -> Outcome:
    settings = given.settings(asked)
    listing = releases.listing(Path(settings.app) if settings.app else static.APP)
    fingerprint = releases.fingerprint(listing)
    files = [line.split("  ", 1) for line in listing.splitlines()]
    values = {"files": {path: hashed for hashed, path in files}, "fingerprint": fingerprint}
    return Outcome([*listing.splitlines(), fingerprint], values)


def _version(_: argparse.Namespace) -> Outcome:
    return Outcome([__version__], {"version": __version__})


COMMANDS: Final = (
    Command("doctor", "look whether all is well, change nothing", _doctor, given.add_backups),
    Command("config", "show the settings as they hold", _config, _add_config),
    Command("release-hashes", "print the hashes of the app's files", _release_hashes),
    Command("version", "print the version", _version),
)
