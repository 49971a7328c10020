"""The API against requests made from its own document: it refuses what it must and never breaks."""

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.counts import Counts
from tests.fuzz import api
from tests.server.person import Person
from tests.server.site import running

REQUESTS = 200


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_no_request_of_the_document_breaks_the_server(tmp_path: Path, counts: Counts) -> None:
    seed = Random().getrandbits(32)
    async with running(tmp_path / "data") as site:
        cookie = (await site.member(Person())).cookie
        for at, request in enumerate(islice(api.requests(seed), REQUESTS)):
            assert await api.send(site, cookie if at % 3 else None, request) is None, f"seed {seed}"
    counts.add("fuzz inputs", REQUESTS)
