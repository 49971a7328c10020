"""The API against requests made from its own document: it refuses what it must and never breaks."""

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.counts import Counts
from tests.fuzz import api, document
from tests.server.person import Person
from tests.server.site import running

REQUESTS = 200
FROM_DOCUMENT = 500
"""One round of its operations, and a few of the next."""


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


async def test_schemathesis_reaches_all_of_the_document_and_breaks_nothing(
    tmp_path: Path, counts: Counts
) -> None:
    seed = Random().getrandbits(32)
    reached: set[str] = set()
    accepted = 0
    async with running(tmp_path / "data", document.SETTINGS) as site:
        cookie = (await site.member(Person())).cookie
        for request in islice(document.requests(seed), FROM_DOCUMENT):
            status = await document.send(site, cookie, request, f"seed {seed}")
            reached.add(request.label)
            accepted += request.member and status < 300
    assert reached == document.OPERATIONS, f"seed {seed}"
    assert accepted, f"seed {seed}"
    counts.add("fuzz inputs", FROM_DOCUMENT)
