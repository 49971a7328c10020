"""`small-moments doctor`: one line for each thing that an operator wants to be well."""

import shutil
import sqlite3
from pathlib import Path
from typing import Final

from msgspec import Struct

from small_moments import backups, selfcheck
from small_moments.backups import DAY
from small_moments.settings import Settings
from small_moments.store import database, snapshot
from small_moments.store.snapshot import UnsoundError

BACKUP_AGE: Final = 7  # days after which a newest backup is too old to be of much help
_MIB: Final = 1024 * 1024
ROOM: Final = 256 * _MIB
# No clock that is right shows an earlier time: this program did not exist then.
EARLIEST: Final = 1_793_491_200  # 2026-11-01


class Finding(Struct, frozen=True):
    """One thing, whether it is well, and what there is to say; never of whom."""

    well: bool
    what: str


def examine(settings: Settings, folder: Path, now: float) -> list[Finding]:
    """All findings; `folder` has the backups. Nothing is changed, and a server may be running."""
    data = Path(settings.data)
    if not (data / database.FILE).is_file():
        return [Finding(False, "database: there is none in this data folder")]
    findings = [
        _permissions(data, folder),
        _database(data / database.FILE),
        _room(data),
        _clock(data, folder, now),
        _newest_backup(folder, now),
        _oldest_backup(folder, settings.backup_days, now),
    ]
    if settings.origin:
        findings.append(Finding(*selfcheck.look(settings.origin)))
    return findings


def _permissions(data: Path, folder: Path) -> Finding:
    paths = [data, *data.iterdir(), *backups.kept(folder)]
    open_to_others = sum(path.stat().st_mode & 0o077 != 0 for path in paths)
    if open_to_others:
        return Finding(False, f"permissions: others may use {open_to_others} files or folders here")
    return Finding(True, "permissions: the data folder is its owner's alone")


def _database(path: Path) -> Finding:
    try:
        with snapshot.read_only(path) as connection:
            version = snapshot.check(connection)
            snapshot.check_whole(connection)
            return Finding(True, f"database: sound, schema {version}")
    except (UnsoundError, sqlite3.Error) as error:
        return Finding(False, f"database: {error}")


def _room(data: Path) -> Finding:
    size = (data / database.FILE).stat().st_size
    free = shutil.disk_usage(data).free
    said = f"room: {free // _MIB} MiB free, the database takes {size // _MIB} MiB"
    return Finding(free > size + ROOM, said)


def _clock(data: Path, folder: Path, now: float) -> Finding:
    try:
        with snapshot.read_only(data / database.FILE) as connection:
            latest = snapshot.last_use(connection) * DAY
    except sqlite3.Error:
        latest = 0
    latest = max([latest, *(backups.made_at(one) for one in backups.kept(folder))])
    if now < EARLIEST or now < latest - 60:
        return Finding(False, "clock: it shows a time that has long been, or backups are of later")
    return Finding(True, "clock: later than all that was written")


def _newest_backup(folder: Path, now: float) -> Finding:
    kept = backups.kept(folder)
    if not kept:
        return Finding(False, "backup: there is none yet; `small-moments backup`")
    days = int((now - backups.made_at(kept[-1])) // DAY)
    return Finding(days <= BACKUP_AGE, f"backup: the newest is {days} days old")


def _oldest_backup(folder: Path, most: int, now: float) -> Finding:
    kept = backups.kept(folder)
    old = sum(now - backups.made_at(one) > (most + 1) * DAY for one in kept)
    if old:
        return Finding(False, f"erasing: {old} backups are older than {most} days")
    return Finding(True, f"erasing: no backup is older than {most} days")
