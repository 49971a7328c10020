"""The server, a bare one, and SQLite alone: each does what is said to it in the same way.

`Contender` and `Session` are also what an adapter for any other server has to be (`--vs`).
"""

import importlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol

from msgspec import Struct, msgpack
from small_moments import invitations
from small_moments.bodies import Page
from small_moments.store.sqlite import invitations as kept
from small_moments.store.sqlite.database import FILE

from bench import rows, slow, wire
from bench.traffic import FIRST_SEQ, Traffic, log_in
from bench.wire import Said, Wire
from tests.program import INSTALLED, Program

BUCKETS = tuple(
    part
    for who in ("account", "address", "entrance")
    for rate in ("burst", "per-minute")
    for part in (f"--{who}-{rate}", "1000000")
)
"""The token buckets are on; they are only larger than the load."""


class Session(Protocol):
    """One account, and how to push to its log and read it."""

    async def push(self, seq: int, body: bytes) -> None:
        """Appends the link `seq`; returns once it is on disk."""
        ...

    async def pull(self, after: int) -> int:
        """The next page: how many links came, all of them with their revisions."""
        ...

    def close(self) -> None:
        """No more will be asked."""
        ...


class Contender(Protocol):
    """What is measured. `pid` is None for what runs in this process or cannot be looked at;
    `database` is one of the server's schema, or None.
    """

    name: str
    pid: int | None
    database: Path | None

    async def session(self, traffic: Traffic, number: int) -> Session:
        """Begins an account. `number` is another one for each."""
        ...

    def stop(self) -> None:
        """In good order."""
        ...


class AdapterError(Exception):
    """What was named after `--vs` is not there."""


def adapter(named: str) -> Callable[[Path], Contender]:
    """`MODULE:NAME`: what makes a contender of an empty folder that is its own."""
    module, _, name = named.partition(":")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise AdapterError(f"--vs {named}: {error}") from error


class Remote(Struct, frozen=True):
    """A session over one kept-alive connection."""

    line: Wire
    say_push: Callable[[int, bytes], Said]
    say_pull: Callable[[int], Said]

    async def push(self, seq: int, body: bytes) -> None:
        """See `Session`."""
        await self.line.ask(self.say_push(seq, body))

    async def page(self, after: int) -> bytes:
        """The next page as it came."""
        return await self.line.ask(self.say_pull(after))

    async def pull(self, after: int) -> int:
        """See `Session`."""
        return len(msgpack.decode(await self.page(after), type=Page).links)

    def close(self) -> None:
        """See `Session`."""
        self.line.close()


class Ours:
    """The installed program."""

    name = "ours"

    def __init__(self, folder: Path, *options: str, flush: int = 0) -> None:
        """Starts it. A flush of the disk takes `flush` milliseconds longer."""
        folder.mkdir(parents=True)
        program = slow.launcher(folder, flush, "small_moments.cli") if flush else INSTALLED
        self._program = Program(folder, *BUCKETS, *options, program=program)
        self._program.start()
        self.pid: int | None = self._program.pid
        self.database: Path | None = self._program.data / FILE

    @property
    def url(self) -> str:
        """Where it is."""
        return self._program.url

    @property
    def port(self) -> int:
        """On loopback."""
        return self._program.port

    def invite(self) -> str:
        """A code, put straight into the database: the command takes half a second."""
        seed = os.urandom(invitations.CODE_SIZE)
        with closing(sqlite3.connect(self._program.data / FILE)) as connection, connection:
            kept.add(connection, [invitations.seed_hash(seed)], None)
        return invitations.code(seed)

    async def session(self, traffic: Traffic, number: int) -> Remote:
        """Registers the account."""
        del number
        cookie = log_in(self._program.url, traffic)
        return await self.line(cookie)

    async def line(self, cookie: str) -> Remote:
        """One more connection of a session that there is."""
        return Remote(
            await Wire.to(self._program.port),
            say_push=lambda _, body: wire.post("/api/log", body, cookie),
            say_pull=lambda after: wire.get(f"/api/log?after={after}", cookie),
        )

    def stop(self) -> None:
        """See `Contender`."""
        self._program.stop()


class Bare:
    """`bench/bare.py`."""

    name = "bare server"

    def __init__(self, folder: Path, *, flush: int = 0) -> None:
        """Starts it; `flush` as for ours."""
        self.database: Path | None = folder / FILE
        begins = ["bench.slow", str(flush), "bench.bare"] if flush else ["bench.bare"]
        command = [sys.executable, "-m", *begins, folder]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._port = int(self._process.stdout.readline())
        self.pid: int | None = self._process.pid

    async def session(self, traffic: Traffic, number: int) -> Remote:
        """Begins the account."""
        del traffic
        line = await Wire.to(self._port)
        await line.ask(wire.get(f"/?begin={FIRST_SEQ - 1}&alias={number}"))
        return Remote(
            line,
            say_push=lambda seq, body: wire.post(f"/?alias={number}&seq={seq}", body),
            say_pull=lambda after: wire.get(f"/?alias={number}&after={after}"),
        )

    def stop(self) -> None:
        """See `Contender`."""
        self._process.send_signal(signal.SIGTERM)
        self._process.communicate()


class Floor:
    """The same rows in the same transactions in this process: what the disk allows."""

    name = "SQLite alone"

    def __init__(self, folder: Path) -> None:
        """Opens the database."""
        self.pid: int | None = None
        self.database: Path | None = folder / FILE
        self._connection = rows.open_database(folder)

    async def session(self, traffic: Traffic, number: int) -> "_Alone":
        """Begins the account."""
        del traffic
        rows.begin(self._connection, number, FIRST_SEQ - 1)
        return _Alone(self._connection, number)

    def stop(self) -> None:
        """See `Contender`."""
        self._connection.close()


class _Alone(Struct, frozen=True):
    connection: sqlite3.Connection
    alias: int

    async def push(self, seq: int, body: bytes) -> None:
        rows.enter(self.connection, rows.rows_of(self.alias, seq, body))

    async def pull(self, after: int) -> int:
        page = msgpack.encode(rows.read(self.connection, self.alias, after))
        return len(msgpack.decode(page, type=Page).links)

    def close(self) -> None:
        """Nothing to do: the connection is the contender's."""
