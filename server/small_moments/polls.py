"""`GET /api/head` and `GET /api/log`: what every phone asks, again and again (spec R35).

A bare ASGI application: a poll is answered from memory, and the framework would cost most of it.
"""

import re
from typing import Final
from urllib.parse import parse_qsl

from msgspec import Struct, msgpack

from small_moments.asgi import Receive, Scope, Send, respond
from small_moments.bodies import Head, Page
from small_moments.callers import signed_in
from small_moments.desk import Desk
from small_moments.intake import MEDIA_TYPE
from small_moments.limits import address_of
from small_moments.openapi import Route
from small_moments.problems import READING, ProblemError, of_failure, refuse

HEAD: Final = "/api/head"
LOG: Final = "/api/log"

ROUTES: Final = (
    Route(
        path="/head",
        methods=frozenset(("GET",)),
        name="head",
        summary="The newest link's seq and hash.",
        status=200,
        opt={"answer": Head, "problems": READING},
    ),
    Route(
        path="/log",
        methods=frozenset(("GET",)),
        name="pull",
        summary="Links after a seq, in order: as many as fit into about 4 MiB, and at least one.",
        status=200,
        opt={
            "answer": Page,
            "query": {"after": {"type": "integer", "minimum": 0, "default": 0}},
            "problems": ("malformed", *READING),
        },
    ),
)

_MOST_SEQ: Final = 2**32 - 1
_AFTER: Final = re.compile(r"[0-9]{1,10}")
_encode: Final = msgpack.Encoder().encode


def takes(scope: Scope) -> bool:
    """Whether a request is for here: pushes have the path of the log too."""
    if scope["type"] != "http":
        return False
    return scope["path"] == HEAD or (scope["path"] == LOG and scope["method"] == "GET")


class Polls:
    """The ASGI application."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI, http only."""
        del receive
        scope["path_template"] = scope["path"]
        try:
            body = _encode(await self._answer(scope))
        except ProblemError as problem:
            await refuse(send, problem)
            return
        except Exception as error:
            problem = of_failure(error)
            if problem is None:
                raise  # told by the access log, which answers
            await refuse(send, problem)
            return
        length = (b"content-length", str(len(body)).encode("ascii"))
        await respond(send, 200, [_TYPE, length], body)

    async def _answer(self, scope: Scope) -> Struct:
        if scope["method"] != "GET":
            raise ProblemError("method", headers={"allow": "GET"})
        self._desk.addresses.take(address_of(scope["client"][0] if scope["client"] else ""))
        after = None if scope["path"] == HEAD else _after(scope["query_string"])
        state = (await signed_in(self._desk, scope["headers"])).state
        if after is None:
            return Head(state.seq, state.head)
        if after >= state.seq:  # most of the time: nothing is read for it
            return Page([], state.seq, state.head)
        return Page(await self._desk.store.page(state, after, state.seq), state.seq, state.head)


_TYPE: Final = (b"content-type", MEDIA_TYPE.encode("ascii"))


def _after(query: bytes) -> int:
    """The seq after which links are asked for; 0 where none is said."""
    if not query:
        return 0
    said = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True)).get("after", "0")
    if _AFTER.fullmatch(said) is None or int(said) > _MOST_SEQ:
        raise ProblemError("malformed", "a query parameter is out of range")
    return int(said)
