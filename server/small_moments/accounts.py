"""`POST /api/accounts`: an account that a phone has made becomes known to the server."""

from litestar import Response, post
from litestar.di import NamedDependency

from small_moments import chain, invitations
from small_moments.bodies import Head, Registration
from small_moments.callers import same_origin
from small_moments.chain import Accepted, State
from small_moments.desk import ApiRequest, Desk, answer, client_of
from small_moments.layout import Account, RefusedError
from small_moments.problems import STORING, ProblemError, of_refusal
from small_moments.store import accounts

WRONG_TRY = 5  # tokens of the entrance limit that a refused try costs on top


@post(
    "/accounts",
    guards=[same_origin],
    opt={
        "body": Registration,
        "answer": Head,
        "answers": {201: "registered", 200: "registered before"},
        "problems": (*STORING, "not-invited", "account-taken", "refused"),
    },
)
async def register(request: ApiRequest, desk: NamedDependency[Desk]) -> Response[bytes]:
    """Register an account by its roster 0; the same roster 0 again needs no invitation."""
    desk.entrance.take(client_of(request))
    body = await desk.read(request, Registration)
    accepted = _judge(body)
    known = await _known(desk, accepted)
    if known is not None:
        return answer(Head(known.seq, known.head))
    state = await _store(desk, accepted, body.invitation or "", client_of(request))
    return answer(Head(state.seq, state.head), 201)


def _judge(body: Registration) -> Accepted:
    try:
        return chain.judge_first(chain.parts(body.link, body.roster, body.wraps, []))
    except RefusedError as refused:
        raise of_refusal(refused) from None


async def _known(desk: Desk, accepted: Accepted) -> State | None:
    """The account's state if this very roster 0 is registered; another one is a conflict."""
    account = Account(accepted.after.account)
    first = await desk.database.read(lambda connection: accounts.first_roster(connection, account))
    if first is None:
        return None
    if first != accepted.after.roster.raw:
        raise ProblemError("account-taken", field="roster")
    return await desk.heads.get(account)


async def _store(desk: Desk, accepted: Accepted, code: str, client: str) -> State:
    invitation = invitations.code_hash(code) or b""
    try:
        return await desk.database.writer.write(
            lambda connection: accounts.register(
                connection, accepted, invitation, desk.random, desk.day
            ),
            desk.heads.begin,
        )
    except accounts.NotInvitedError:
        desk.entrance.charge(client, WRONG_TRY)
        raise ProblemError("not-invited", field="invitation") from None
    except accounts.TakenError:
        # The same registration came twice at the same time and the other one was first.
        known = await _known(desk, accepted)
        if known is None:
            raise
        return known
