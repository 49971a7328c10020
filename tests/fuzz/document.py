"""Requests that Schemathesis makes from the server's own OpenAPI document, fitting and not.

What it does not try stands in `api.py`: MessagePack that is damaged, and pushes that nearly fit.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
# pyright: reportMissingTypeArgument=false, reportUnknownLambdaType=false

from collections.abc import Iterator
from random import Random
from typing import Any

import httpx
import hypothesis
import msgspec
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from msgspec import Struct
from schemathesis import Case, GenerationMode, SerializationContext
from schemathesis.core.result import Ok
from small_moments import app, openapi
from small_moments.intake import MEDIA_TYPE
from small_moments.settings import Settings

from tests.server.client import WRITE
from tests.server.site import ORIGIN, Site

SETTINGS = Settings(account_burst=1_000_000, address_burst=1_000_000, entrance_burst=1_000_000)
"""The token buckets are on; they are only larger than what is asked."""
_DOCUMENT = schemathesis.openapi.from_dict(openapi.document(app.ROUTES))
_ASKED = [
    one.ok()
    for one in _DOCUMENT.exclude(path=["/api/events"])
    .exclude(path="/api/session", method="DELETE")
    .get_all_operations()
    if isinstance(one, Ok)
]
"""Events are sent as long as they are listened to; without its session a member is none."""
OPERATIONS: frozenset[str] = frozenset(one.label for one in _ASKED)
"""As "POST /api/log"."""
_KINDS = [one.as_strategy(GenerationMode.POSITIVE) for one in _ASKED] + [
    one.as_strategy(GenerationMode.NEGATIVE, headers=headers)
    for one in _ASKED
    if (one.query or one.headers) and one.label != "POST /api/log"
    for headers in (WRITE, None)
]
"""What does not fit a push is left to `api.py`: to find it so takes long."""
_OF_EACH = 8


class Request(Struct, frozen=True):
    """One request of the API, as it is sent; `member`: with a session."""

    label: str
    member: bool
    sent: httpx.Request

    def __str__(self) -> str:
        who = "a member's" if self.member else "a stranger's"
        sent = self.sent
        return f"{who} {sent.method} {sent.url} {sent.headers.raw} {sent.content!r}"


@schemathesis.serializer(MEDIA_TYPE)
def _packed(_: SerializationContext, value: Any) -> bytes:
    """Bytes come as `Binary`. What MessagePack cannot say is not asked."""
    try:
        return msgspec.msgpack.encode(value, enc_hook=lambda binary: binary.data)
    except OverflowError:
        hypothesis.reject()


def requests(seed: int) -> Iterator[Request]:
    """Without end; the same for the same seed. Each round reaches all operations."""
    random = Random(seed)
    while True:
        for kind in random.sample(_KINDS, len(_KINDS)):
            yield from _made(kind, random.getrandbits(32))


def _made(kind: st.SearchStrategy[Case], seed: int) -> list[Request]:
    made: list[Request] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=_OF_EACH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @hypothesis.given(kind, st.sampled_from((True, True, False)))
    def make(case: Case, member: bool) -> None:
        made.append(Request(case.operation.label, member, _sent(case)))

    make()
    return made


def _sent(case: Case) -> httpx.Request:
    told = case.as_transport_kwargs(ORIGIN)
    return httpx.Request(
        told["method"],
        told["url"],
        params=told["params"],
        headers=[
            (name, value.encode("latin-1"))
            for name, value in told["headers"].items()
            if name != "X-Schemathesis-TestCaseId"  # of chance
        ],
        content=told.get("data"),
        json=told.get("json"),
    )


async def send(site: Site, cookie: str | None, request: Request, said: str) -> int:
    """The status. Raises AssertionError with the story of a request that the server broke at.

    The clock goes on for each, so that mailboxes end before there are too many.
    """
    site.clock.seconds += 2
    if request.member and cookie is not None:
        request.sent.headers["cookie"] = cookie
    transport = httpx.ASGITransport(site.asgi)  # pyright: ignore[reportArgumentType]
    answer = await httpx.AsyncClient(transport=transport).send(request.sent)
    assert answer.status_code < 500, f"{said}: {answer.status_code} to {request}"
    return answer.status_code
