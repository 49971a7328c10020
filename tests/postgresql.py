"""A PostgreSQL of its own for tests: in a temporary folder, on a socket, with no rights."""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

BINARIES = Path("/usr/lib/postgresql/15/bin")
PACKAGE = "postgresql-15"
USER = "moments"
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

    def execute(self, query: str, url: str = "") -> list[Any]:
        """The rows of a query, asked from outside."""
        from small_moments.store.postgresql.pool import connect  # noqa: PLC0415

        async def ask() -> list[Any]:
            connection = await connect(url or self.url())
            try:
                return await connection.fetch(query)
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


def _who() -> int | None:
    """PostgreSQL refuses to run as root: then somebody without any rights runs it."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def install() -> None:
    """Where it is not there and can be had, it is installed; else the test is skipped."""
    if (BINARIES / "initdb").exists():
        return
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        pytest.skip(f"NOTHING WAS TRIED ON POSTGRESQL: {BINARIES} is missing; install {PACKAGE}")
    subprocess.run([apt, "install", "-y", "--no-install-recommends", PACKAGE], check=True)


@contextmanager
def cluster(*options: str) -> Generator[Cluster]:
    """A server that runs until the end of the block."""
    install()
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
