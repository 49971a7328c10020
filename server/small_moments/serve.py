"""`small-moments serve`: the socket, the first invitation, and an end that loses nothing."""

import asyncio
import contextlib
import os
import resource
import signal
import socket
import threading
from collections.abc import Callable

import uvicorn
import uvloop

from small_moments import app, inviting, selfcheck
from small_moments.connection import limited
from small_moments.desk import Desk
from small_moments.settings import Settings, origin_of
from small_moments.store import invitations as kept

ENDS_WITHIN = 3  # seconds for requests under way; with the closing of the database below five


class _Server(uvicorn.Server):
    """Calls back once it answers, and before it ends: open streams would keep it from ending."""

    def __init__(
        self, config: uvicorn.Config, on_start: Callable[[], None], on_end: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._on_start = on_start
        self._on_end = on_end

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_end()
        await super().shutdown(sockets)


def listen(settings: Settings) -> socket.socket:
    """The socket, bound: its port is known before anything is served."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((settings.host, settings.port))
    return bound


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    # uvicorn raises the signal again when it is done: then there is nothing left to end.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _do_nothing)
    _allow_files()
    with listen(settings) as bound, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings, bound))


def _allow_files() -> None:
    """As many open files as the system lets us have: each event stream is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _do_nothing(_number: int, _frame: object) -> None:
    return None


async def _serve(settings: Settings, bound: socket.socket) -> None:
    port: int = bound.getsockname()[1]
    origin = origin_of(settings, port)
    async with app.opened(settings, origin) as desk:
        invitation = await _first_invitation(desk)

        def say() -> None:
            print(f"Small Moments is at {origin}", flush=True)
            if invitation is not None:
                print("Nobody is here yet. The first invitation:")
                inviting.show(origin, invitation)
            if settings.origin:
                # Its own thread, for which nothing waits when the server ends.
                threading.Thread(target=_look, args=(origin,), daemon=True).start()

        await _Server(_config(desk), say, desk.streams.close).serve([bound])


def _look(origin: str) -> None:
    """Say once what a proxy before this server does to its headers."""
    print(selfcheck.look(origin)[1], flush=True)


def _config(desk: Desk) -> uvicorn.Config:
    trusted = [one.strip() for one in desk.settings.trusted_proxies.split(",") if one.strip()]
    return uvicorn.Config(
        app.application(desk),
        loop="none",
        http=limited(desk.settings.answers_unread, desk.settings.answer_seconds),
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(trusted),
        forwarded_allow_ips=trusted,
        timeout_graceful_shutdown=ENDS_WITHIN,
        timeout_keep_alive=30,
    )


async def _first_invitation(desk: Desk) -> str | None:
    if await desk.database.read(kept.is_anyone_in_or_invited):
        return None
    return await inviting.invite(desk.database, os.urandom)
