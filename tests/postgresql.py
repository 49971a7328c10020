"""A PostgreSQL of its own for tests: in a temporary folder, on a socket, with no rights."""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

BINARIES = Path("/usr/lib/postgresql/15/bin")
PACKAGE = "postgresql-15"
USER = "moments"
MISSING = f"NOTHING WAS TRIED ON POSTGRESQL: {BINARIES} is missing; install {PACKAGE}"
# Nobody pulls a plug here: tests that speak of durability ask for more.
QUICK = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=32MB")

_numbers = count()


class Cluster:
    """A server of PostgreSQL that is not started yet."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self._data = folder / "data"
        self._options = options
        self._who = _who()
        if self._who is not None:
            os.chown(folder, self._who, -1)
        self._run("initdb", "-U", USER, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")

    def url(self, name: str = "postgres") -> str:
        """Of a database."""
        return f"postgresql://{USER}@/{name}?host={self.folder}"

    def start(self) -> None:
        """Return once it answers."""
        options = " ".join(("-k", str(self.folder), "-h ''", *self._options))
        self._run("pg_ctl", "-w", "-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self, how: str = "fast") -> None:
        """End it; `immediate` is as a crash."""
        self._run("pg_ctl", "-w", "-m", how, "stop")

    def make(self) -> str:
        """The URL of a new database."""
        name = f"moments_{os.getpid()}_{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def dump(self, url: str, file: Path, *options: str) -> None:
        """All of a database, to which others may be writing, for `put_back`."""
        with file.open("wb") as out:
            command = [BINARIES / "pg_dump", "--format=custom", *options, url]
            subprocess.run(command, stdout=out, check=True)

    def drop(self, url: str) -> None:
        """A database and all that is in it."""
        self.execute(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def put_back(self, url: str, file: Path) -> None:
        """A database that was dropped, from a dump."""
        self.execute(f"CREATE DATABASE {_name(url)}")
        subprocess.run([BINARIES / "pg_restore", "--exit-on-error", "-d", url, file], check=True)

    def execute(self, query: str, url: str = "") -> list[Any]:
        """The rows of a query, asked from outside."""
        return self._ask(lambda connection: connection.fetch(query), url)

    def run(self, script: str, url: str) -> None:
        """Some statements, one after the other."""
        self._ask(lambda connection: connection.execute(script), url)

    @property
    def pid(self) -> int:
        """Of the process that has begun all others."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def _ask(self, work: Callable[[Any], Awaitable[Any]], url: str) -> Any:
        from small_moments.store.postgresql.pool import connect  # noqa: PLC0415

        async def ask() -> Any:
            connection = await connect(url or self.url())
            try:
                return await work(connection)
            finally:
                await connection.close()

        with ThreadPoolExecutor(1) as apart:  # a test may have a loop of its own
            return apart.submit(lambda: asyncio.run(ask())).result()

    def _run(self, program: str, *arguments: str) -> None:
        with (self.folder / "errors").open("ab") as errors:
            done = subprocess.run(
                [BINARIES / program, "-D", self._data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=self.folder,
                user=self._who,
                extra_groups=None if self._who is None else [],
                check=False,
            )
        assert done.returncode == 0, (self.folder / "errors").read_text()


def _name(url: str) -> str:
    return urlsplit(url).path[1:]


def _who() -> int | None:
    """PostgreSQL refuses to run as root: then somebody without any rights runs it."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


@cache
def install() -> bool:
    """Whether it is there; where it is not and can be had, it is installed, which is tried once."""
    apt = shutil.which("apt-get")
    if not (BINARIES / "initdb").exists() and os.geteuid() == 0 and apt is not None:
        subprocess.run([apt, "install", "-y", "--no-install-recommends", PACKAGE], check=False)
    return (BINARIES / "initdb").exists()


@contextmanager
def cluster(*options: str) -> Generator[Cluster]:
    """A server that runs until the end of the block."""
    if not install():
        pytest.skip(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    try:
        made = Cluster(folder, *options)
        made.start()
        try:
            yield made
        finally:
            if (folder / "data/postmaster.pid").exists():
                made.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
