"""Numbered migrations, as files: each engine applies its own."""

import re
from pathlib import Path
from typing import Final

from msgspec import Struct

FOLDER: Final = Path(__file__).parent.parent / "migrations"


class Migration(Struct, frozen=True):
    """One file `NNNN_noun.sql`."""

    number: int
    name: str
    sql: str


class MigrationError(Exception):
    """The database cannot be used by this version of the program."""


class Migrated(Struct, frozen=True):
    """Schemas before and after, and the names of the migrations between them."""

    before: int
    after: int
    names: list[str]


def read(folder: Path) -> list[Migration]:
    """All migrations in order; their numbers have no gaps."""
    found: list[Migration] = []
    for path in sorted(folder.glob("*.sql")):
        match = re.fullmatch(r"([0-9]{4})_([a-z_]+)\.sql", path.name)
        if match is None or int(match[1]) != len(found) + 1:
            raise MigrationError(f"migration {path.name} does not follow number {len(found)}")
        found.append(Migration(int(match[1]), match[2], path.read_text("utf-8")))
    return found


def missing(known: list[Migration], version: int) -> Migrated:
    """What a database of that schema lacks. A newer one is refused."""
    if version > len(known):
        raise MigrationError(
            f"the database is of schema {version}, this program knows up to {len(known)}; "
            "install the newer program again"
        )
    names = [f"{one.number:04} {one.name}" for one in known[version:]]
    return Migrated(version, len(known), names)
