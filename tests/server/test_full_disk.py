"""No room on the disk: what is to be kept is refused in so many words, and reading goes on."""

import sqlite3
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import asynccontextmanager

import httpx
from small_moments.chunks import files

from tests.server.attached import CHUNK, attached, put
from tests.server.client import Client, problem, read, slug
from tests.server.person import Body, Person
from tests.server.site import Site

DAY = 86_400
MOST_PAGES = 4_294_967_294


@asynccontextmanager
async def full(site: Site) -> AsyncGenerator[None]:
    """The database may not grow by a page until the end of the block."""
    await _limit(site, 1)  # fewer than there are: none more
    try:
        yield
    finally:
        await _limit(site, MOST_PAGES)


async def _limit(site: Site, pages: int) -> None:
    def limit(connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    await site.database.writer.write(limit)


async def until_full(
    client: Client, path: str, bodies: Iterable[Body]
) -> tuple[Body, httpx.Response]:
    """The first body that is refused, and how. What is free within pages goes first."""
    for body in bodies:
        answer = await client.post(path, body)
        if not answer.is_success:
            return body, answer
    raise AssertionError("the disk is never full")


def pushes(person: Person) -> Iterator[Body]:
    return (person.push(person.write("w" * 10_000)) for _ in range(20))


async def test_a_push_without_room_is_507_and_the_same_bytes_go_through_once_there_is(
    site: Site,
) -> None:
    person = Person()
    client = await site.member(person)
    async with full(site):
        body, answer = await until_full(client, "/api/log", pushes(person))
        assert (answer.status_code, slug(answer)) == (507, "no-room")
        assert problem(answer)["detail"] == "the server has no room; nothing was lost"
        assert (await client.post("/api/log", body)).status_code == 507
        assert read(await client.get("/api/head"))["seq"] == person.seq - 1
        assert len((await client.log())["links"]) == person.seq - 1
    assert (await client.push(body))["seq"] == person.seq
    assert "error" not in " ".join(site.lines)


async def test_an_account_without_room_is_507_and_its_invitation_stays(site: Site) -> None:
    codes = [await site.invitation() for _ in range(20)]
    bodies = (Person(at).registration(code) for at, code in enumerate(codes))
    client = site.client()
    async with full(site):
        body, answer = await until_full(client, "/api/accounts", bodies)
        assert (answer.status_code, slug(answer)) == (507, "no-room")
    assert (await client.post("/api/accounts", body)).status_code == 201


async def test_whoever_only_reads_is_answered_on_a_full_disk_on_every_day(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    async with full(site):
        await until_full(client, "/api/log", pushes(person))
        for _ in range(3):
            site.clock.seconds += DAY
            assert (await client.get("/api/head")).status_code == 200
            assert (await client.get("/api/me")).status_code == 200


async def test_a_chunk_without_room_for_its_row_is_507_and_leaves_nothing(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    revision = person.write()
    await client.push(person.push(revision))
    made = attached(person, 250 * CHUNK)
    await client.post("/api/blobs", made.beginning(revision.id))
    folder = site.folder / files.FOLDER
    async with full(site):
        index = 0
        while (answer := await put(client, made, index)).is_success:
            index += 1
        assert (answer.status_code, slug(answer)) == (507, "no-room")
        assert read(await client.get(made.path))["missing"][0] == index
        assert (await client.get(f"{made.path}/0")).content == made.chunks[0]
    assert sum(1 for _ in files.listed(folder)) == index + 1
    assert site.desk.store.blobs.left.is_set()
    assert await site.desk.store.blobs.sweep() == 1
    assert (await put(client, made, index)).status_code == 204
