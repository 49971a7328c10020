"""What a proxy does to the headers: the server asks its own origin and compares."""

import http.client
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from small_moments.headers import always

PATH: Final = "/api/status"
SECONDS: Final = 3.0


def look(origin: str) -> tuple[bool, str]:
    """Whether all headers arrive as they were sent, and a line that says so."""
    try:
        status, got = _ask(origin)
    except (OSError, http.client.HTTPException) as error:
        return False, f"headers: {origin} does not answer from here ({type(error).__name__})"
    if status != 200:
        return False, f"headers: {origin} answers {status}"
    wrong = differing(always(https=origin.startswith("https://")), got)
    if wrong:
        return False, f"headers: stripped or changed on the way: {', '.join(wrong)}"
    return True, f"headers: they arrive at {origin} as they were sent"


def differing(sent: Mapping[str, str], got: Mapping[str, str]) -> list[str]:
    """Names of the headers that did not arrive, or not as they were sent."""
    return sorted(name for name, value in sent.items() if got.get(name) != value)


def _ask(origin: str) -> tuple[int, dict[str, str]]:
    parts = urlsplit(origin)
    kinds = {"https": http.client.HTTPSConnection, "http": http.client.HTTPConnection}
    connection = kinds[parts.scheme](parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        connection.request("GET", PATH)
        answer = connection.getresponse()
        answer.read(65536)
    finally:
        connection.close()
    got: dict[str, str] = {}
    for name, value in answer.getheaders():
        # A second one beside ours is a change too.
        known = got.get(name.lower())
        got[name.lower()] = value if known is None else f"{known}, {value}"
    return answer.status, got
