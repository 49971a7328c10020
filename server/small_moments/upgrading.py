"""`small-moments migrate`: the database brought up to this program, or only tried on a copy."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from small_moments import backups
from small_moments.store import database, migration, snapshot
from small_moments.store.connection import connect_here

_TRIED: Final = ".migrate.part"


class Migrated(Struct, frozen=True):
    """Schemas before and after, and the names of the migrations between them."""

    before: int
    after: int
    names: list[str]


def migrate(data: Path) -> Migrated:
    """Apply what is missing, after a copy. Refused while a server has the folder."""
    release = database.claim(data, database.last_origin(data))
    try:
        connection = connect_here(data / database.FILE)
        try:
            missing = _missing(snapshot.check(connection))
            migration.apply(connection, migration.read(), data / backups.FOLDER)
            snapshot.check_whole(connection)
        finally:
            connection.close()
    finally:
        release()
    return missing


def attempt(data: Path) -> Migrated:
    """Apply what is missing to a copy of the database, look at it whole, and throw it away."""
    copy = data / _TRIED
    with snapshot.read_only(data / database.FILE) as connection:
        missing = _missing(snapshot.check(connection))
        if not missing.names:
            return missing
        try:
            snapshot.write(connection, copy)
            with snapshot.opened(copy) as tried:
                migration.upgrade(tried, migration.read()[missing.before :])
                snapshot.check(tried)
                snapshot.check_whole(tried)
        finally:
            copy.unlink(missing_ok=True)
    return missing


def _missing(version: int) -> Migrated:
    known = migration.read()  # `check` has refused a newer version
    names = [f"{one.number:04} {one.name}" for one in known[version:]]
    return Migrated(version, len(known), names)
