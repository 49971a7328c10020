"""What a practice keeps: copied while it serves, lost whole, and put back."""

import shutil
from pathlib import Path
from typing import Protocol

from e2e import database
from tests.postgresql import Cluster
from tests.program import Program


class Disk(Protocol):
    """Of one practice."""

    @property
    def practice(self) -> Program:
        """Whose it is."""
        ...

    def back_up(self, folder: Path) -> Path:
        """Another copy, made while the practice serves; the newest has the last name."""
        ...

    def lose(self) -> None:
        """All of it; the practice does not run."""
        ...

    def put_back(self, backup: Path) -> None:
        """What was backed up, in place of what was lost."""
        ...

    def links(self) -> list[bytes]:
        """Every signed link that is there, each account's in order."""
        ...


class Folder:
    """A data folder, which our own commands copy and put back."""

    def __init__(self, practice: Program) -> None:
        self.practice = practice

    def back_up(self, folder: Path) -> Path:
        """See `Disk`."""
        self.practice.run("backup", str(folder), *self.practice.place)
        return max(folder.glob("*.sqlite"))

    def lose(self) -> None:
        """See `Disk`."""
        shutil.rmtree(self.practice.data)

    def put_back(self, backup: Path) -> None:
        """See `Disk`."""
        self.practice.run("restore", str(backup), *self.practice.place)

    def links(self) -> list[bytes]:
        """See `Disk`."""
        return database.links(self.practice.data)


class Database:
    """One of PostgreSQL, by its own means (docs/operate.md)."""

    def __init__(self, practice: Program, cluster: Cluster, url: str) -> None:
        self.practice = practice
        self._cluster = cluster
        self._url = url

    def back_up(self, folder: Path) -> Path:
        """See `Disk`."""
        folder.mkdir(exist_ok=True)
        file = folder / f"{len(list(folder.iterdir())):03}.dump"
        self._cluster.dump(self._url, file, "--no-unlogged-table-data")
        return file

    def lose(self) -> None:
        """See `Disk`."""
        self._cluster.drop(self._url)

    def put_back(self, backup: Path) -> None:
        """See `Disk`."""
        self._cluster.put_back(self._url, backup)

    def links(self) -> list[bytes]:
        """See `Disk`."""
        query = "SELECT link FROM link ORDER BY account, seq"
        return [row[0] for row in self._cluster.execute(query, self._url)]
