"""Many who listen, hang half-way or never end: pushes go through, and memory stays bounded."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bench.process import memory
from tests.program import Program
from tests.server.load import loaded
from tests.server.promised import Journal

LISTENERS = 500
HALF_OPEN = 100
ENDLESS = 40
MOST_GROWN = 64.0  # MiB; a body without end would be more by itself, were it kept
HUNG_UP = b""
CHUNK = b"8000\r\n" + bytes(0x8000) + b"\r\n"


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[tuple[Program, Journal]]:
    """A server with room for all, and one account on it."""
    room = ("--events-per-account", "1000", "--requests-at-once", "1000")
    with loaded(tmp_path, 1, *room) as (program, load):
        program.start()
        journal = load.journals()[0]
        journal.settle()
        yield program, journal


async def test_pushes_go_through_among_open_streams_half_requests_and_endless_bodies(
    crowded: tuple[Program, Journal],
) -> None:
    program, journal = crowded
    before = memory(program.pid)
    cookie = journal.http.headers["cookie"]
    listen = f"GET /api/events HTTP/1.1\r\nhost: l\r\ncookie: {cookie}\r\n\r\n".encode()
    with ExitStack() as stack:
        listeners = [await _opened(program, listen, stack) for _ in range(LISTENERS)]
        for reader in listeners:
            await reader.readuntil(b": open\n\n")
        for _ in range(HALF_OPEN):
            await _opened(program, b"POST /api/log HTTP/1.1\r\nhost: l\r\ncon", stack)
        endless = [asyncio.create_task(_send_without_end(program, cookie)) for _ in range(ENDLESS)]
        await asyncio.to_thread(journal.write_many)
        for reader in listeners:
            await reader.readuntil(b"event: head\ndata:\n\n")
        for answer in await asyncio.gather(*endless):
            assert answer == HUNG_UP or answer.startswith(b"HTTP/1.1 413 "), answer
        await asyncio.to_thread(journal.settle)
        assert memory(program.pid) - before < MOST_GROWN


async def _opened(program: Program, said: bytes, stack: ExitStack) -> asyncio.StreamReader:
    reader, writer = await asyncio.open_connection("localhost", program.port)
    stack.callback(writer.close)
    writer.write(said)
    return reader


async def _send_without_end(program: Program, cookie: str) -> bytes:
    """The first line of the answer to a body that goes on until somebody hangs up."""
    reader, writer = await asyncio.open_connection("localhost", program.port)
    own = "content-type: application/vnd.msgpack\r\nx-small-moments: 1\r\n"
    own += f"sec-fetch-site: same-origin\r\ntransfer-encoding: chunked\r\ncookie: {cookie}\r\n"
    writer.write(f"POST /api/log HTTP/1.1\r\nhost: l\r\n{own}\r\n".encode())
    answer = asyncio.create_task(reader.readline())
    try:
        while not answer.done():
            writer.write(CHUNK)
            await writer.drain()
        return await answer
    except ConnectionError:
        return HUNG_UP  # what is sent on meets a closed end, and may overtake the answer
    finally:
        answer.cancel()
        writer.close()
