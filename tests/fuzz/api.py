"""Requests made from the server's own OpenAPI document: what fits it, and what only nearly does."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from urllib.parse import quote

import msgspec
from small_moments import app, openapi

from tests.server.client import MSGPACK, WRITE
from tests.server.site import Site

Schema = dict[str, Any]
DOCUMENT: Schema = openapi.document(app.ROUTES)
_LEFT_OUT = (("get", "/api/events"), ("delete", "/api/session"))
"""One answers as long as it is listened to; one ends the session that the others need."""
_OTHER: tuple[Any, ...] = (
    None, True, -1, 0, 2**32, 2**64 - 1, -(2**63), 1.5, float("nan"), float("inf"), "", "\0", b"",
    [], {}, [[[]]], "\u202e" * 70, b"\xff" * 2_000, {"": 1},
)  # fmt: skip


class Request(msgspec.Struct, frozen=True):
    """One request of the API; `body` are bytes as they are sent."""

    method: str
    path: str
    body: bytes | None
    headers: dict[str, str]


def requests(seed: int) -> Iterator[Request]:
    """Without end; the same for the same seed."""
    random = Random(seed)
    operations = [
        (method, path, operation)
        for path, methods in DOCUMENT["paths"].items()
        for method, operation in methods.items()
        if (method, path) not in _LEFT_OUT
    ]
    while True:
        yield _request(random, *random.choice(operations))


def _request(random: Random, method: str, path: str, operation: Schema) -> Request:
    queries = [one for one in operation.get("parameters", ()) if one["in"] == "query"]
    asked = [f"{one['name']}={quote(str(_value(random, one['schema'])))}" for one in queries]
    if random.random() < 0.1:
        asked.append(quote(random.choice(("after", "x"))) + "=" + quote(str(random.choice(_OTHER))))
    content: Schema = operation.get("requestBody", {}).get("content", {})
    headers, body = dict(WRITE), None
    for kind, described in content.items():
        headers["content-type"] = kind
        body = _body(random, described.get("schema", {}))
    if random.random() < 0.05:
        headers |= MSGPACK | {"content-length": str(random.choice((0, 1, 10**12)))}
    return Request(method.upper(), f"{path}?{'&'.join(asked)}" if asked else path, body, headers)


def _body(random: Random, schema: Schema) -> bytes:
    raw = msgspec.msgpack.encode(_value(random, schema))
    if random.random() < 0.1:
        at = random.randint(0, len(raw))
        return raw[:at] + random.randbytes(random.randint(0, 9)) + raw[at + 1 :]
    return raw


def _value(random: Random, schema: Schema) -> Any:
    """What fits the schema, and now and then something that does not."""
    if "$ref" in schema:
        return _value(random, DOCUMENT["components"]["schemas"][schema["$ref"].split("/")[-1]])
    if "anyOf" in schema:
        return _value(random, random.choice(schema["anyOf"]))
    make = _MAKERS.get(schema.get("type", ""))
    if make is None or random.random() < 0.02:
        return random.choice(_OTHER)
    return make(random, schema)


def _object(random: Random, schema: Schema) -> dict[str, Any]:
    values = {name: _value(random, one) for name, one in schema.get("properties", {}).items()}
    if values and random.random() < 0.05:
        del values[random.choice(sorted(values))]
    if random.random() < 0.03:
        values["x" * random.choice((1, 200))] = random.choice(_OTHER)
    return values


def _array(random: Random, schema: Schema) -> list[Any]:
    most = schema.get("maxItems", 3)
    some = random.choice((0, 1, 2, 2, most, most + 1))
    return [_value(random, schema["items"]) for _ in range(min(some, 40))]


def _integer(random: Random, schema: Schema) -> int:
    low, high = schema.get("minimum", 0), schema.get("maximum", 2**32)
    return random.choice((low, low + 1, low + 2, high, low - 1, high + 1))


def _string(random: Random, schema: Schema) -> bytes | str:
    low = schema.get("minLength", 16)
    sizes = (*(low,) * 12, schema.get("maxLength", 32), 0, 16, 32, 64, 168, 1_237)
    size = min(random.choice(sizes), 5_000)
    if schema.get("format") == "binary":
        return (random.choice((b"\x01", b"\0")) + random.randbytes(size))[:size]
    return "".join(random.choice("aZ0-\u00e9\u0130 ") for _ in range(size))


_MAKERS: dict[str, Callable[[Random, Schema], Any]] = {
    "object": _object,
    "array": _array,
    "integer": _integer,
    "string": _string,
}


async def send(site: Site, cookie: str | None, request: Request) -> str | None:
    """The story of a request that the server broke at; None if it answered as it should.

    The clock goes on for each, so that what is asked too often is rarely all that is seen.
    """
    site.clock.seconds += 2
    client = site.client()
    client.cookie = cookie
    answer = await client.send(request.method, request.path, request.body, request.headers)
    if answer.status_code < 500:
        return None
    return f"{answer.status_code} to {request}"
