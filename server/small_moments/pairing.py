"""Pairing: two devices leave each other sealed messages here (spec R61). Ids stand in bodies only.

An id comes from a secret that only the two devices know: who names it may use it.
"""

from litestar import Response, post
from litestar.di import NamedDependency

from small_moments.bodies import LeftMessage, Mailbox, MailboxMessage, MailboxStep
from small_moments.callers import Caller, same_origin
from small_moments.desk import ApiRequest, Desk, T, answer, client_of
from small_moments.problems import WRITING, ProblemError

BURST, PER_SECOND = 240, 5.0  # by address; two phones that wait ask four times a second together
WRONG_TRY = 20  # tokens of that limit that an unknown mailbox costs on top

_ASKING = (*WRITING, "not-found", "used")


@post(
    "/pairing",
    status_code=204,
    guards=[same_origin],
    opt={"body": Mailbox, "problems": (*WRITING, "not-signed-in", "used", "busy")},
)
async def open_mailbox(
    request: ApiRequest, desk: NamedDependency[Desk], caller: NamedDependency[Caller]
) -> Response[None]:
    """Make a mailbox for 120 seconds, in place of the account's last one."""
    body = await _read(request, desk, Mailbox)
    await desk.mailboxes.open(body.mailbox, caller.account)
    desk.tidying.begin()
    return Response(None, status_code=204)


@post(
    "/pairing/put",
    status_code=204,
    guards=[same_origin],
    opt={"body": MailboxMessage, "problems": _ASKING},
)
async def put(request: ApiRequest, desk: NamedDependency[Desk]) -> Response[None]:
    """Leave a sealed message in a mailbox; each step can be used once."""
    body = await _read(request, desk, MailboxMessage)
    try:
        await desk.mailboxes.put(body.mailbox, body.step, body.message)
    except ProblemError as problem:
        raise _charged(desk, request, problem) from None
    return Response(None, status_code=204)


@post(
    "/pairing/take",
    status_code=200,
    guards=[same_origin],
    opt={"body": MailboxStep, "answer": LeftMessage, "problems": _ASKING},
)
async def take(request: ApiRequest, desk: NamedDependency[Desk]) -> Response[bytes]:
    """Take the message of a step out of a mailbox, once; nil while there is none."""
    body = await _read(request, desk, MailboxStep)
    try:
        return answer(LeftMessage(await desk.mailboxes.take(body.mailbox, body.step)))
    except ProblemError as problem:
        raise _charged(desk, request, problem) from None


@post(
    "/pairing/close",
    status_code=204,
    guards=[same_origin],
    opt={"body": Mailbox, "problems": WRITING},
)
async def close(request: ApiRequest, desk: NamedDependency[Desk]) -> Response[None]:
    """End a mailbox and what lies in it; the same answer if there is none."""
    body = await _read(request, desk, Mailbox)
    await desk.mailboxes.close(body.mailbox)
    return Response(None, status_code=204)


async def _read(request: ApiRequest, desk: Desk, kind: type[T]) -> T:
    desk.pairing.take(client_of(request))
    return await desk.read(request, kind)


def _charged(desk: Desk, request: ApiRequest, problem: ProblemError) -> ProblemError:
    if problem.slug == "not-found":
        desk.pairing.charge(client_of(request), WRONG_TRY)
    return problem
