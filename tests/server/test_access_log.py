"""The log: one line a request, and nothing about whom."""

import re
import sqlite3
from contextlib import closing

import pytest
from small_moments.access_log import bucket, describe

from tests.server.person import Person
from tests.server.site import Site

LINE = re.compile(
    r"(GET|HEAD|POST|DELETE|OTHER) (/api/[a-z/.?]+|/\{file\}) [1-5]\d\d \d+\.\d "
    r"(<=1K|<=16K|<=256K|<=1M|>1M) [0-9a-f]{12}"
)


async def test_each_request_gives_one_line_of_one_form(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    await client.push(person.push(person.write()))
    await client.log()
    await client.get("/api/no/such?canary=1")
    await client.get("/canary/deep?canary=1")
    await client.send("CANARY", "/api/head", None, {})
    assert len(site.lines) == 8
    assert all(LINE.fullmatch(line) for line in site.lines), site.lines


async def test_it_names_no_account_address_query_or_body(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    await client.push(person.push(person.write()))
    await client.get("/api/log?after=1&canary=1")
    log = "\n".join(site.lines)
    assert "POST /api/accounts 201" in log
    for needle in (person.account.hex(), "192.0.2.1", "after", "canary", "moments="):
        assert needle not in log


def test_a_failure_of_the_database_is_told_by_its_name_and_not_by_its_text() -> None:
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.Error) as failure,
    ):
        connection.execute("SELECT * FROM canary")
    said = describe(failure.value)
    assert re.fullmatch(r"OperationalError SQLITE_ERROR at test_access_log\.py:[0-9]+", said)


def test_sizes_are_told_roughly() -> None:
    sizes = (0, 1024, 1025, 16_384, 262_144, 1_048_576, 1_048_577)
    assert [bucket(size) for size in sizes] == [
        "<=1K", "<=1K", "<=16K", "<=16K", "<=256K", "<=1M", ">1M",
    ]  # fmt: skip
