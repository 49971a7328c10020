"""`small-moments backup` and `restore`: a copy of everything sealed, made while serving."""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from small_moments.store import erased
from small_moments.store.sqlite import (
    blobs,
    claim,
    database,
    invitations,
    migration,
    pool,
    snapshot,
    survey,
)
from small_moments.store.sqlite.database import DatabaseError
from small_moments.store.sqlite.snapshot import UnsoundError

FOLDER: Final = "backups"
_NAME: Final = re.compile(r"moments-([0-9]{8}T[0-9]{6}Z)\.sqlite")
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_BEFORE: Final = re.compile(r"before-[0-9]{4}\.sqlite")
DAY: Final = 86400


class Verified(Struct, frozen=True):
    """What a sound backup holds: its schema, when it was made, and how many accounts."""

    schema: int
    made: float
    accounts: int


class Restored(Struct, frozen=True):
    """What a restore did: when the backup was made, how many accounts were left out, and how
    many chunks of attachments were not there to be put back.
    """

    made: float
    erased: int
    missing: int


def make(data: Path, folder: Path, *, days: int, now: float, chunks: bool = True) -> Path:
    """A new backup in `folder`; those older than so many days go, once it is there.

    `chunks`: the data folder holds them, so they are kept beside the backup.
    """
    if not (data / database.FILE).exists():
        raise DatabaseError(database.NONE_HERE)
    if (folder / pool.FOLDER).resolve() == (data / pool.FOLDER).resolve():
        raise DatabaseError("backups cannot lie in the data folder itself; name a folder in it")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"moments-{datetime.fromtimestamp(now, UTC).strftime(_STAMP)}.sqlite"
    source = sqlite3.connect(data / database.FILE, isolation_level=None)
    pooled = folder / pool.FOLDER
    with closing(source) as connection, pool.alone(folder):

        def settle(copy: sqlite3.Connection) -> None:
            if chunks:
                _keep_chunks(copy, connection, data / pool.FOLDER, pooled)

        connection.execute("PRAGMA busy_timeout = 10000")
        snapshot.check(connection)
        erased.write(_list_of(path), _settled_list(connection, data, int(now // DAY) - days))
        try:
            snapshot.write(connection, path, sessions=False, settle=settle)
        except BaseException:
            _list_of(path).unlink()
            raise
        for old in held(data, folder):
            if now - made_at(old) > days * DAY:
                old.unlink()
                _list_of(old).unlink(missing_ok=True)
                erased.sync_folder(old.parent)
        pool.keep_only(pooled, kept(folder))
    erased.sync_folder(folder)
    return path


def _keep_chunks(
    copy: sqlite3.Connection, newest: sqlite3.Connection, source: Path, pooled: Path
) -> None:
    """Chunks that were purged since the copy was made are left out of it; no other may be missing.

    So a backup is whole by itself, and what is looked for when it is verified has to be there.
    """
    missing = pool.take(blobs.every_chunk(copy), source, pooled)
    if lost := blobs.named(newest, missing):
        raise UnsoundError(
            f"{len(lost)} chunks of attachments are not in the folder {source.name}; bring it "
            "back, or put back a backup: docs/operate.md, When something broke"
        )
    blobs.lose(copy, missing)


def _settled_list(connection: sqlite3.Connection, data: Path, first_day: int) -> erased.Lines:
    """The list without what is too old to matter.

    Lines are added within transactions. While this one holds the lock no other is under way, so the
    copy that is made afterwards lacks every account of this list, or has it registered anew.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        lines = erased.read(data / erased.FILE)
        younger = erased.younger(lines, first_day)
        if younger != lines:
            erased.write(data / erased.FILE, younger)
    finally:
        connection.execute("ROLLBACK")
    return younger


def kept(folder: Path) -> list[Path]:
    """The backups in a folder, and the copies from before an upgrade; oldest first."""
    if not folder.is_dir():
        return []
    own = [p for p in folder.iterdir() if _NAME.fullmatch(p.name) or _BEFORE.fullmatch(p.name)]
    return sorted(own, key=made_at)


def held(data: Path, folder: Path) -> list[Path]:
    """Those in a folder, and the copies that upgrades left in the data folder."""
    own, left = kept(folder), data / FOLDER
    if folder.resolve() == left.resolve():
        return own
    return [*own, *(path for path in kept(left) if not is_regular(path))]


def is_regular(path: Path) -> bool:
    """Whether `backup` made it; else it is a copy from before an upgrade."""
    return _NAME.fullmatch(path.name) is not None


def made_at(path: Path) -> float:
    """When a backup was made, by its name or else by its file, in seconds since 1970."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return path.stat().st_mtime
    return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC).timestamp()


def verify(
    file: Path, *, days: int, now: float, chunks: bool = True, reads: bool = True
) -> Verified:
    """Walk every log of a backup as a restore would, changing nothing. Raises DatabaseError.

    `chunks`: they are beside it, and each is looked for; `reads`: and read.
    """
    refuse_old(file, days, now)
    if not _list_of(file).is_file():
        raise DatabaseError(
            f"the list {_list_of(file).name} is not beside it: copy both files of a backup"
        )
    try:
        with snapshot.read_only(file) as connection:
            version = snapshot.check(connection)
            snapshot.check_length(connection, file)
            snapshot.check_whole(connection)
            _check_chunks(connection, file.parent / pool.FOLDER, chunks, reads)
            return Verified(version, made_at(file), survey.count(connection))
    except (UnsoundError, sqlite3.DatabaseError) as error:
        raise DatabaseError(f"this backup cannot be used: {error}") from None


def _check_chunks(connection: sqlite3.Connection, pooled: Path, chunks: bool, reads: bool) -> None:
    if chunks and (wrong := pool.spoiled(connection, pooled, reads=reads)):
        raise UnsoundError(
            f"{wrong} chunks of attachments are not as they were in the folder {pooled.name} "
            "beside it: copy that folder too"
        )


def refuse_old(file: Path, days: int, now: float) -> None:
    """Raises DatabaseError where it is not known any more who was erased since."""
    if not file.is_file():
        raise DatabaseError("there is no such file")
    if now - made_at(file) > days * DAY:
        raise DatabaseError(
            f"the backup is older than {days} days: who was erased since is not known any more"
        )


def _list_of(backup: Path) -> Path:
    return backup.with_suffix(".erased")


def restore(file: Path, data: Path, *, days: int, now: float, chunks: bool = True) -> Restored:
    """Make a backup the database of an empty data folder, without who was erased since.

    Chunks that are not beside it are sent again by the phones that have them. Without `chunks`
    they are not in the data folder, and stay where they are.
    """
    refuse_old(file, days, now)
    release = claim.alone(data)
    try:
        if any((data / (database.FILE + end)).exists() for end in ("", "-wal", "-shm")):
            raise DatabaseError("there is a database in this data folder; move it away first")
        return _restore(file, data, renewed_to=int(now // DAY) + days, chunks=chunks)
    finally:
        release()


def erased_since(file: Path, data: Path) -> tuple[set[str], erased.Lines]:
    """Hashes of who was erased after a backup, and every line that is known.

    The data folder knows them, and the lists beside this backup and beside those of that folder.
    """
    places = {file.parent.resolve(), (data / FOLDER).resolve()}
    beside = [path for place in places for path in place.glob("*.erased")]
    lists = [erased.read(path) for path in (data / erased.FILE, *beside)]
    return erased.since(lists, erased.read(_list_of(file))), erased.union(lists)


def _restore(file: Path, data: Path, *, renewed_to: int, chunks: bool) -> Restored:
    gone, lines = erased_since(file, data)
    part = data / f".{database.FILE}.part"
    part.unlink(missing_ok=True)
    try:
        part.touch(mode=0o600)
        shutil.copyfile(file, part)
        left_out = _settle(part, gone, int(made_at(file) // DAY), renewed_to)
        missing = _bring_chunks(part, file.parent, data) if chunks else 0
        erased.write(data / erased.FILE, lines)
        snapshot.put(part, data / database.FILE)
    except UnsoundError as error:
        raise DatabaseError(f"this backup cannot be used: {error}") from None
    finally:
        part.unlink(missing_ok=True)
    return Restored(made_at(file), left_out, missing)


def _bring_chunks(part: Path, folder: Path, data: Path) -> int:
    """Before the database is there: a chunk's file comes before its row. How many are missing."""
    with snapshot.opened(part) as connection:
        chunks = blobs.every_chunk(connection)
        missing = pool.take(chunks, folder / pool.FOLDER, data / pool.FOLDER, reads=True)
        blobs.lose(connection, missing)
    return len(missing)


def _settle(part: Path, hashes: set[str], made: int, renewed_to: int) -> int:
    """Bring a copy to the newest schema, without sessions and without who was erased.

    Invitations that were valid when it was made become so again: phones whose account is newer
    register with theirs once more.
    """
    try:
        with snapshot.opened(part) as connection:
            version = snapshot.check(connection)
            snapshot.check_length(connection, part)
            migration.upgrade(connection, migration.read()[version:])
            snapshot.check_whole(connection)
            snapshot.end_sessions(connection)
            invitations.end_old(connection, made)
            invitations.renew(connection, renewed_to)
            left_out = snapshot.leave_out(connection, hashes)
            connection.execute("VACUUM")
            return left_out
    except sqlite3.DatabaseError as error:
        raise UnsoundError(f"not a sound database: {error}") from None
