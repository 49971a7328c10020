"""The server's API, asked what its own OpenAPI document describes and what only nearly fits it."""

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz import api
from tests.server.person import Person
from tests.server.site import running

NAME = "api"


def run(seconds: float, seed: int) -> dict[str, int]:
    """Requests until the time is over. Raises AssertionError with the first that gets a 5xx."""
    return asyncio.run(_ask(time.monotonic() + seconds, seed))


async def _ask(end: float, seed: int) -> dict[str, int]:
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
    return {"requests": asked, "broken": 0}
