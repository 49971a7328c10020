"""Logging in and what else needs a fresh signature of a member (spec R50, R51)."""

from collections.abc import Callable
from sqlite3 import Connection

from litestar import Response, delete, post
from litestar.di import NamedDependency

from small_moments import ed25519, erasing, login_layout, roster
from small_moments.bodies import Challenge, ChallengeRequest, Signed
from small_moments.callers import Caller, cookie, same_origin
from small_moments.desk import ApiRequest, Desk, answer, client_of
from small_moments.layout import Account, MemberId, RefusedError
from small_moments.problems import READING, STORING, WRITING, ProblemError
from small_moments.store import accounts, sessions

WRONG_TRY = 5  # tokens of the entrance limit that a refused try costs on top

# RFC 8032, section 7.1, test 1: a sound key, verified against where there is no member.
_NOBODY = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
_SIGNED_PROBLEMS = (*STORING, "login-refused")


@post(
    "/login/challenge",
    status_code=200,
    guards=[same_origin],
    opt={"body": ChallengeRequest, "answer": Challenge, "problems": WRITING},
)
async def challenge(request: ApiRequest, desk: NamedDependency[Desk]) -> Response[bytes]:
    """A nonce for a member to sign; the same answer whether the account is known or not."""
    desk.entrance.take(client_of(request))
    body = await desk.read(request, ChallengeRequest)
    return answer(Challenge(desk.challenges.begin(Account(body.account), MemberId(body.member))))


@post(
    "/login",
    status_code=204,
    guards=[same_origin],
    opt={"body": Signed, "problems": _SIGNED_PROBLEMS},
)
async def log_in(request: ApiRequest, desk: NamedDependency[Desk]) -> Response[None]:
    """Begin a session for a member that signs the login layout with action 1. Sets the cookie."""
    body = await _signed(request, desk, login_layout.LOG_IN)
    token = desk.random(32)
    kept = sessions.token_hash(token)
    await desk.database.writer.write(
        lambda connection: sessions.begin(
            connection, Account(body.account), MemberId(body.member), kept, desk.day
        )
    )
    return _with_cookie(cookie(desk.origin, token, desk.settings.session_days * 86400))


@delete(
    "/session",
    status_code=204,
    guards=[same_origin],
    opt={"problems": (*READING, "not-same-origin", "no-room")},
)
async def end_session(
    desk: NamedDependency[Desk], caller: NamedDependency[Caller]
) -> Response[None]:
    """End this session."""
    session = caller.session
    await desk.database.writer.write(
        lambda connection: sessions.end(connection, session),
        lambda _: desk.streams.end(session.account, session.token),
    )
    return _with_cookie(cookie(desk.origin, b"", 0))


@post(
    "/sessions/end",
    status_code=204,
    guards=[same_origin],
    opt={"body": Signed, "problems": _SIGNED_PROBLEMS},
)
async def end_sessions(request: ApiRequest, desk: NamedDependency[Desk]) -> Response[None]:
    """End all sessions of the account, for a member that signs the login layout with action 3."""
    body = await _signed(request, desk, login_layout.END_SESSIONS)
    account = Account(body.account)
    await desk.database.writer.write(
        lambda connection: sessions.end_all(connection, account),
        lambda _: desk.streams.end(account),
        erases=True,
    )
    return _with_cookie(cookie(desk.origin, b"", 0))


@post(
    "/account/delete",
    status_code=204,
    guards=[same_origin],
    opt={"body": Signed, "problems": _SIGNED_PROBLEMS},
)
async def delete_account(request: ApiRequest, desk: NamedDependency[Desk]) -> Response[None]:
    """Delete every row about the account, for a member that signs the layout with action 2."""
    body = await _signed(request, desk, login_layout.DELETE_ACCOUNT)
    account = Account(body.account)
    await erasing.erase(
        desk.database, desk.folder, account, desk.day, lambda _: desk.forget(account)
    )
    return _with_cookie(cookie(desk.origin, b"", 0))


async def _signed(request: ApiRequest, desk: Desk, action: int) -> Signed:
    """The body, if a member of the roster in force has signed it."""
    client = client_of(request)
    desk.entrance.take(client)
    body = await desk.read(request, Signed)
    account = Account(body.account)
    await check(desk, client, body, action, lambda found: accounts.roster_in_force(found, account))
    return body


async def check(
    desk: Desk,
    client: str,
    body: Signed,
    action: int,
    find: Callable[[Connection], bytes | None],
) -> None:
    """Whether a member of the roster version that `find` reads has signed.

    One refusal for every other case, after the same work.
    """
    account, member = Account(body.account), MemberId(body.member)
    fresh = desk.challenges.use(body.nonce, account, member)
    key = await _sign_key(desk, member, find)
    layout = login_layout.build(action, account, member, body.nonce, desk.origin)
    try:
        ed25519.verify(key or _NOBODY, "login-signature", layout, body.signature)
    except RefusedError:
        key = None
    if key is None or not fresh:
        desk.entrance.charge(client, WRONG_TRY)
        raise ProblemError("login-refused")


async def _sign_key(
    desk: Desk, member: MemberId, find: Callable[[Connection], bytes | None]
) -> bytes | None:
    """Read from disk each time: an account in use must not answer faster than an unknown one."""
    raw = await desk.database.read(find)
    found = None if raw is None else roster.parse(raw).member(member)
    return None if found is None else found.sign_key


def _with_cookie(value: str) -> Response[None]:
    return Response(None, status_code=204, headers={"set-cookie": value})
