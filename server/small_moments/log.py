"""The push that appends to the log of an account, and its wraps (spec R31 to R39).

`polls.py` reads heads and pages.
"""

from litestar import Response, get, post
from litestar.di import NamedDependency

from small_moments import chain, link
from small_moments.bodies import Head, Push, Wraps
from small_moments.callers import Caller, check_same_origin, signed_in
from small_moments.chain import Accepted, Carried, Parts, State
from small_moments.desk import ApiRequest, Desk, answer, desk_of
from small_moments.layout import RefusedError
from small_moments.link import Link
from small_moments.problems import READING, STORING, ProblemError, of_refusal
from small_moments.store.store import StaleError

# A push is its bodies and, around them, headers, roster, wraps and names.
AROUND_BODIES = 128 * 1024

# Rosters and purges enter full accounts too: they remove devices and make room.
RESERVE = 1024 * 1024


@get("/wraps", opt={"answer": Wraps, "problems": READING})
async def wraps(desk: NamedDependency[Desk], caller: NamedDependency[Caller]) -> Response[bytes]:
    """All wraps of this session's member, oldest first."""
    return answer(Wraps(await desk.store.wraps(caller.state, caller.member)))


@post(
    "/log",
    status_code=200,
    opt={
        "body": Push,
        "answer": Head,
        "problems": (*STORING, "not-signed-in", "stale", "account-full", "refused"),
    },
)
async def push(request: ApiRequest) -> Response[bytes]:
    """Append a link. The same link again is accepted as done; one that comes too late is 409."""
    headers = request.scope["headers"]
    check_same_origin(headers)
    desk = desk_of(request)
    caller = await signed_in(desk, headers)
    body = await desk.read(request, Push, desk.settings.link_bytes + AROUND_BODIES)
    sent = _parts(body)
    _check_sizes(desk, sent)
    if await _is_done(desk, caller.state, sent.link):
        return answer(Head(caller.state.seq, caller.state.head))
    accepted = _judge(desk, caller.state, sent)
    _check_room(desk, accepted, caller.session.blob_bytes)
    state = await _append(desk, caller.state, accepted)
    return answer(Head(state.seq, state.head))


def _parts(body: Push) -> Parts:
    revisions = [Carried(one.header, one.body, one.body_hash) for one in body.revisions]
    try:
        return chain.parts(body.link, body.roster, body.wraps, revisions)
    except RefusedError as refused:
        raise of_refusal(refused) from None


def _check_sizes(desk: Desk, sent: Parts) -> None:
    limits = desk.settings
    if len(sent.revisions) > limits.link_revisions:
        raise ProblemError(
            "too-large", f"revisions: more than {limits.link_revisions}", field="revisions"
        )
    if sum(len(one.body or b"") for one in sent.revisions) > limits.link_bytes:
        raise ProblemError(
            "too-large", f"revisions: more than {limits.link_bytes} bytes", field="revisions"
        )
    for at, one in enumerate(sent.revisions):
        if len(one.header) + len(one.body or b"") > limits.revision_bytes:
            field = f"revisions[{at}]"
            raise ProblemError(
                "too-large", f"{field}: more than {limits.revision_bytes} bytes", field=field
            )


async def _is_done(desk: Desk, state: State, sent: Link) -> bool:
    """Whether the log holds these very bytes already: an answer that got lost.

    What a purge erased may still be on its way out of the files then; that is waited for again.
    """
    if sent.account != state.account or sent.seq > state.seq:
        return False
    if await desk.store.link_at(state, sent.seq) != sent.raw:
        return False
    if sent.kind == link.PURGE:
        await desk.store.settle()
    return True


def _judge(desk: Desk, state: State, sent: Parts) -> Accepted:
    try:
        return chain.judge_next(state, sent, desk.settings.devices)
    except RefusedError as refused:
        if refused.field == "link" and refused.kind in ("sequence", "previous"):
            raise _stale(state) from None
        raise of_refusal(refused) from None


def _check_room(desk: Desk, accepted: Accepted, blob_bytes: int) -> None:
    room = desk.settings.account_bytes
    if accepted.link.kind != link.REVISIONS:
        room += RESERVE
    if accepted.after.stored_bytes + blob_bytes > room:
        raise ProblemError("account-full", extra={"limit": desk.settings.account_bytes})


async def _append(desk: Desk, state: State, accepted: Accepted) -> State:
    try:
        return await desk.store.append(state, accepted, desk.heads.put)
    except StaleError:
        newer = await desk.store.state(state.account) or state
        if await _is_done(desk, newer, accepted.link):
            return newer
        raise _stale(newer) from None


def _stale(state: State) -> ProblemError:
    return ProblemError("stale", field="link", extra={"seq": state.seq})
