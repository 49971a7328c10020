"""What every route works with: settings, store, heads, limits, clock and randomness."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from litestar import Response
from msgspec import Struct, msgpack

from small_moments import intake
from small_moments.asgi import Asgi, Receive, Scope, Send, respond
from small_moments.challenges import Challenges
from small_moments.crowd import Crowd
from small_moments.heads import Heads
from small_moments.intake import MEDIA_TYPE, ApiRequest
from small_moments.layout import Account
from small_moments.limits import Limit, address_of
from small_moments.mailboxes import Mailboxes
from small_moments.settings import Settings
from small_moments.store.store import Store
from small_moments.streams import Streams
from small_moments.watch import Tidying

T = TypeVar("T", bound=Struct)


@dataclass(frozen=True)
class Desk:
    """Made once by `app.py`. `now` is seconds since 1970, `random` gives so many random bytes."""

    settings: Settings
    origin: str
    store: Store
    heads: Heads
    streams: Streams
    challenges: Challenges
    mailboxes: Mailboxes
    tidying: Tidying
    entrance: Limit
    accounts: Limit
    addresses: Limit
    pairing: Limit
    carrying: Crowd
    now: Callable[[], float]
    random: Callable[[int], bytes]

    @property
    def day(self) -> int:
        """Today, in days since 1970-01-01: the finest time that is kept."""
        return int(self.now() // 86400)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return Path(self.settings.data)

    def forget(self, account: Account) -> None:
        """Keep nothing in memory about an account that was deleted."""
        self.heads.drop(account)
        self.streams.end(account)

    async def read(self, request: ApiRequest, kind: type[T], most: int = intake.SMALL_BODY) -> T:
        """The request's body as `kind`."""
        seconds = self.settings.body_seconds
        return await intake.parse(request, kind, most=most, seconds=seconds)


def desk_of(request: ApiRequest) -> Desk:
    """For a route that is asked too often to have it injected."""
    return request.app.state.desk


def client_of(request: ApiRequest) -> str:
    """Whom to count an unknown asker as; kept in memory only, for the limits."""
    return address_of(request.client.host if request.client else "")


class Answer(Response[bytes]):
    """Bytes of MessagePack, sent as they are: the framework's own way costs ten times that."""

    def __init__(self, body: bytes, status: int) -> None:
        super().__init__(body, status_code=status, media_type=MEDIA_TYPE)

    def to_asgi_response(self, *_: object, **__: object) -> Asgi:  # pyright: ignore
        """An ASGI application that sends it."""
        headers = [_TYPE, (b"content-length", str(len(self.content)).encode("ascii"))]

        async def send_it(scope: Scope, receive: Receive, send: Send) -> None:
            del scope, receive
            await respond(send, self.status_code or 200, headers, self.content)

        return send_it


_TYPE = (b"content-type", MEDIA_TYPE.encode("ascii"))


def answer(body: Struct, status: int = 200) -> Response[bytes]:
    """A body in MessagePack."""
    return Answer(msgpack.encode(body), status)
