"""Many who listen, hang half-way or never end: pushes go through, and memory stays bounded."""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from small_moments.connection import Unread

from bench.process import memory
from tests.made_account import PATIENCE
from tests.program import Program
from tests.server.load import loaded
from tests.server.promised import Journal

LISTENERS = 500
HALF_OPEN = 100
ENDLESS = 40
MOST_GROWN = 64.0  # MiB; a body without end would be more by itself, were it kept
HUNG_UP = b""
HELD = 40  # connections that fetch nothing of what they ask for
KEPT = 10
PAGE = 4  # MiB, about
CHUNK = b"8000\r\n" + bytes(0x8000) + b"\r\n"


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[tuple[Program, Journal]]:
    """A server with room for all, and one account on it."""
    room = ("--events-per-account", "1000", "--requests-at-once", "1000")
    room += ("--answers-unread", str(KEPT))
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


async def test_answers_that_nobody_fetches_are_let_go_and_memory_stays_bounded(
    crowded: tuple[Program, Journal],
) -> None:
    program, journal = crowded
    for _ in range(PAGE):
        await asyncio.to_thread(journal.write_large)
    await asyncio.to_thread(journal.settle)  # one page as large as any is in memory from here on
    before = memory(program.pid)
    cookie = journal.http.headers["cookie"]
    ask = f"GET /api/log HTTP/1.1\r\nhost: l\r\nconnection: close\r\ncookie: {cookie}\r\n\r\n"
    with ExitStack() as stack:
        held = [_ask_only(program, ask.encode(), stack) for _ in range(HELD)]
        for one in held:
            await asyncio.to_thread(_wait_for_a_byte, one)
        await asyncio.to_thread(journal.settle)
        assert memory(program.pid) - before < KEPT * PAGE + MOST_GROWN
        whole = [await asyncio.to_thread(_is_whole, one) for one in held]
        assert 0 < whole.count(True) <= KEPT


async def test_an_answer_that_is_not_fetched_in_time_is_let_go_and_one_that_is_stays() -> None:
    loop, unread = asyncio.get_running_loop(), Unread(2, 0.05)
    pairs = [socket.socketpair() for _ in range(2)]
    opened = [await loop.create_connection(_Held, sock=here) for here, _ in pairs]
    (fetched, _), (left, held) = opened
    unread.add(fetched, loop)
    unread.remove(fetched)
    unread.add(left, loop)
    async with asyncio.timeout(10):
        await held.ended.wait()
    assert not fetched.is_closing()
    fetched.close()
    for _, there in pairs:
        there.close()


class _Held(asyncio.Protocol):
    """Notes that its connection has ended."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self.ended.set()


def _ask_only(program: Program, said: bytes, stack: ExitStack) -> socket.socket:
    """A connection with little room for an answer, which is left where it is."""
    raw = stack.enter_context(socket.socket())
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.settimeout(PATIENCE)
    raw.connect(("localhost", program.port))
    raw.sendall(said)
    return raw


def _wait_for_a_byte(raw: socket.socket) -> None:
    """The answer has begun, or the connection has ended."""
    with suppress(ConnectionError):
        raw.recv(1, socket.MSG_PEEK)


def _is_whole(raw: socket.socket) -> bool:
    """Fetches what is left of the answer; whether that is all of it."""
    said = bytearray()
    with suppress(ConnectionError):
        while part := raw.recv(65536):
            said += part
    head, _, body = bytes(said).partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    return length is not None and len(body) == int(length[1])


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
