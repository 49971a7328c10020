"""`POST /api/reports`: browsers tell that a policy was broken. A count stays, and no more."""

from collections.abc import Callable
from typing import Any, Final

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from msgspec import Struct

from small_moments import intake
from small_moments.desk import ApiRequest, client_of
from small_moments.limits import Limit
from small_moments.log_lines import Report, Tell
from small_moments.problems import ProblemError

TYPES: Final = ("application/reports+json", "application/csp-report")
MOST: Final = 32 * 1024
_MOST_IN_ONE: Final = 32
_BODY_SECONDS: Final = 5.0
_HOUR: Final = 3600.0
_BURST, _PER_SECOND = 30, 0.5

# A name that a browser, or somebody who plays one, makes up is not repeated in the log.
_DIRECTIVES: Final = frozenset(
    (
        "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src",
        "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "manifest-src",
        "worker-src", "base-uri", "form-action", "frame-ancestors", "frame-src", "child-src",
        "media-src", "object-src", "require-trusted-types-for", "trusted-types",
    )
)  # fmt: skip
_INTEGRITY: Final = "integrity"
_OTHER: Final = "other"


class _Sent(Struct):
    """One of the Reporting API; what else is in it is never looked at."""

    type: str = ""
    body: dict[str, Any] | None = None


class _Old(Struct, rename="kebab"):
    """What a browser without the Reporting API sends."""

    csp_report: dict[str, Any]


class Reports:
    """How often each directive was broken since the start: a line at first, then one an hour."""

    def __init__(self, tell: Tell, tick: Callable[[], float]) -> None:
        self._tell = tell
        self._tick = tick
        self._limit = Limit(_BURST, _PER_SECOND, tick)
        self._counts: dict[str, int] = {}
        self._said: dict[str, float] = {}

    def let_in(self, client: str) -> None:
        """Count an asker against the limit."""
        self._limit.take(client)

    def count(self, directive: str) -> None:
        """One more of it."""
        name = directive if directive in {*_DIRECTIVES, _INTEGRITY} else _OTHER
        self._counts[name] = self._counts.get(name, 0) + 1
        now = self._tick()
        if name not in self._said or now - self._said[name] >= _HOUR:
            self._said[name] = now
            self._tell(Report(name, self._counts[name]))


@post(
    "/reports",
    status_code=204,
    opt={
        "takes": TYPES,
        "guarded": False,
        "problems": ("malformed", "media-type", "too-large", "too-slow", "too-many-requests"),
    },
)
async def report(request: ApiRequest, reports: NamedDependency[Reports]) -> Response[None]:
    """Take a browser's reports of a broken policy. Only the directive is counted, in memory."""
    reports.let_in(client_of(request))
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in TYPES:
        raise ProblemError("media-type", f"send {TYPES[0]}", headers={"connection": "close"})
    raw = await intake.read(request, MOST, _BODY_SECONDS)
    try:
        directives = _directives(raw) if kind == TYPES[0] else [_old_directive(raw)]
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ProblemError("malformed", "body: no reports", field="body") from None
    for directive in directives:
        reports.count(directive)
    return Response(None, status_code=204)


def _directives(raw: bytes) -> list[str]:
    found: list[str] = []
    for one in msgspec.json.decode(raw, type=list[_Sent])[:_MOST_IN_ONE]:
        if one.type == "csp-violation":
            found.append(str((one.body or {}).get("effectiveDirective", "")))
        else:
            found.append(_INTEGRITY if one.type == "integrity-violation" else _OTHER)
    return found


def _old_directive(raw: bytes) -> str:
    body = msgspec.json.decode(raw, type=_Old).csp_report
    return str(body.get("effective-directive") or body.get("violated-directive", ""))
