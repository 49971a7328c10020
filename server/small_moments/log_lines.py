"""What the server's log consists of, as words or as a JSON object a line. Nothing is of whom."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct, json


class Request(Struct, frozen=True, tag_field="kind", tag="request"):
    """What went how: route template, status (0: none was sent), bucketed size, an id of its own."""

    method: str
    route: str
    status: int
    milliseconds: float
    size: str
    request: str


class Failure(Struct, frozen=True, tag_field="kind", tag="error"):
    """Type and place of what failed within a request, without its message."""

    what: str
    request: str


class Report(Struct, frozen=True, tag_field="kind", tag="report"):
    """How often browsers have reported a broken policy, by directive."""

    directive: str
    count: int


class Outage(Struct, frozen=True, tag_field="kind", tag="store"):
    """That the store does not answer and what to do, once; and once that it does again."""

    said: str


Line = Request | Failure | Report | Outage
Tell = Callable[[Line], None]


def words(line: Line) -> str:
    """For people."""
    match line:
        case Request():
            taken = f"{line.milliseconds:.1f} {line.size}"
            return f"{line.method} {line.route} {line.status} {taken} {line.request}"
        case Failure():
            return f"error {line.what} {line.request}"
        case Report():
            return f"report {line.directive} {line.count}"
        case Outage():
            return f"store {line.said}"


def as_json(line: Line) -> str:
    """For programs."""
    return json.encode(line).decode("utf-8")


FORMS: Final[Mapping[str, Callable[[Line], str]]] = {"line": words, "json": as_json}
