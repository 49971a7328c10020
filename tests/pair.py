"""Two servers of one practice on one database, behind one address."""

import socket
from collections.abc import Sequence
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Lock, Thread

from tests.program import Program

PATIENCE = 60.0


class Pair(Program):
    """A practice whose releases come server by server; to phones it is like any other."""

    def __init__(self, folder: Path, *options: str, database: str, port: int = 0) -> None:
        """Nothing starts yet. `servers` are those behind the address, each by itself."""
        super().__init__(folder, *options, database=database, port=port)
        chosen = (*options, "--origin", self.url)
        self.servers = [Program(folder, *chosen, database=database) for _ in range(2)]
        self._splitter: Splitter | None = None

    def start(self) -> None:
        """Both, and the way to them. Raises ProgramError."""
        for server in self.servers:
            server.start()
        self._splitter = Splitter(self.port, [server.port for server in self.servers])

    def stop(self) -> int:
        """Nobody comes in any more, then both end in good order; 0 if both did."""
        self._close()
        return max(server.stop() for server in self.servers)

    def kill(self) -> None:
        """Both end at once."""
        self._close()
        for server in self.servers:
            server.kill()

    def _close(self) -> None:
        if self._splitter is not None:
            self._splitter.close()
        self._splitter = None


class Splitter:
    """Hands each connection to the next server that takes one, and knows nothing of HTTP."""

    def __init__(self, port: int, behind: Sequence[int]) -> None:
        """Listens at once on a port of loopback, for those at the ports `behind`."""
        self._behind = cycle(behind)
        self._number = len(behind)
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        """Takes no more. Connections that are there last as long as their server does."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(PATIENCE)

    def connect(self) -> socket.socket | None:
        """To whoever's turn it is, else to another one; None if nobody takes it."""
        for _ in range(self._number):
            with self._lock:
                port = next(self._behind)
            with suppress(OSError):
                return socket.create_connection(("127.0.0.1", port), PATIENCE)
        return None


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def _handler(splitter: Splitter) -> type[BaseRequestHandler]:
    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            there = splitter.connect()
            if there is None:
                return
            with there:
                there.settimeout(None)  # a stream may be quiet for long
                back = Thread(target=_pass, args=(there, self.request), daemon=True)
                back.start()
                _pass(self.request, there)
                back.join()

    return Handler


def _pass(here: socket.socket, there: socket.socket) -> None:
    """What comes, as it comes, and then the end of it."""
    with suppress(OSError):
        while some := here.recv(1 << 16):
            there.sendall(some)
    with suppress(OSError):
        there.shutdown(socket.SHUT_WR)
