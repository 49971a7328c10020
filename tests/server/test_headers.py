"""Every answer carries the security headers, whoever made it."""

import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import anyio
import httpx
import pytest
from small_moments import app
from small_moments.headers import KDF_WORKER_POLICY
from small_moments.settings import Settings

from tests.server.client import MSGPACK, WRITE, Client, slug
from tests.server.person import Person
from tests.server.site import Site, running

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "media-src": "blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "moments",
    "report-to": "csp",
}

Ask = Callable[[Site], Awaitable[httpx.Response]]


async def status(site: Site) -> httpx.Response:
    return await site.client().get("/api/status")


async def registered(site: Site) -> httpx.Response:
    body = Person().registration(await site.invitation())
    return await site.client().post("/api/accounts", body)


async def logged_in(site: Site) -> httpx.Response:
    client = await site.member(Person())
    return await client.log_in(Person())


async def not_messagepack(site: Site) -> httpx.Response:
    return await site.client().post("/api/login", b"\xc1")


async def not_signed_in(site: Site) -> httpx.Response:
    return await site.client().get("/api/head")


async def not_same_origin(site: Site) -> httpx.Response:
    return await site.client().send("POST", "/api/login", b"", MSGPACK)


async def not_found(site: Site) -> httpx.Response:
    return await site.client().get("/api/nothing")


async def no_such_file(site: Site) -> httpx.Response:
    return await site.client().get("/assets/nothing.js")


async def wrong_method(site: Site) -> httpx.Response:
    return await site.client().send("PUT", "/api/log", b"", WRITE)


async def wrong_method_for_a_file(site: Site) -> httpx.Response:
    return await site.client().send("POST", "/", b"", WRITE)


async def stale(site: Site) -> httpx.Response:
    person = Person()
    client = await site.member(person)
    person.push(person.write())
    return await client.post("/api/log", person.push(person.write()))


async def too_large(site: Site) -> httpx.Response:
    return await site.client().post("/api/login", bytes(70_000))


async def json(site: Site) -> httpx.Response:
    headers = {**WRITE, "content-type": "application/json"}
    return await site.client().send("POST", "/api/login", b"{}", headers)


async def refused(site: Site) -> httpx.Response:
    body = Person().registration(await site.invitation())
    body["link"] = body["link"][:-1] + b"\0"
    return await site.client().post("/api/accounts", body)


async def too_many(site: Site) -> httpx.Response:
    client = site.client()
    for _ in range(site.desk.settings.entrance_burst):
        await client.nonce(Person())
    body = {"account": bytes(16), "member": bytes(16)}
    return await client.post("/api/login/challenge", body)


async def broken(site: Site) -> httpx.Response:
    """A server whose disk fails under it: the table is gone."""
    client = await site.member(Person())
    await site.database.writer.write(lambda connection: connection.execute("DROP TABLE wrap"))
    return await client.get("/api/wraps")


ASKED: dict[Ask, int] = {
    status: 200, registered: 201, logged_in: 204, not_messagepack: 400, not_signed_in: 401,
    not_same_origin: 403, not_found: 404, no_such_file: 404, wrong_method: 405,
    wrong_method_for_a_file: 405, stale: 409, too_large: 413, json: 415, refused: 422,
    too_many: 429, broken: 500,
}  # fmt: skip


@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.__name__)
async def test_they_are_on_every_status(site: Site, ask: Ask) -> None:
    answer = await ask(site)
    assert answer.status_code == ASKED[ask], answer.text
    check(answer)
    assert answer.headers["cache-control"] == "no-store"
    if answer.status_code >= 400:
        assert slug(answer)


def check(answer: httpx.Response) -> None:
    """The headers of a page or of the API."""
    check_headers(answer.headers)


def check_headers(headers: Mapping[str, str]) -> None:
    """Their values, whoever answered."""
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy == POLICY
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["origin-agent-cluster"] == "?1"
    assert headers["reporting-endpoints"] == 'csp="/api/reports"'
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    camera, microphone, create, get, *denied = headers["permissions-policy"].split(", ")
    assert camera == "camera=(self)"
    assert microphone == "microphone=(self)"
    assert create == "publickey-credentials-create=(self)"
    assert get == "publickey-credentials-get=(self)"
    assert {"display-capture=()", "geolocation=()", "clipboard-read=()"} <= set(denied)
    assert all(re.fullmatch(r"[a-z-]+=\(\)", one) for one in denied)
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


async def test_they_are_on_503(site: Site, tmp_path: Path) -> None:
    async with running(tmp_path / "busy", Settings(requests_at_once=1)) as busy:
        waits = Client(_holding(busy), busy.desk.origin)
        answer = await waits.get("/api/status")
    assert (answer.status_code, slug(answer)) == (503, "busy")
    assert answer.headers["retry-after"] == "1"
    check(answer)
    assert (await site.client().get("/api/status")).status_code == 200


def _holding(site: Site) -> app.Asgi:
    """The server while another request is under way: that of a client that sends no end."""

    async def never() -> dict[str, object]:
        await anyio.sleep_forever()
        raise AssertionError

    async def swallow(_message: object) -> None:
        return None

    async def ask_endlessly(scope: app.Scope) -> None:
        await site.asgi(scope, never, swallow)

    async def asgi(scope: app.Scope, receive: app.Receive, send: app.Send) -> None:
        headers = [(name.encode(), value.encode()) for name, value in {**WRITE, **MSGPACK}.items()]
        endless = {**scope, "method": "POST", "path": "/api/login", "headers": headers}
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ask_endlessly, endless)
            await anyio.wait_all_tasks_blocked()
            await site.asgi(scope, receive, send)
            tasks.cancel_scope.cancel()

    return asgi


async def test_https_is_remembered_by_browsers(tmp_path: Path) -> None:
    async with running(tmp_path / "data", origin="https://moments.example") as site:
        answer = await site.client().get("/api/nothing")
    assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"


async def test_http_is_not(site: Site) -> None:
    assert "strict-transport-security" not in (await status(site)).headers


async def test_only_the_kdf_worker_may_compile_webassembly(tmp_path: Path) -> None:
    assets = tmp_path / "app/assets"
    assets.mkdir(parents=True)
    for name in ("kdf.worker-Ab1.js", "search.worker-Ab1.js"):
        (assets / name).write_text("0")
    async with running(tmp_path / "data", Settings(app=str(tmp_path / "app"))) as site:
        kdf = await site.client().get("/assets/kdf.worker-Ab1.js")
        other = await site.client().get("/assets/search.worker-Ab1.js")
    assert kdf.headers["content-security-policy"] == KDF_WORKER_POLICY
    assert "connect-src 'none'" in KDF_WORKER_POLICY
    assert kdf.headers["connection-allowlist"] == "()"
    assert "connection-allowlist" not in other.headers
    assert kdf.headers["cross-origin-embedder-policy"] == "require-corp"
    assert kdf.headers["cross-origin-resource-policy"] == "same-origin"
    check(other)


async def test_a_failure_is_told_by_type_name_and_place_without_its_message(site: Site) -> None:
    answer = await broken(site)
    line = next(line for line in site.lines if line.startswith("error"))
    assert re.fullmatch(
        r"error OperationalError SQLITE_ERROR at [a-z_]+\.py:\d+ [0-9a-f]{12}", line
    )
    assert answer.json()["request"] == line.rpartition(" ")[2]
    assert "wrap" not in answer.text
