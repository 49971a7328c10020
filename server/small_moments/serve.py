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
from msgspec import json

from small_moments import app, inviting, selfcheck
from small_moments.connection import limited
from small_moments.desk import Desk
from small_moments.log_lines import Tell
from small_moments.settings import Settings, addresses, origin_of
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


def serve(settings: Settings, *, as_json: bool = False) -> None:
    """Serve until SIGTERM or SIGINT. What is said at the start is one JSON object, if wished."""
    # uvicorn raises the signal again when it is done: then there is nothing left to end.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _do_nothing)
    _allow_files()
    with listen(settings) as bound, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings, bound, as_json))


def _allow_files() -> None:
    """As many open files as the system lets us have: each event stream is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _do_nothing(_number: int, _frame: object) -> None:
    return None


def _nothing() -> None:
    return None


async def _serve(settings: Settings, bound: socket.socket, as_json: bool) -> None:
    port: int = bound.getsockname()[1]
    origin = origin_of(settings, port)
    async with app.opened(settings, origin) as desk:
        invitation = await _first_invitation(desk)

        def say() -> None:
            _say_hello(origin, invitation, as_json)
            if settings.origin and not as_json:
                # Its own thread, for which nothing waits when the server ends.
                threading.Thread(target=_look, args=(origin,), daemon=True).start()

        counting = _counting(desk)
        count, end = (None, _nothing) if counting is None else counting
        try:
            await _Server(_config(desk, count), say, desk.streams.close).serve([bound])
        finally:
            end()


def _counting(desk: Desk) -> tuple[Tell, Callable[[], None]] | None:
    """Metrics, listening, if there is a place for them: what to tell and how to end."""
    if not desk.settings.metrics:
        return None
    from small_moments.metrics import Metrics  # noqa: PLC0415  (most servers do without)

    metrics = Metrics(desk)
    return metrics.take, metrics.listen(desk.settings.metrics)


def _say_hello(origin: str, invitation: str | None, as_json: bool) -> None:
    if as_json:
        print(json.encode({"origin": origin, "invitation": invitation}).decode(), flush=True)
        return
    print(f"Small Moments is at {origin}", flush=True)
    if invitation is not None:
        print("Nobody is here yet. The first invitation:")
        print(inviting.shown(origin, invitation), flush=True)


def _look(origin: str) -> None:
    """Say once what a proxy before this server does to its headers."""
    found = selfcheck.look(origin)
    print(f"{found.name}: {found.said}", flush=True)


def _config(desk: Desk, count: Tell | None) -> uvicorn.Config:
    trusted = addresses(desk.settings.trusted_proxies)
    return uvicorn.Config(
        app.application(desk, count=count),
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
    return (await inviting.make(desk.database, os.urandom))[0]
