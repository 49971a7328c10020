"""Bodies that cannot be read: a problem names the field, never the value, and nothing is stored."""

import random
from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
import pytest
from small_moments.asgi import Asgi

from tests.server.client import MSGPACK, WRITE, problem, slug
from tests.server.person import Body, Person
from tests.server.site import Site

CANARY = "kanarienvogel"
VALUES: list[Any] = [
    None,
    True,
    -1,
    2**63,
    1.5,
    CANARY,
    CANARY.encode(),
    [CANARY],
    {CANARY: CANARY},
]


async def total(site: Site) -> int:
    """How many rows there are."""
    tables = ("account", "device", "link", "roster", "wrap", "revision", "session")

    query = "SELECT " + " + ".join(f"(SELECT count(*) FROM {table})" for table in tables)  # noqa: S608
    return await site.ask(query)


@pytest.mark.parametrize("value", VALUES, ids=repr)
async def test_a_value_of_another_kind_names_its_field(site: Site, value: object) -> None:
    person = Person()
    client = await site.member(person)
    good = person.push(person.write())
    before = await total(site)
    for field in good:
        if isinstance(value, bytes) and field in ("link", "roster"):
            continue
        if value is None and field == "roster":
            continue
        answer = await client.post("/api/log", {**good, field: value})
        said = problem(answer)
        assert (answer.status_code, slug(answer)) == (400, "malformed")
        assert said["field"].startswith(field)
        assert CANARY not in answer.text
    assert await total(site) == before
    assert CANARY not in "\n".join(site.lines)


@pytest.mark.parametrize("field", ["link", "roster", "wraps", "revisions"])
async def test_a_missing_field_is_named(site: Site, field: str) -> None:
    person = Person()
    client = await site.member(person)
    body = person.push(person.write())
    del body[field]
    answer = await client.post("/api/log", body)
    assert (answer.status_code, problem(answer)["field"]) == (400, field)


async def test_a8_an_unknown_field_is_refused_and_its_name_is_not_repeated(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    body = person.push(person.write())
    for spoiled in (
        {**body, CANARY: 1},
        {**body, "revisions": [{**body["revisions"][0], CANARY: 1}]},
    ):
        answer = await client.post("/api/log", spoiled)
        assert answer.status_code == 400
        assert "unknown field" in problem(answer)["field"]
        assert CANARY not in answer.text


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xc1",
        b"\x80\x00",
        b"\xdf\xff\xff\xff\xff",
        b"\x91" * 60_000,
        b"\x81\xa4link\xdb\xff\xff\xff\xff",
        b"\x81\xc4\x01\xff\x01",
        b"\x81\xa1\xff\x01",
        b"<html>",
        b"{}",
    ],
    ids=lambda raw: raw[:6].hex() or "empty",
)
async def test_what_is_no_message_is_refused(site: Site, raw: bytes) -> None:
    client = await site.member(Person())
    answer = await client.post("/api/log", raw)
    assert (answer.status_code, slug(answer)) == (400, "malformed")


async def test_every_truncation_of_a_push_is_refused(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    raw = msgspec.msgpack.encode(person.push(person.write()))
    before = await total(site)
    for size in [*range(40), *range(40, len(raw), 41)]:
        answer = await client.post("/api/log", raw[:size])
        assert (answer.status_code, slug(answer)) == (400, "malformed")
    assert await total(site) == before


async def test_random_damage_is_never_stored_and_never_breaks_the_server(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    raw = msgspec.msgpack.encode(person.push(person.write()))
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    before = await total(site)
    for _ in range(300):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(raw))] = chance.randrange(256)
        if bytes(damaged) == raw:
            continue
        answer = await client.post("/api/log", bytes(damaged))
        assert answer.status_code in (400, 409, 422), f"seed {seed}: {answer.text}"
        assert problem(answer)["field"], f"seed {seed}"
    assert await total(site) == before, f"seed {seed}"


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "text/plain", "multipart/form-data", "application/x-msgpack", ""],
)
async def test_anything_but_messagepack_is_415(site: Site, content_type: str) -> None:
    headers = {**WRITE, "content-type": content_type}
    for path in ("/api/accounts", "/api/login", "/api/login/challenge", "/api/account/delete"):
        answer = await site.client().send("POST", path, b"\x80", headers)
        assert (answer.status_code, slug(answer)) == (415, "media-type")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-small-moments": "1"},
        {"sec-fetch-site": "same-origin"},
        {"x-small-moments": "1", "sec-fetch-site": "same-site"},
        {"x-small-moments": "1", "sec-fetch-site": "none"},
        {"x-small-moments": "0", "sec-fetch-site": "same-origin"},
    ],
    ids=str,
)
async def test_a_write_from_elsewhere_is_refused(site: Site, headers: dict[str, str]) -> None:
    person = Person()
    client = await site.member(person)
    raw = msgspec.msgpack.encode(person.push(person.write()))
    for method, path in (
        ("POST", "/api/log"),
        ("POST", "/api/login"),
        ("POST", "/api/accounts"),
        ("POST", "/api/login/challenge"),
        ("POST", "/api/sessions/end"),
        ("POST", "/api/account/delete"),
        ("DELETE", "/api/session"),
    ):
        answer = await client.send(method, path, raw, {**MSGPACK, **headers})
        assert (answer.status_code, slug(answer)) == (403, "not-same-origin")
    assert (await client.log())["seq"] == 1


async def in_parts(parts: list[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_a_body_without_a_length_is_read_up_to_the_limit(site: Site) -> None:
    transport = httpx.ASGITransport(site.asgi)  # pyright: ignore[reportArgumentType]
    async with httpx.AsyncClient(transport=transport, base_url=site.desk.origin) as client:
        headers = {**WRITE, **MSGPACK}
        parts = [b"\x80" * 1000] * 100
        answer = await client.post("/api/login", content=in_parts(parts), headers=headers)
    assert (answer.status_code, slug(answer)) == (413, "too-large")
    assert answer.headers["connection"] == "close"


async def test_a_length_that_is_too_large_is_refused_before_the_body_is_read(site: Site) -> None:
    answer = await _bare(site.asgi, content_length=10**12)
    assert answer == 413


async def _bare(asgi: Asgi, content_length: int) -> int:
    """The status of a request whose body must not be asked for."""
    sent: list[Any] = []

    async def receive() -> Body:
        raise AssertionError("the body was read")

    async def send(message: Any) -> None:
        sent.append(message)

    headers = {**WRITE, **MSGPACK, "content-length": str(content_length)}
    scope: dict[str, Any] = {
        "type": "http", "method": "POST", "path": "/api/login", "raw_path": b"/api/login",
        "query_string": b"", "root_path": "", "scheme": "http", "client": ("192.0.2.1", 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("localhost", 80), "http_version": "1.1", "state": {},
    }  # fmt: skip
    await asgi(scope, receive, send)
    return sent[0]["status"]
