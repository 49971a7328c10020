"""One kept-alive connection of HTTP/1.1 that costs next to nothing, and what went over it."""

import asyncio
import re
from typing import Self

from msgspec import Struct

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


class NotReadyError(Exception):
    """To be asked again after a while."""


class Said(Struct, frozen=True):
    """A request as it goes over the wire."""

    raw: bytes


def get(path: str, cookie: str = "") -> Said:
    """A GET."""
    return Said(_head("GET", path, cookie) + b"\r\n")


def post(path: str, body: bytes, cookie: str = "") -> Said:
    """A POST as the app makes it."""
    own = (
        "content-type: application/vnd.msgpack\r\nx-small-moments: 1\r\n"
        f"sec-fetch-site: same-origin\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return Said(_head("POST", path, cookie) + own.encode() + body)


def _head(method: str, path: str, cookie: str) -> bytes:
    sent = f"cookie: {cookie}\r\n" if cookie else ""
    return f"{method} {path} HTTP/1.1\r\nhost: localhost\r\n{sent}".encode()


class Wire:
    """Counts the bytes both ways; both heads and bodies."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.sent = self.received = 0

    @classmethod
    async def to(cls, port: int) -> Self:
        """Connects to loopback."""
        line = cls(port)
        await line._connect()
        return line

    async def _connect(self) -> None:
        opening = asyncio.open_connection("127.0.0.1", self._port, limit=1 << 23)
        self._reader, self._writer = await opening

    async def ask(self, said: Said) -> bytes:
        """The body of the answer, which must be a good one.

        Who was not asked for long has hung up: the line is made anew.
        """
        if self._reader.at_eof():
            self._writer.close()
            await self._connect()
        self._writer.write(said.raw)
        head = await self._reader.readuntil(b"\r\n\r\n")
        found = _LENGTH.search(head)
        body = await self._reader.readexactly(int(found[1]) if found else 0)
        self.sent += len(said.raw)
        self.received += len(head) + len(body)
        if head.startswith(b"HTTP/1.1 503"):
            raise NotReadyError
        if not head.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(f"expected 2xx, got {head[:40]!r} {body[:200]!r}")
        return body

    async def listen(self, said: Said) -> None:
        """Return once an event stream is open."""
        self._writer.write(said.raw)
        await self._reader.readuntil(b": open\n\n")

    def close(self) -> None:
        """Hangs up."""
        self._writer.close()
