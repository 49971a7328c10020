"""The line between one phone and the world: a recording HTTP proxy that can be cut or disturbed.

Every request of the browser goes through it, the service worker's and the browser's own too, so
what it records is all that leaves the phone. Only the practice's server is reached through it.
Whoever asks the line itself, as a phone without a proxy does, asks that server.
"""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import msgspec

HOP_BY_HOP = {"connection", "proxy-connection", "keep-alive", "transfer-encoding", "content-length"}
AT_ONCE = struct.pack("ii", 1, 0)
"""To linger for no time: what closes so is torn down."""
PATIENCE = 60.0
STREAM = "text/event-stream"


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One request as the browser sent it; `url` is absolute, or host:port of a CONNECT."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def path(self) -> str:
        """The path without its query."""
        return urlsplit(self.url).path

    def wire(self) -> bytes:
        """Everything that was sent, in one string of bytes."""
        head = [f"{self.method} {self.url}", *(f"{name}: {value}" for name, value in self.headers)]
        return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + self.body


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the browser gets."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    promised: int | None = None
    """The length that is announced; None for the true one."""
    rest: Iterator[bytes] | None = None
    """What follows the body for as long as it comes; None for nothing. It has no length."""
    raw: bytes | None = None
    """Sent as it is in place of all of this; None for an answer in good form."""
    resets: bool = False
    """The connection is torn down after it, rather than closed or kept."""

    def close(self) -> None:
        """Ends what would follow."""
        if isinstance(self.rest, _Stream):
            self.rest.close()


Disturbance = Callable[[Request, Callable[[], Answer]], Answer | None]
"""Gets a request and how to have it answered; None hangs up without an answer."""


def undisturbed(_request: Request, forward: Callable[[], Answer]) -> Answer:
    """The answer of the server as it is."""
    return forward()


def forwarded(request: Request) -> Answer:
    """The server's answer. Raises OSError or HTTPException if there is none."""
    where = urlsplit(request.url)
    connection = HTTPConnection(where.hostname or "", where.port or 80, timeout=PATIENCE)
    target = where.path + (f"?{where.query}" if where.query else "")
    dropped = HOP_BY_HOP | {"host"}
    sent = {name: value for name, value in request.headers if name.lower() not in dropped}
    try:
        connection.request(request.method, target, request.body or None, sent)
        said = connection.getresponse()
        if said.getheader("Content-Type", "").startswith(STREAM):
            rest = _Stream(connection, said)
            return Answer(status=said.status, headers=tuple(said.getheaders()), body=b"", rest=rest)
        body = said.read()
    except BaseException:
        connection.close()
        raise
    connection.close()
    return Answer(status=said.status, headers=tuple(said.getheaders()), body=body)


class _Stream(Iterator[bytes]):
    """A stream as it comes, until the server ends it or is gone. To be closed, begun or not."""

    def __init__(self, connection: HTTPConnection, said: HTTPResponse) -> None:
        self._connection, self._said = connection, said

    def __next__(self) -> bytes:
        piece = b""
        with suppress(OSError, HTTPException):
            piece = self._said.read1()
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        """Hangs up."""
        self._said.close()
        self._connection.close()


class Line:
    """Forwards what is meant for `base_url` and nothing else. Close it when done."""

    def __init__(self, base_url: str, port: int = 0) -> None:
        """Listens at once on a port of the loopback interface, a free one by default."""
        self.netloc = urlsplit(base_url).netloc
        self.requests: list[Request] = []
        self.strangers: list[Request] = []
        self.disturb: Disturbance = undisturbed
        self.is_cut = False
        self._server = _Proxy(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def address(self) -> str:
        """What the browser takes as its proxy."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    def answer(self, request: Request) -> Answer | None:
        """Records a request and has it answered; None hangs up."""
        if request.method == "CONNECT" or urlsplit(request.url).netloc != self.netloc:
            self.strangers.append(request)
            return None
        self.requests.append(request)
        if self.is_cut:
            return None
        try:
            return self.disturb(request, lambda: forwarded(request))
        except (OSError, HTTPException):
            return None  # the server is stopped: to the phone the same as no line

    def close(self) -> None:
        """Stops listening and waits for the thread."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(PATIENCE)


class _Proxy(ThreadingHTTPServer):
    daemon_threads = True

    def shutdown_request(self, request: socket.socket) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Says goodbye, but not where a connection is torn down."""
        if request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, len(AT_ONCE)) == AT_ONCE:
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no event."""


def _handler(line: Line) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = PATIENCE
        # Head and body go out one after the other: neither waits until the other has arrived.
        disable_nagle_algorithm = True

        def _pass(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            to_line = self.path.startswith("/")
            request = Request(
                method=self.command,
                url=f"http://{line.netloc}{self.path}" if to_line else self.path,
                headers=tuple(self.headers.items()),
                body=self.rfile.read(length),
            )
            answer = line.answer(request)
            if answer is None:
                self.close_connection = True
                return
            with closing(answer):
                _write(self, answer, line)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_CONNECT = _pass  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Says nothing."""

    return Handler


def _write(to: BaseHTTPRequestHandler, answer: Answer, line: Line) -> None:
    if answer.resets:
        to.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    if answer.raw is None:
        _write_well(to, answer, line)
    else:
        to.wfile.write(answer.raw)
    if answer.resets or answer.raw is not None:
        to.close_connection = True


def _write_well(to: BaseHTTPRequestHandler, answer: Answer, line: Line) -> None:
    to.send_response_only(answer.status)
    for name, value in answer.headers:
        if name.lower() not in HOP_BY_HOP:
            to.send_header(name, value)
    if answer.rest is not None:
        to.send_header("Connection", "close")
    elif answer.status not in {204, 304}:
        length = len(answer.body) if answer.promised is None else answer.promised
        to.send_header("Content-Length", str(length))
    to.end_headers()
    if to.command != "HEAD":
        to.wfile.write(answer.body)
    for piece in answer.rest or ():
        if line.is_cut:
            break
        to.wfile.write(piece)
    if answer.promised is not None or answer.rest is not None:
        to.close_connection = True
