"""What a person's app is told when something is refused: problem+json (RFC 9457)."""

import errno
import sqlite3
from collections.abc import Mapping
from typing import Final, Literal

import msgspec

from small_moments import asgi
from small_moments.asgi import Send
from small_moments.headers import encoded
from small_moments.layout import RefusedError
from small_moments.store.errors import UnavailableError

Slug = Literal[
    "malformed", "not-signed-in", "login-refused", "not-invited", "not-same-origin", "not-found",
    "method", "too-slow", "stale", "account-taken", "too-large", "account-full", "media-type",
    "refused", "too-many-requests", "broken", "busy", "not-ready", "used", "no-room",
    "revision-unknown", "revision-purged", "blob-taken", "chunk-taken", "blob-unknown",
    "chunk-missing",
]  # fmt: skip

PROBLEMS: Final[Mapping[Slug, tuple[int, str]]] = {
    "malformed": (400, "the request cannot be read"),
    "not-signed-in": (401, "not signed in"),
    "login-refused": (401, "this log-in is not accepted"),
    "not-invited": (403, "this invitation is not valid"),
    "not-same-origin": (403, "writes come from the app itself only"),
    "not-found": (404, "nothing is here"),
    "revision-unknown": (404, "the log has no such revision"),
    "blob-unknown": (404, "there is no such blob"),
    "chunk-missing": (404, "this chunk is not there yet"),
    "method": (405, "this method is not for this address"),
    "too-slow": (408, "the body took too long"),
    "stale": (409, "the log has moved on"),
    "account-taken": (409, "this account is registered with another beginning"),
    "revision-purged": (409, "this revision was erased"),
    "blob-taken": (409, "there is a blob of this id with other numbers"),
    "chunk-taken": (409, "this chunk is there with other bytes"),
    "used": (409, "this was used already"),
    "too-large": (413, "too large"),
    "account-full": (413, "the account is full; nothing was lost"),
    "media-type": (415, "the body is not of the media type that goes here"),
    "refused": (422, "the protocol refuses this"),
    "too-many-requests": (429, "too many requests"),
    "broken": (500, "the server failed"),
    "busy": (503, "the server is busy"),
    "not-ready": (503, "the server cannot take anything at the moment"),
    "no-room": (507, "the server has no room; nothing was lost"),
}

# What every read of a signed-in member, and what every write, may be answered.
READING: Final[tuple[Slug, ...]] = ("not-signed-in", "too-many-requests")
WRITING: Final[tuple[Slug, ...]] = (
    "malformed", "not-same-origin", "too-slow", "too-large", "media-type", "too-many-requests",
)  # fmt: skip
# What whoever asks for something to be kept may be answered.
STORING: Final[tuple[Slug, ...]] = (*WRITING, "no-room")

_PARSING = frozenset(("version", "length", "encoding", "key"))


class ProblemError(Exception):
    """An answer that is not the wished one. `extra` are further members of the problem object."""

    def __init__(
        self,
        slug: Slug,
        detail: str = "",
        *,
        field: str = "",
        headers: dict[str, str] | None = None,
        extra: dict[str, int | str] | None = None,
    ) -> None:
        super().__init__(slug)
        self.slug: Slug = slug
        self.status, self.title = PROBLEMS[slug]
        self.detail = detail or self.title
        self.field = field
        self.headers = headers or {}
        self.extra = extra or {}

    def body(self) -> bytes:
        """The problem object in JSON."""
        problem: dict[str, int | str] = {
            "type": f"urn:small-moments:problem:{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **({"field": self.field} if self.field else {}),
            **self.extra,
        }
        return msgspec.json.encode(problem)


CONTENT_TYPE = "application/problem+json"


async def refuse(send: Send, problem: ProblemError) -> None:
    """The problem as an answer of ASGI."""
    headers = {"content-type": CONTENT_TYPE, **problem.headers}
    await asgi.respond(send, problem.status, encoded(headers), problem.body())


def of_refusal(refused: RefusedError) -> ProblemError:
    """A layout that cannot be read is malformed; one that may not stand there is refused."""
    slug: Slug = "malformed" if refused.kind in _PARSING else "refused"
    field = refused.field or "body"
    return ProblemError(slug, f"{field}: {refused.kind}", field=field, extra={"kind": refused.kind})


def of_status(status: int, headers: Mapping[str, str] | None = None) -> ProblemError:
    """The problem for a status that the framework chose."""
    slugs: dict[int, Slug] = {404: "not-found", 405: "method", 413: "too-large", 415: "media-type"}
    slug = slugs.get(status, "malformed" if status < 500 else "broken")
    return ProblemError(slug, headers=dict(headers or {}))


def of_failure(error: Exception) -> ProblemError | None:
    """The problem where nothing is broken: a full disk, a store that does not answer for a while.

    None where something is.
    """
    if is_of_full_disk(error):
        return ProblemError("no-room")
    if isinstance(error, UnavailableError) or is_of_busy_file(error):
        return not_ready()
    return None


def not_ready() -> ProblemError:
    """The store does not answer; what is sent again is done once."""
    return ProblemError("not-ready", headers={"retry-after": "1"})


def is_of_busy_file(error: Exception) -> bool:
    """True if another process did not let go of the database in time; none of it is there then."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_of_full_disk(error: Exception) -> bool:
    """True if there is no room for what was to be written; none of it is there then."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or (
        isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    )
