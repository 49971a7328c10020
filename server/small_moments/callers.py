"""Who is asking: the session behind a request, and whether a write comes from the app itself."""

import base64
import binascii
import sqlite3
from collections.abc import Iterable

from litestar import datastructures
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from msgspec import Struct

from small_moments.chain import State
from small_moments.desk import ApiRequest, Desk
from small_moments.layout import Account, MemberId
from small_moments.problems import ProblemError, is_of_full_disk
from small_moments.store.session import Session


class Caller(Struct, frozen=True):
    """A signed-in member, and the state of its account."""

    session: Session
    state: State

    @property
    def account(self) -> Account:
        """The account's id."""
        return self.session.account

    @property
    def member(self) -> MemberId:
        """The member's id."""
        return self.session.member


def cookie_name(origin: str) -> str:
    """`__Host-` needs https."""
    return "__Host-moments" if origin.startswith("https://") else "moments"


def cookie(origin: str, token: bytes, seconds: int) -> str:
    """A Set-Cookie value. Browsers treat http://localhost as secure, so it is Secure there too."""
    value = base64.urlsafe_b64encode(token).rstrip(b"=").decode("ascii")
    attributes = f"Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict"
    return f"{cookie_name(origin)}={value}; {attributes}"


def token_of(headers: Iterable[tuple[bytes, bytes]], origin: str) -> bytes | None:
    """The 32 bytes of the cookie, if there is one of that form."""
    name = cookie_name(origin)
    sent = b";".join(value for key, value in headers if key == b"cookie").decode("latin-1")
    pairs = [part.strip().partition("=") for part in sent.split(";")]
    value = next((value for key, _, value in pairs if key == name), "")
    try:
        token = base64.b64decode(value + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return token if len(token) == 32 else None


async def caller(request: ApiRequest, desk: NamedDependency[Desk]) -> Caller:
    """Who asks, for the routes of Litestar."""
    return await signed_in(desk, request.scope["headers"], cost_of(request))


def cost_of(request: ApiRequest) -> float:
    """What a request takes of the limits, in tokens."""
    return request.route_handler.opt.get("cost", 1)


async def signed_in(desk: Desk, headers: Iterable[tuple[bytes, bytes]], cost: float = 1) -> Caller:
    """The signed-in member, counted against its account's limit, or 401."""
    token = token_of(headers, desk.origin)
    session = None if token is None else await _session(desk, token)
    state = None if session is None else await desk.heads.get(session)
    if session is None or state is None or state.roster.member(session.member) is None:
        raise ProblemError("not-signed-in")
    desk.accounts.take(session.account, cost)
    return Caller(session, state)


async def _session(desk: Desk, token: bytes) -> Session | None:
    session = await desk.store.session(token)
    if session is None or session.used_day + desk.settings.session_days < desk.day:
        return None
    if session.used_day < desk.day:
        await _note_use(desk, session)
    return session


async def _note_use(desk: Desk, session: Session) -> None:
    """On a full disk it is left out: who only reads is answered, and the session ends earlier."""
    try:
        await desk.store.use_session(session, desk.day)
    except (sqlite3.Error, OSError) as error:
        if not is_of_full_disk(error):
            raise


async def same_origin(
    connection: ASGIConnection[BaseRouteHandler, None, None, datastructures.State],
    _: BaseRouteHandler,
) -> None:
    """A guard for writes: no other site's page can send these two headers so."""
    check_same_origin(connection.scope["headers"])


def check_same_origin(headers: Iterable[tuple[bytes, bytes]]) -> None:
    """The same for a route that is asked too often for a guard, which costs a copy of the route."""
    sent = dict(headers)
    if sent.get(b"x-small-moments") != b"1":
        raise ProblemError(
            "not-same-origin", "the header X-Small-Moments: 1 is missing", field="X-Small-Moments"
        )
    if sent.get(b"sec-fetch-site") != b"same-origin":
        raise ProblemError(
            "not-same-origin", "Sec-Fetch-Site is not same-origin", field="Sec-Fetch-Site"
        )
