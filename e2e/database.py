"""The server's database in the hands of somebody who wants to see what a phone does about it."""

import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.program import Program


@contextmanager
def stopped(practice: Program) -> Generator[Path]:
    """The data folder while the server is down; afterwards it runs again."""
    practice.stop()
    try:
        yield practice.data
    finally:
        practice.start()


def file_in(data: Path) -> Path:
    """The database in a data folder; what passes lies in another file beside it."""
    return data / "moments.sqlite"


def keep(practice: Program, copy: Path) -> None:
    """Copies the whole data folder, as a backup of the practice would."""
    with stopped(practice) as data:
        shutil.copytree(data, copy)


def restore(practice: Program, copy: Path) -> None:
    """Puts an older data folder in the place of the present one."""
    with stopped(practice) as data:
        shutil.rmtree(data)
        shutil.copytree(copy, data)


def links(data: Path) -> list[bytes]:
    """Every signed link, in order, of a stopped or a running server."""
    with closing(sqlite3.connect(file_in(data))) as connection:
        rows = connection.execute("SELECT link FROM link ORDER BY position").fetchall()
    return [bytes(row[0]) for row in rows]


def bodies(data: Path) -> list[bytes]:
    """Every body that is there, oldest first."""
    with closing(sqlite3.connect(file_in(data))) as connection:
        rows = connection.execute(
            "SELECT body FROM revision WHERE body IS NOT NULL ORDER BY position"
        ).fetchall()
    return [bytes(row[0]) for row in rows]


def holding(data: Path, sought: bytes) -> list[str]:
    """The names of the files in the data folder that hold these bytes.

    The write-ahead log is read before the database, into which it is folded at any time.
    """
    paths = sorted(data.rglob("*"), reverse=True)
    return [path.name for path in paths if path.is_file() and sought in path.read_bytes()]


def flip_newest_body(data: Path) -> None:
    """Turns the last bit of the newest revision's ciphertext."""
    with closing(sqlite3.connect(file_in(data))) as connection, connection:
        newest = "SELECT position, body FROM revision WHERE body IS NOT NULL"
        position, body = connection.execute(f"{newest} ORDER BY position DESC").fetchone()
        changed = bytes(body[:-1]) + bytes([body[-1] ^ 1])
        connection.execute("UPDATE revision SET body = ? WHERE position = ?", (changed, position))
