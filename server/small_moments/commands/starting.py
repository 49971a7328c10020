"""`init` and `serve`."""

import argparse
import asyncio
import os
from pathlib import Path
from typing import Final

from msgspec import json

from small_moments import inviting
from small_moments.commands import asked as given
from small_moments.commands import written
from small_moments.commands.outcome import Command, FailedError, Outcome
from small_moments.settings import FIELDS, Settings, origin_of
from small_moments.store import database


def _add_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="where to write the settings, in TOML")


def _init(asked: argparse.Namespace) -> Outcome:
    """A data folder with an empty database, a file of settings, and the first invitation."""
    settings = given.settings(asked)
    data, file = Path(settings.data), Path(asked.file)
    if (data / database.FILE).exists():
        raise FailedError("there is a database in this data folder already; nothing was changed")
    written.refuse_existing(file, "the file of settings")

    async def make() -> str:
        async with database.opened(data) as opened:
            return (await inviting.make(opened, os.urandom))[0]

    written.write(file, settings_file(settings, set(given.flags(asked))))
    code = asyncio.run(make())
    origin = origin_of(settings, settings.port)
    lines = [
        f"{file}: the settings, to be looked through",
        f"{data}: the data, its owner's alone",
        "The first invitation:",
        inviting.shown(origin, code),
        f"Next: small-moments serve --settings {file}",
    ]
    return Outcome(lines, {"settings": str(file), "data": str(data), "invitation": code})


def settings_file(settings: Settings, chosen: set[str]) -> str:
    """Every setting with its description; those that were not chosen are comments.

    The data folder is written out: the file may be used from somewhere else.
    """
    parts = ["# Settings of Small Moments. What has a # before it is as it is without.\n"]
    for name, field in FIELDS.items():
        value = getattr(settings, name)
        if name == "data":
            value = str(Path(value).resolve())
        line = f"{name} = {json.encode(value).decode('utf-8')}"
        mark = "" if name in chosen or name == "data" else "# "
        parts.append(f"# {field.__metadata__[0].description}\n{mark}{line}\n")
    return "\n".join(parts)


def _serve(asked: argparse.Namespace) -> Outcome:
    from small_moments import serve  # noqa: PLC0415  (no other command needs the framework)

    serve.serve(given.settings(asked), as_json=asked.json)
    return Outcome([], {})


COMMANDS: Final = (
    Command("init", "make a data folder, a database and a settings file", _init, _add_init),
    Command("serve", "serve the app and its API", _serve),
)
