"""Puts the server together; the only place with the real clock and randomness."""

import os
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar, Response, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException, ValidationException
from litestar.handlers import HTTPRouteHandler

from small_moments import (
    accounts,
    blobs,
    events,
    health,
    log,
    log_lines,
    login,
    me,
    openapi,
    page,
    pairing,
    polls,
    practice,
    privacy,
    reports,
    rosters,
    static,
    status,
    terms,
    watch,
)
from small_moments.access_log import AccessLog
from small_moments.asgi import Asgi, Receive, Scope, Send
from small_moments.callers import caller, cost_of
from small_moments.challenges import Challenges
from small_moments.crowd import Crowd
from small_moments.desk import ApiRequest, Desk, client_of
from small_moments.events import Events
from small_moments.headers import SecureHeaders
from small_moments.heads import Heads
from small_moments.health import Health
from small_moments.limits import Limit
from small_moments.log_lines import Line, Outage, Tell
from small_moments.mailboxes import Mailboxes
from small_moments.polls import Polls
from small_moments.problems import (
    CONTENT_TYPE,
    ProblemError,
    of_failure,
    of_status,
    refuse,
)
from small_moments.reports import Reports
from small_moments.settings import Settings
from small_moments.store import opening
from small_moments.store.store import Store
from small_moments.streams import Streams
from small_moments.watch import Sweeping, Tidying, Watch

Clock = Callable[[], float]
Random = Callable[[int], bytes]
Write = Callable[[str], None]

CHUNKS_AT_ONCE = 64  # of up to a mebibyte each in memory; more get 503


def _stderr(line: str) -> None:
    # Whoever reads the log may be gone, and its disk full: people are served all the same.
    with suppress(OSError):
        print(line, file=sys.stderr, flush=True)


@asynccontextmanager
async def opened(
    settings: Settings,
    origin: str,
    *,
    now: Clock = time.time,
    tick: Clock = time.monotonic,
    random: Random = os.urandom,
    write: Write = _stderr,
) -> AsyncGenerator[Desk]:
    """The desk of one server, with its store open. Others may serve the same store."""
    form = log_lines.FORMS[settings.log_format]
    async with opening.served(settings, origin, lambda said: write(form(Outage(said)))) as store:
        desk = _desk(settings, origin, store, now, tick, random)
        await store.end_old(
            unused_since=desk.day - settings.session_days,
            erased_since=desk.day - settings.backup_days,
            today=desk.day,
        )
        async with watch.running(Watch(store, desk.streams), desk.tidying, Sweeping(store.blobs)):
            yield desk


def _desk(
    settings: Settings, origin: str, store: Store, now: Clock, tick: Clock, random: Random
) -> Desk:
    def limit(burst: int, per_minute: int) -> Limit:
        return Limit(burst, per_minute / 60, tick)

    streams = Streams(settings.events_per_account, settings.events_at_once)
    return Desk(
        settings=settings,
        origin=origin,
        store=store,
        heads=Heads(store, streams.move),
        streams=streams,
        challenges=Challenges(store.nonces, now, random),
        mailboxes=Mailboxes(store.mailboxes, now),
        tidying=Tidying(store, now),
        entrance=limit(settings.entrance_burst, settings.entrance_per_minute),
        accounts=limit(settings.account_burst, settings.account_per_minute),
        addresses=limit(settings.address_burst, settings.address_per_minute),
        pairing=Limit(pairing.BURST, pairing.PER_SECOND, tick),
        carrying=Crowd(CHUNKS_AT_ONCE),
        now=now,
        random=random,
    )


def application(
    desk: Desk,
    *,
    write: Write = _stderr,
    count: Tell | None = None,
    tick: Clock = time.monotonic,
    random: Random = os.urandom,
) -> Asgi:
    """The whole server as one ASGI application; `count` is told each line of the log too."""
    files = static.read(Path(desk.settings.app) if desk.settings.app else static.APP)
    named = practice.of(desk.settings)
    files |= page.style() | practice.files(named)
    files |= privacy.files(desk.settings, named) | terms.files(named)
    form = log_lines.FORMS[desk.settings.log_format]

    def tell(line: Line) -> None:
        write(form(line))
        if count is not None:
            count(line)

    inner = _Dispatch(desk, api(desk, Reports(tell, tick)), static.Static(files))
    logged = AccessLog(inner, tell=tell, tick=tick, random=random)
    return SecureHeaders(logged, https=desk.origin.startswith("https://"))


class _Dispatch:
    """/api/ goes to Litestar, event streams, polls and health past it, all else to the files."""

    def __init__(self, desk: Desk, to_api: Asgi, to_files: Asgi) -> None:
        self._crowd = Crowd(desk.settings.requests_at_once)
        self._events = Events(desk, self._crowd)
        self._health = Health(desk)
        self._polls = Polls(desk)
        self._api = to_api
        self._files = to_files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == events.PATH:
            await self._events(scope, receive, send)
            return
        path = scope["path"] if scope["type"] == "http" else "/api/"
        if path in health.PATHS:
            await self._health(scope, receive, send)
            return
        try:
            with self._crowd.place():
                await self._inner(scope, path)(scope, receive, send)
        except ProblemError as busy:
            await refuse(send, busy)

    def _inner(self, scope: Scope, path: str) -> Asgi:
        # What the practice says is made once and the same for everybody: a file.
        if path == practice.PATH or not path.startswith("/api/"):
            return self._files
        return self._polls if polls.takes(scope) else self._api


HANDLERS: tuple[HTTPRouteHandler, ...] = (
    status.status,
    accounts.register,
    login.challenge,
    login.log_in,
    login.end_session,
    login.end_sessions,
    login.delete_account,
    rosters.after,
    log.push,
    log.wraps,
    blobs.begin,
    blobs.find,
    blobs.keep,
    blobs.chunk,
    blobs.refer,
    pairing.open_mailbox,
    pairing.put,
    pairing.take,
    pairing.close,
    me.me,
    reports.report,
)
ROUTES = (
    *(openapi.route(handler) for handler in HANDLERS),
    *polls.ROUTES,
    events.ROUTE,
    practice.ROUTE,
)


@get("/openapi.json", opt={"plain": True})
async def openapi_json() -> Response[bytes]:
    """This document."""
    return Response(msgspec.json.encode(openapi.document(ROUTES)), media_type="application/json")


def api(desk: Desk, kept: Reports) -> Asgi:
    """The API alone."""

    async def count_address(request: ApiRequest) -> None:
        desk.addresses.take(client_of(request), cost_of(request))

    handlers: dict[Any, Any] = {
        ProblemError: _of_problem,
        HTTPException: _of_http,
        Exception: _of_failure,
    }
    return Litestar(  # pyright: ignore[reportReturnType] - ASGI types of its own
        route_handlers=[Router("/api", route_handlers=[*HANDLERS, openapi_json])],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "caller": Provide(caller),
            "reports": Provide(lambda: kept, sync_to_thread=False),
        },
        before_request=count_address,
        state=State({"desk": desk}),
        exception_handlers=handlers,
        openapi_config=None,
        logging_config=None,
        request_max_body_size=None,
    )


def _of_problem(_: ApiRequest, problem: ProblemError) -> Response[bytes]:
    return Response(
        problem.body(),
        status_code=problem.status,
        media_type=CONTENT_TYPE,
        headers=problem.headers,
    )


def _of_failure(request: ApiRequest, error: Exception) -> Response[bytes]:
    """Left to the access log, which says what failed and answers, unless nothing has."""
    problem = of_failure(error)
    if problem is None:
        raise error
    return _of_problem(request, problem)


def _of_http(request: ApiRequest, error: HTTPException) -> Response[bytes]:
    if isinstance(error, ValidationException):
        return _of_problem(request, ProblemError("malformed", "a query parameter is out of range"))
    return _of_problem(request, of_status(error.status_code, error.headers))
