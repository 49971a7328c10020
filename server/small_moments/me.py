"""`GET /api/me`: what the server keeps about oneself, unadorned."""

from litestar import Response, get
from litestar.di import NamedDependency

from small_moments.bodies import Me
from small_moments.callers import Caller
from small_moments.desk import Desk, answer
from small_moments.problems import READING

COST = 50  # of the account's tokens: it reads everything


@get("/me", opt={"answer": Me, "problems": READING})
async def me(desk: NamedDependency[Desk], caller: NamedDependency[Caller]) -> Response[bytes]:
    """Every row kept about this account, by table, as it is."""
    desk.accounts.take(caller.account, COST)
    return answer(Me(await desk.store.rows(caller.state)))
