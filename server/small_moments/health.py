"""`/healthz`: the process answers. `/readyz`: its database does too, as far as reading tells."""

from typing import Final

from small_moments.asgi import Receive, Scope, Send, respond
from small_moments.desk import Desk
from small_moments.headers import encoded
from small_moments.problems import ProblemError, not_ready, refuse

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
        elif path == READY and not await self._is_ready():
            await refuse(send, not_ready())
        else:
            await respond(send, 200, _HEADERS, b"" if scope["method"] == "HEAD" else b"ok\n")

    async def _is_ready(self) -> bool:
        return not self._desk.streams.is_closed and await self._desk.store.is_ready()
