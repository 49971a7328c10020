"""Calls to a server in this process, as the app would make them."""

from typing import Any

import httpx
import msgspec
from small_moments.asgi import Asgi

from tests.server.person import Body, Device, Person

WRITE = {"x-small-moments": "1", "sec-fetch-site": "same-origin"}
MSGPACK = {"content-type": "application/vnd.msgpack"}


class Client:
    """One browser: its cookie, its address."""

    def __init__(self, app: Asgi, origin: str, address: str = "192.0.2.1") -> None:
        transport = httpx.ASGITransport(app, client=(address, 1))  # pyright: ignore[reportArgumentType]
        self._http = httpx.AsyncClient(transport=transport, base_url=origin)
        self._origin = origin
        self.cookie: str | None = None

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.send("GET", path, None, headers)

    async def post(self, path: str, body: Body | bytes = b"") -> httpx.Response:
        raw = body if isinstance(body, bytes) else msgspec.msgpack.encode(body)
        return await self.send("POST", path, raw, {**WRITE, **MSGPACK})

    async def send(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> httpx.Response:
        # httpx keeps Secure cookies from http://localhost, as browsers do not: kept by hand.
        cookie = {} if self.cookie is None else {"cookie": self.cookie}
        answer = await self._http.request(method, path, content=body, headers={**cookie, **headers})
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].split(";")[0]
        self._http.cookies.clear()
        return answer

    async def nonce(self, person: Person, by: Device | None = None) -> bytes:
        member = (by or person.phone).id
        body = {"account": person.account, "member": member}
        answer = await self.post("/api/login/challenge", body)
        assert answer.status_code == 200, answer.text
        return read(answer)["nonce"]

    async def log_in(self, person: Person, by: Device | None = None) -> httpx.Response:
        nonce = await self.nonce(person, by)
        return await self.post("/api/login", person.signed(1, nonce, self._origin, by))

    async def register(self, person: Person, invitation: str) -> None:
        """Register, then log in."""
        answer = await self.post("/api/accounts", person.registration(invitation))
        assert answer.status_code == 201, answer.text
        answer = await self.log_in(person)
        assert answer.status_code == 204, answer.text

    async def push(self, body: Body) -> dict[str, Any]:
        """A push that must succeed."""
        answer = await self.post("/api/log", body)
        assert answer.status_code == 200, answer.text
        return read(answer)

    async def log(self, after: int = 0) -> dict[str, Any]:
        answer = await self.get(f"/api/log?after={after}")
        assert answer.status_code == 200, answer.text
        return read(answer)


def read(answer: httpx.Response) -> dict[str, Any]:
    """A MessagePack map."""
    assert answer.headers["content-type"] == "application/vnd.msgpack"
    return msgspec.msgpack.decode(answer.content, type=dict[str, Any])


def problem(answer: httpx.Response) -> dict[str, Any]:
    """A problem object, and its status twice."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    body = answer.json()
    assert body["status"] == answer.status_code
    return body


def slug(answer: httpx.Response) -> str:
    """The end of a problem's type."""
    return problem(answer)["type"].rpartition(":")[2]
