"""`small-moments doctor`: each thing that is to be well, and what to do where it is not."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from small_moments import backups, selfcheck
from small_moments.backups import DAY
from small_moments.chunks import places
from small_moments.findings import Finding, well, wrong
from small_moments.settings import Settings
from small_moments.store import opening
from small_moments.store.errors import StoreError
from small_moments.store.migrations import MigrationError
from small_moments.store.sqlite import database, migration, snapshot
from small_moments.store.sqlite.database import DatabaseError
from small_moments.store.sqlite.snapshot import UnsoundError

BACKUP_AGE: Final = 7  # days after which a newest backup is too old to be of much help
_MIB: Final = 1024 * 1024
ROOM: Final = 256 * _MIB
# No clock that is right shows an earlier time: this program did not exist then.
EARLIEST: Final = 1_793_491_200  # 2026-11-01
_PUT_BACK: Final = "stop the server and put back a backup: docs/operate.md, When something broke"


def examine(settings: Settings, folder: Path, now: float) -> list[Finding]:
    """All findings; `folder` has the backups. Nothing is changed, and a server may be running."""
    if settings.database:
        found = asyncio.run(opening.look(settings.database))
        return [
            *found,
            *_chunks(settings),
            _since(now, 0),
            *selfcheck.examine(settings, now),
        ]
    data = Path(settings.data)
    if not (data / database.FILE).is_file():
        remedy = "name the right folder with --data, or begin one with `small-moments init`"
        return [wrong("database", "there is none in this data folder", remedy)]
    return [
        _permissions(data, folder),
        *_database(data / database.FILE),
        *_chunks(settings),
        _room(data),
        _clock(data, folder, now),
        *_backups(data, folder, settings.backup_days, now, not settings.blobs),
        *selfcheck.examine(settings, now),
    ]


def _permissions(data: Path, folder: Path) -> Finding:
    paths = [data, *data.iterdir(), *backups.kept(folder)]
    open_to_others = sum(path.stat().st_mode & 0o077 != 0 for path in paths)
    if open_to_others:
        said = f"others may use {open_to_others} files or folders here"
        return wrong("permissions", said, "chmod -R go= on the data folder and on the backups")
    return well("permissions", "the data folder is its owner's alone")


def _database(path: Path) -> Iterator[Finding]:
    newest = len(migration.read())
    try:
        with snapshot.read_only(path) as connection:
            if (found := migration.version(connection)) > newest:
                said = f"it is of {found}, this program knows up to {newest}"
                yield wrong("schema", said, "install the newer program again")
                return
            version = snapshot.check(connection)
            snapshot.check_whole(connection)
    except (UnsoundError, sqlite3.Error) as error:
        yield wrong("database", str(error), _PUT_BACK)
        return
    yield well("database", "sound, and every log leads to its head")
    if version < newest:
        remedy = "the next start brings it up; try it first with `small-moments migrate --dry-run`"
        yield wrong("schema", f"it is of {version}, this program is for {newest}", remedy)
    else:
        yield well("schema", f"{version}, the newest")


def _chunks(settings: Settings) -> Iterator[Finding]:
    """Whether all chunks of attachments are where rows say that they are."""
    try:
        # Whoever asks may have a loop of its own.
        with ThreadPoolExecutor(1) as apart:
            missing, left = apart.submit(asyncio.run, _count_chunks(settings)).result()
    except (UnsoundError, MigrationError, DatabaseError, sqlite3.Error):  # said already
        return
    except (StoreError, OSError) as error:
        remedy = "see what the settings `blobs` and `s3_…` say, and that the store runs"
        yield wrong("attachments", str(error), remedy)
        return
    if missing:
        said = f"{missing} chunks are not where they are to be; phones that have them send them"
        yield wrong("attachments", said, "put back the folder `blobs` from the one in the backups")
    elif left:
        yield well("attachments", f"all are there; {left} that no row names wait for a sweep")
    else:
        yield well("attachments", "all are there")


async def _count_chunks(settings: Settings) -> tuple[int, int]:
    """How many that a row names are missing, and how many no row names."""
    chunks = places.of(settings)
    before = await opening.chunk_names(settings)
    there = {name async for some in chunks.names() for name in some}
    # What was sent or erased in between is neither.
    after = await opening.chunk_names(settings)
    return len((before & after) - there), len(there - before - after)


def _room(data: Path) -> Finding:
    size = (data / database.FILE).stat().st_size
    free = shutil.disk_usage(data).free
    said = f"{free // _MIB} MiB free, the database takes {size // _MIB} MiB"
    if free <= size + ROOM:
        return wrong("room", said, "make room on this disk; nothing is kept once it is full")
    return well("room", said)


def _clock(data: Path, folder: Path, now: float) -> Finding:
    try:
        with snapshot.read_only(data / database.FILE) as connection:
            latest = snapshot.last_use(connection) * DAY
    except sqlite3.Error:
        latest = 0
    return _since(now, max([latest, *(backups.made_at(one) for one in backups.kept(folder))]))


def _since(now: float, latest: float) -> Finding:
    if now < EARLIEST or now < latest - 60:
        said = "it shows a time that has long been, or backups are of later"
        return wrong("clock", said, "let the system keep its time, with `timedatectl set-ntp true`")
    return well("clock", "later than all that was written")


def _backups(data: Path, folder: Path, most: int, now: float, chunks: bool) -> Iterator[Finding]:
    kept = backups.kept(folder)
    if not kept:
        remedy = "`small-moments backup`, once a day by a timer"
        yield wrong("backup", "there is none yet", remedy)
        return
    days = int((now - backups.made_at(kept[-1])) // DAY)
    said = f"the newest is {days} days old"
    if days > BACKUP_AGE:
        yield wrong("backup", said, "see why the timer does not run: `systemctl list-timers`")
    else:
        yield well("backup", said)
    yield _newest(kept[-1], now, chunks)
    held = backups.held(data, folder)
    old = sum(now - backups.made_at(one) > (most + 1) * DAY for one in held)
    if old:
        said = f"{old} backups are older than {most} days"
        yield wrong("erasing", said, "`small-moments backup` deletes them once a new one is there")
    else:
        yield well("erasing", f"no backup is older than {most} days")


def _newest(file: Path, now: float, chunks: bool) -> Finding:
    """However old: that is another finding. Copies from before an upgrade have no list."""
    if not backups.is_regular(file):
        return well("restoring", "the newest is a copy from before an upgrade")
    try:
        sound = backups.verify(file, days=int(now // DAY), now=now, chunks=chunks, reads=False)
    except DatabaseError as error:
        return wrong("restoring", f"the newest: {error}", "make another: `small-moments backup`")
    return well("restoring", f"the newest can be put back, with {sound.accounts} accounts")
