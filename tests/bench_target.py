"""A server for `./run bench server --vs`, as small as can be: it keeps links in a dictionary."""

import asyncio
import subprocess
import sys
from pathlib import Path

from bench.contenders import Session
from bench.traffic import Traffic
from bench.wire import Wire, get, post

_HEAD = "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n"


class Target:
    """The adapter: starts the server, and says what to send to it."""

    name = "a dictionary"
    database = None

    def __init__(self, folder: Path) -> None:
        """Nothing is kept in the folder."""
        del folder
        command = [sys.executable, "-m", "tests.bench_target"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._port = int(self._process.stdout.readline())
        self.pid: int | None = self._process.pid

    async def session(self, traffic: Traffic, number: int) -> Session:
        """A log of its own; nobody has to log in."""
        del traffic
        return _Line(await Wire.to(self._port), number)

    def stop(self) -> None:
        """It has nothing to lose."""
        self._process.terminate()
        self._process.communicate()


class _Line:
    def __init__(self, line: Wire, number: int) -> None:
        self._line = line
        self._number = number

    async def push(self, seq: int, body: bytes) -> None:
        await self._line.ask(post(f"/{self._number}/{seq}", body))

    async def pull(self, after: int) -> int:
        return 1 if await self._line.ask(get(f"/{self._number}/{after + 1}")) else 0

    def close(self) -> None:
        self._line.close()


async def _serve() -> None:
    kept: dict[str, bytes] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := (await reader.readuntil(b"\r\n\r\n")).decode("ascii"):
            method, path, _ = head.split(" ", 2)
            body = kept.get(path, b"")
            if method == "POST":
                length = head.partition("content-length: ")[2].partition("\r\n")[0]
                kept[path], body = await reader.readexactly(int(length)), b""
            writer.write(_HEAD.format(len(body)).encode("ascii") + body)

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
