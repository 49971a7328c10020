"""Request bodies: MessagePack, or one sealed chunk, of a limited size, within a limited time."""

import asyncio
import re
from functools import lru_cache
from typing import TypeVar

import msgspec
from litestar import Request
from litestar.datastructures import State

from small_moments.problems import ProblemError

# Neither users nor another kind of state: the desk is handed to each route instead.
ApiRequest = Request[None, None, State]
T = TypeVar("T", bound=msgspec.Struct)

MEDIA_TYPE = "application/vnd.msgpack"
SMALL_BODY = 64 * 1024

# The connection is not worth keeping: what is still to come would have to be read.
_CLOSE = {"connection": "close"}


async def parse(request: ApiRequest, kind: type[T], *, most: int = SMALL_BODY, seconds: float) -> T:
    """The body as `kind`, or a problem that names the field and never the value."""
    expect(request, MEDIA_TYPE)
    raw = await read(request, most, seconds)
    try:
        return _decoder(kind).decode(raw)
    except msgspec.ValidationError as error:
        field = _field(str(error), kind)
        raise ProblemError("malformed", f"{field}: not of the stated form", field=field) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ProblemError("malformed", "body: not MessagePack", field="body") from None


@lru_cache
def _decoder(kind: type[T]) -> msgspec.msgpack.Decoder[T]:
    """Making one costs twice what it does with a small push."""
    return msgspec.msgpack.Decoder(kind)


def expect(request: ApiRequest, media_type: str) -> None:
    """A problem for a body of any other media type."""
    content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if content_type != media_type:
        raise ProblemError("media-type", f"send {media_type}", headers=_CLOSE)


async def read(request: ApiRequest, most: int, seconds: float) -> bytes:
    """The body's bytes, or a problem if they are too many or too slow."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise _too_large(most)
    try:
        async with asyncio.timeout(seconds):
            return await _collect(request, most)
    except TimeoutError:
        raise ProblemError("too-slow", field="body", headers=_CLOSE) from None


async def _collect(request: ApiRequest, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await request.receive()
        if message["type"] != "http.request":
            raise ProblemError("malformed", "body: ended early", field="body", headers=_CLOSE)
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise _too_large(most)
        parts.append(part)
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)


def _too_large(most: int) -> ProblemError:
    return ProblemError("too-large", f"body: more than {most} bytes", field="body", headers=_CLOSE)


def _field(text: str, kind: type[msgspec.Struct]) -> str:
    """Where msgspec found the fault. A name that is not one of ours is not repeated."""
    path = re.search(r"at `\$((?:\.[a-z_]+|\[\d*\]|\[\.\.\.\])*)`", text)
    where = path[1].lstrip(".") if path else ""
    missing = re.search(r"missing required field `([a-z_]+)`", text)
    if missing and not where:
        return missing[1] if missing[1] in kind.__struct_fields__ else "body"
    if "unknown field" in text:
        return f"{where or 'body'} (an unknown field)"
    return where or "body"
