"""The server's API, asked what its own OpenAPI document describes and what only nearly fits it."""

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz import api, document
from tests.server.person import Person
from tests.server.site import running

NAME = "api"


def run(seconds: float, seed: int) -> dict[str, int]:
    """Half of the time for each kind. Raises AssertionError with the first that gets a 5xx."""
    end = time.monotonic() + seconds
    made = asyncio.run(_from_document(end - seconds / 2, seed))
    asked = asyncio.run(_nearly(end, seed))
    return {"requests that Schemathesis made": made, "requests": asked, "broken": 0}


async def _from_document(end: float, seed: int) -> int:
    made = 0
    with TemporaryDirectory(prefix="api-") as folder:
        async with running(Path(folder), document.SETTINGS) as site:
            cookie = (await site.member(Person())).cookie
            for request in document.requests(seed):
                if time.monotonic() >= end:
                    break
                await document.send(site, cookie, request, f"request {made} of seed {seed}")
                made += 1
    return made


async def _nearly(end: float, seed: int) -> int:
    """Two thirds of them as a member, so that what is behind the session is reached as well."""
    asked = 0
    with TemporaryDirectory(prefix="api-") as folder:
        async with running(Path(folder)) as site:
            cookie = (await site.member(Person())).cookie
            for request in api.requests(seed):
                if time.monotonic() >= end:
                    break
                broke = await api.send(site, cookie if asked % 3 else None, request)
                if broke is not None:
                    raise AssertionError(f"request {asked} of seed {seed}: {broke}")
                asked += 1
    return asked
