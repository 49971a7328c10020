"""`/healthz`: the process answers. `/readyz`: its database does too, and takes what is written."""

import sqlite3
from typing import Final

from small_moments.asgi import Receive, Scope, Send, respond
from small_moments.desk import Desk
from small_moments.headers import encoded
from small_moments.problems import ProblemError, refuse

ALIVE: Final = "/healthz"
READY: Final = "/readyz"
PATHS: Final = frozenset((ALIVE, READY))

_HEADERS: Final = encoded(
    {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}
)


class Health:
    """An ASGI application for both paths. Neither says anything but how it is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI, http only."""
        del receive
        path = scope["path_template"] = scope["path"]
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(send, ProblemError("method", headers={"allow": "GET, HEAD"}))
        elif path == READY and not self._is_ready():
            await refuse(send, ProblemError("not-ready", headers={"retry-after": "1"}))
        else:
            await respond(send, 200, _HEADERS, b"" if scope["method"] == "HEAD" else b"ok\n")

    def _is_ready(self) -> bool:
        if self._desk.streams.is_closed or not self._desk.database.writer.is_writing:
            return False
        try:
            self._desk.database.look_up(lambda here: here.execute("SELECT 1 FROM account LIMIT 1"))
        except sqlite3.Error:
            return False
        return True
