"""The least that a server can do: read a request, write its bytes to SQLite, answer.

A chain of hashes, and no checks, no signatures, no sessions, no limits, no log of requests, one
thread. It writes the same rows as the real server, with the same settings and one flushed
transaction a push, and reads pages by the same queries. `python -m bench.bare FOLDER` prints the
port that it listens on.
"""

import asyncio
import signal
import sqlite3
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httptools
import uvloop
from msgspec import msgpack

from bench import rows

HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.msgpack\r\ncontent-length: {}\r\n\r\n"


class Bare(asyncio.Protocol):
    """A connection: `POST /?alias=A&seq=S` enters a push, `GET /?alias=A&after=S` reads a page."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._parser = httptools.HttpRequestParser(self)
        self._url = b""
        self._body: list[bytes] = []

    def connection_made(self, transport: asyncio.WriteTransport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Called by asyncio, as is the next."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Hands the bytes to the parser, which calls back."""
        self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        """Called by the parser, as are the next two."""
        self._url = url

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """The request is whole: answer it."""
        asked = {key: int(value) for key, value in parse_qsl(urlsplit(self._url.decode()).query)}
        answer = self._answer(asked)
        self._body = []
        self._transport.write(HEAD.format(len(answer)).encode() + answer)

    def _answer(self, asked: dict[str, int]) -> bytes:
        if self._parser.get_method() == b"POST":
            sent = rows.rows_of(asked["alias"], asked["seq"], b"".join(self._body))
            return rows.enter(self._connection, sent)
        if "begin" in asked:
            rows.begin(self._connection, asked["alias"], asked["begin"])
            return b""
        return msgpack.encode(rows.read(self._connection, asked["alias"], asked["after"]))


async def serve(connection: sqlite3.Connection) -> None:
    """Until SIGTERM."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Bare(connection), "127.0.0.1", 0)
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    print(server.sockets[0].getsockname()[1], flush=True)
    await ended.wait()
    server.close()


def main() -> None:
    """Serves a folder of its own."""
    connection = rows.open_database(Path(sys.argv[1]))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(connection))
    connection.close()


if __name__ == "__main__":
    main()
