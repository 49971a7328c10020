"""A database file as where a copy comes from, or goes to."""

import os
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from small_moments.chunks.chunks import Chunks
from small_moments.chunks.files import FOLDER, Files
from small_moments.layout import Account
from small_moments.store import erased
from small_moments.store.copying import PAGE_BYTES, Attached, CopyError, Head, Part, Rest
from small_moments.store.sqlite import agreement, claim, database, log, migration, snapshot
from small_moments.store.sqlite.positions import ALIAS_LIMIT, position, seq_of


class _Source:
    """See `copying.Source`."""

    def __init__(self, connection: sqlite3.Connection, lines: erased.Lines, chunks: Chunks) -> None:
        self._here = connection
        self.chunks = chunks
        self._lines = lines

    async def accounts(self) -> list[Account]:
        """See `copying.Source`."""
        return [Account(row[0]) for row in self._here.execute("SELECT account FROM account")]

    async def head(self, account: Account) -> Head:
        """See `copying.Source`."""
        seq, head, roster_at, stored, attached = self._here.execute(
            "SELECT seq, head, roster_at, stored_bytes, blob_bytes FROM account WHERE account = ?",
            (account,),
        ).fetchone()
        devices = self._here.execute(
            "SELECT device, counter, revision FROM device WHERE alias = ?", (self._alias(account),)
        ).fetchall()
        return Head(account, seq, head, seq_of(roster_at), stored, attached, devices)

    async def parts(self, head: Head) -> AsyncIterator[Part]:
        """See `copying.Source`."""
        alias, low = self._alias(head.account), 1
        while low <= head.seq:
            begin, most = position(alias, low), position(alias, head.seq, 255)
            end = log.page_end(self._here, begin, most, PAGE_BYTES)
            yield self._part(begin, end)
            low = seq_of(end) + 1

    async def attached(self, account: Account) -> Attached:
        """See `copying.Source`."""
        alias = (self._alias(account),)

        def rows(select: str) -> list[Any]:
            return self._here.execute(f"{select} WHERE alias = ?", alias).fetchall()

        return Attached(
            rows("SELECT blob, chunks, chunk, bytes FROM blob"),
            rows("SELECT revision, blob FROM reference"),
            rows("SELECT blob, place, file, hash FROM chunk"),
        )

    async def rest(self) -> Rest:
        """See `copying.Source`."""
        codes = self._here.execute("SELECT code, last_day FROM invitation").fetchall()
        return Rest(codes, self._lines)

    def _alias(self, account: Account) -> int:
        return self._here.execute(
            "SELECT alias FROM account WHERE account = ?", (account,)
        ).fetchone()[0]

    def _part(self, begin: int, end: int) -> Part:
        def rows(select: str) -> list[Any]:
            query = f"{select} WHERE position BETWEEN ? AND ? ORDER BY position"
            return self._here.execute(query, (begin, end)).fetchall()

        links = rows("SELECT position, link, size FROM link")
        rosters = rows("SELECT position, roster FROM roster")
        wraps = rows("SELECT position, member, epoch, wrap FROM wrap")
        revisions = rows("SELECT position, revision, header, body, body_hash FROM revision")
        return Part(
            [(seq_of(at), *more) for at, *more in links],
            [(seq_of(at), *more) for at, *more in rosters],
            [(seq_of(at), at & 0xFF, *more) for at, *more in wraps],
            [(seq_of(at), at & 0xFF, *more) for at, *more in revisions],
        )


@asynccontextmanager
async def source(path: Path, chunks: Chunks | None = None) -> AsyncGenerator[_Source]:
    """The database of a data folder, or a file that `backup` made; a server may have it."""
    file, lines = _looked_at(path)
    with snapshot.read_only(file) as connection:
        if (found := snapshot.check(connection)) != len(migration.read()):
            raise CopyError(
                f"{path}: schema {found}, this program is for {len(migration.read())}; "
                "`small-moments migrate` brings an older one up"
            )
        connection.execute("BEGIN")
        yield _Source(connection, lines, chunks or Files(file.parent / FOLDER))


def _looked_at(path: Path) -> tuple[Path, erased.Lines]:
    """The file of the database, and who was erased."""
    file = path / database.FILE if path.is_dir() else path
    if not file.is_file():
        raise CopyError(f"{path}: there is no database to copy from")
    if (path / database.UNFINISHED).exists():
        raise CopyError(f"{path}: a copy into it was not finished")
    beside = path / erased.FILE if path.is_dir() else path.with_suffix(".erased")
    return file, erased.read(beside)


class _Target:
    """See `copying.Target`."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, chunks: Chunks) -> None:
        self._here = connection
        self.chunks = chunks
        self._folder = folder
        self._aliases: dict[Account, int] = {}

    async def begin(self, head: Head) -> None:
        """See `copying.Target`."""
        alias = self._aliases[head.account] = self._free_alias()
        self._here.execute("BEGIN")
        self._here.execute(
            "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(alias, head.account, head.seq, head.head),
                *(position(alias, head.roster_at), head.stored_bytes, head.blob_bytes),
            ),
        )
        self._here.executemany(
            "INSERT INTO device VALUES (?, ?, ?, ?)", [(alias, *one) for one in head.devices]
        )
        self._here.execute("COMMIT")

    async def add(self, account: Account, part: Part) -> None:
        """See `copying.Target`."""
        alias = self._aliases[account]
        self._here.execute("BEGIN")
        self._here.executemany(
            "INSERT INTO link VALUES (?, ?, ?)",
            [(position(alias, seq), *more) for seq, *more in part.links],
        )
        self._here.executemany(
            "INSERT INTO roster VALUES (?, ?)",
            [(position(alias, seq), raw) for seq, raw in part.rosters],
        )
        self._here.executemany(
            "INSERT INTO wrap VALUES (?, ?, ?, ?)",
            [(position(alias, seq, place), *more) for seq, place, *more in part.wraps],
        )
        self._here.executemany(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?)",
            [(position(alias, seq, place), *more) for seq, place, *more in part.revisions],
        )
        self._here.execute("COMMIT")

    async def attach(self, account: Account, attached: Attached) -> None:
        """See `copying.Target`."""
        alias = self._aliases[account]
        self._here.execute("BEGIN")
        for table, rows in (
            ("blob VALUES (?, ?, ?, ?, ?)", attached.blobs),
            ("reference VALUES (?, ?, ?)", attached.references),
            ("chunk VALUES (?, ?, ?, ?, ?)", attached.chunks),
        ):
            insert = f"INSERT INTO {table}"
            self._here.executemany(insert, [(alias, *row) for row in rows])
        self._here.execute("COMMIT")

    async def holds(self, account: Account) -> bool:
        """See `copying.Target`."""
        return agreement.holds(self._here, self._aliases[account])

    async def finish(self, rest: Rest) -> None:
        """See `copying.Target`."""
        self._here.executemany("INSERT INTO invitation VALUES (?, ?)", rest.invitations)
        snapshot.check(self._here)
        erased.write(self._folder / erased.FILE, rest.erased)

    def _free_alias(self) -> int:
        while True:
            alias = int.from_bytes(os.urandom(3), "big") % ALIAS_LIMIT
            taken = self._here.execute("SELECT 1 FROM account WHERE alias = ?", (alias,))
            if alias and taken.fetchone() is None:
                return alias


@asynccontextmanager
async def target(folder: Path, chunks: Chunks | None = None) -> AsyncGenerator[_Target]:
    """An empty data folder. What was not finished there says so, and is begun anew."""
    release = claim.alone(folder)
    try:
        _take(folder)
        part = folder / f".{database.FILE}.part"
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with snapshot.opened(part) as connection:
            connection.execute("PRAGMA page_size = 8192")
            connection.execute("PRAGMA synchronous = OFF")  # flushed as a whole at the end
            migration.upgrade(connection, migration.read())
            yield _Target(connection, folder, chunks or Files(folder / FOLDER))
        snapshot.put(part, folder / database.FILE)
        (folder / database.UNFINISHED).unlink()
        erased.sync_folder(folder)
    finally:
        release()


def _take(folder: Path) -> None:
    if not (folder / database.UNFINISHED).exists():
        ends = ("", "-wal", "-shm")
        if any((folder / (database.FILE + end)).exists() for end in ends):
            raise CopyError(f"{folder}: there is a database in it; name an empty folder")
        if erased.read(folder / erased.FILE):
            raise CopyError(f"{folder}: it knows who was erased; name an empty folder")
        (folder / database.UNFINISHED).touch(mode=0o600)
        erased.sync_folder(folder)
