"""`db copy`: from one engine to the other, or from one place to another."""

import argparse
import asyncio
import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Final

from msgspec import to_builtins

from small_moments import backups
from small_moments.chunks import places
from small_moments.chunks.chunks import Chunks
from small_moments.commands import asked as given
from small_moments.commands.outcome import Command, FailedError, Outcome
from small_moments.settings import Settings, is_database, masked
from small_moments.store import copying, opening
from small_moments.store.copying import Copied, CopyError, Gone, Source, Target
from small_moments.store.sqlite import copying as files

_SETTING: Final = "@"
_PLACE: Final = (
    f"a data folder, a URL of PostgreSQL, or {_SETTING} for what the setting `database` says"
)


def _add_db(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("copy",), help="copy a whole store into an empty one")
    parser.add_argument("source", metavar="SOURCE", help=f"{_PLACE}; or a file of `backup`")
    parser.add_argument("target", metavar="TARGET", help=_PLACE)


def _db(asked: argparse.Namespace) -> Outcome:
    settings = given.settings(asked)
    come_from, go_to = _named(asked.source, settings), _named(asked.target, settings)
    try:
        done = asyncio.run(_copy(come_from, go_to, settings))
    except CopyError as error:
        raise FailedError(str(error)) from None
    logs = f"{done.accounts} accounts with {done.links} links and {done.revisions} revisions"
    lines = [
        f"{logs}, {done.blobs} attachments, {done.invitations} invitations",
        f"Every log was walked in {masked('database', go_to)}. Phones log in again.",
    ]
    if done.left_out:
        lines.append(f"accounts erased since that backup and left out: {done.left_out}")
    if done.missing_chunks:
        lost = f"{done.missing_chunks} chunks of attachments were lost"
        lines.append(f"{lost}; phones that have them send them again.")
    return Outcome(lines, to_builtins(done))


def _named(place: str, settings: Settings) -> str:
    if place != _SETTING:
        return place
    if not settings.database:
        raise FailedError(f"{_SETTING} stands for the setting database, which is empty", 2)
    return settings.database


async def _copy(come_from: str, go_to: str, settings: Settings) -> Copied:
    gone = _gone_since(come_from, settings)
    async with source(come_from, settings) as read, target(go_to, settings) as written:
        return await copying.copy(read, written, gone)


def _gone_since(place: str, settings: Settings) -> Gone | None:
    """Who was erased after a file was made, as a restore asks. Raises DatabaseError.

    A folder and a database know themselves who was erased until now.
    """
    file = Path(place)
    if is_database(place) or not file.is_file():
        return None
    backups.refuse_old(file, settings.backup_days, time.time())
    return Gone(*backups.erased_since(file, Path(settings.data)))


def source(place: str, settings: Settings) -> AbstractAsyncContextManager[Source]:
    """Where a copy comes from. Raises CopyError, StoreError."""
    if not is_database(place):
        return files.source(Path(place), _elsewhere(settings))
    opening.require()
    from small_moments.store.postgresql import copying as databases  # noqa: PLC0415

    return databases.source(place, places.of(settings))


def target(place: str, settings: Settings) -> AbstractAsyncContextManager[Target]:
    """An empty place for a copy. Raises CopyError, StoreError."""
    if not is_database(place):
        return files.target(Path(place), _elsewhere(settings))
    opening.require()
    from small_moments.store.postgresql import copying as databases  # noqa: PLC0415

    return databases.target(place, places.of(settings))


def _elsewhere(settings: Settings) -> Chunks | None:
    """Where chunks are that are not in the folder itself."""
    return places.of(settings) if settings.blobs else None


COMMANDS: Final = (Command("db", "copy a store between SQLite and PostgreSQL", _db, _add_db),)
