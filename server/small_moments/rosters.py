"""`POST /api/rosters`: how a member that was removed learns of it, by signed versions alone."""

from litestar import Response, post
from litestar.di import NamedDependency

from small_moments import login, login_layout, roster
from small_moments.bodies import AfterRoster, Rosters
from small_moments.callers import same_origin
from small_moments.desk import ApiRequest, Desk, answer, client_of
from small_moments.layout import Account, MemberId
from small_moments.problems import WRITING


@post(
    "/rosters",
    status_code=200,
    guards=[same_origin],
    opt={"body": AfterRoster, "answer": Rosters, "problems": (*WRITING, "login-refused")},
)
async def after(request: ApiRequest, desk: NamedDependency[Desk]) -> Response[bytes]:
    """The roster versions after one, for a member of that one that signs the layout with action 1.

    They end with the first that leaves the member out: what came later is not its business.
    """
    client = client_of(request)
    desk.entrance.take(client)
    body = await desk.read(request, AfterRoster)
    account = Account(body.account)
    await login.check(
        desk,
        client,
        body,
        login_layout.LOG_IN,
        lambda: desk.store.roster_numbered(account, body.after),
    )
    following = await desk.store.rosters_after(account, body.after)
    return answer(Rosters(_until_without(MemberId(body.member), following)))


def _until_without(member: MemberId, versions: list[bytes]) -> list[bytes]:
    for at, raw in enumerate(versions):
        if roster.parse(raw).member(member) is None:
            return versions[: at + 1]
    return versions
