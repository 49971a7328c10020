"""Attachments at the server: begun, sent, fetched, referred, and gone with what names them."""

import asyncio
import os
import random
from contextlib import ExitStack
from pathlib import Path

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_moments import app
from small_moments import blob as blobs
from small_moments.blob import Numbers
from small_moments.chunks import files
from small_moments.layout import RefusedError
from small_moments.settings import Settings
from small_moments_protocol.blob import blob_shape

from tests.server.attached import CHUNK, SEALED, Attachment, attached, fetch, put, send
from tests.server.client import WRITE, Client, problem, read, slug
from tests.server.person import Body, Person
from tests.server.site import Site, running


async def writer(site: Site, seed: int = 1) -> tuple[Person, Client, bytes]:
    """Somebody who has written, and the id of that revision."""
    person = Person(seed)
    client = await site.member(person)
    revision = person.write()
    await client.push(person.push(revision))
    return person, client, revision.id


async def begin(client: Client, made: Attachment, revision: bytes) -> httpx.Response:
    return await client.post("/api/blobs", made.beginning(revision))


def listed(site: Site) -> int:
    """How many files of chunks are in the data folder."""
    return sum(1 for _ in files.listed(site.folder / files.FOLDER))


async def test_r83_r85_what_was_sealed_and_sent_is_fetched_and_opens(site: Site) -> None:
    person, client, revision = await writer(site)
    for size in (1, 700, CHUNK, 150_000):
        made = attached(person, size)
        await send(client, made, revision)
        assert await fetch(client, person, made) == made.content
        assert made.key.id.hex() not in " ".join(site.lines)
    assert " PUT /api/blobs/{id}/{index} 204 " in " ".join(site.lines)


async def test_r87_an_interrupted_sending_goes_on_with_what_is_missing(site: Site) -> None:
    person, client, revision = await writer(site)
    made = attached(person, 300_000)
    assert read(await begin(client, made, revision))["missing"] == [0, 1, 2, 3, 4]
    for index in (3, 0):
        assert (await put(client, made, index)).status_code == 204
    for answer in (await begin(client, made, revision), await client.get(made.path)):
        assert read(answer) == {**made.numbers, "missing": [1, 2, 4]}
    answer = await client.get(f"{made.path}/1")
    assert (answer.status_code, slug(answer)) == (404, "chunk-missing")


async def test_a_chunk_is_written_once(site: Site) -> None:
    person, client, revision = await writer(site)
    made = attached(person)
    await begin(client, made, revision)
    assert (await put(client, made, 0)).status_code == 204
    assert (await put(client, made, 0)).status_code == 204
    good, made.chunks[0] = made.chunks[0], os.urandom(len(made.chunks[0]))
    answer = await put(client, made, 0)
    assert (answer.status_code, slug(answer)) == (409, "chunk-taken")
    assert (await client.get(f"{made.path}/0")).content == good
    assert listed(site) == 1


async def test_of_many_who_send_a_chunk_at_once_one_keeps_it_and_nothing_is_left(
    site: Site,
) -> None:
    person, client, revision = await writer(site)
    made, other = attached(person), attached(person)
    await begin(client, made, revision)
    other.key = made.key
    answers = await asyncio.gather(*(put(client, (made, other)[at % 2], 0) for at in range(12)))
    assert {answer.status_code for answer in answers} == {204, 409}
    there = (await client.get(f"{made.path}/0")).content
    kept = (made, other).index(made if there == made.chunks[0] else other)
    assert [answer.status_code for answer in answers[kept::2]] == [204] * 6
    assert [answer.status_code for answer in answers[1 - kept :: 2]] == [409] * 6
    assert listed(site) == 1


async def test_a_revision_has_to_be_in_the_log_and_not_purged(site: Site) -> None:
    person, client, revision = await writer(site)
    made = attached(person)
    await send(client, made, revision)
    await client.push(person.purge(revision))
    for name, status, said in (
        (revision, 409, "revision-purged"),
        (bytes(32), 404, "revision-unknown"),
    ):
        answer = await begin(client, attached(person), name)
        assert (answer.status_code, slug(answer)) == (status, said)
        body = {"revision": name, "blobs": [made.key.id]}
        answer = await client.post("/api/blobs/references", body)
        assert (answer.status_code, slug(answer)) == (status, said)


async def test_an_id_is_taken_with_its_numbers(site: Site) -> None:
    person, client, revision = await writer(site)
    made = attached(person)
    await begin(client, made, revision)
    other = attached(person, 300_000)
    other.key = msgspec.structs.replace(other.key, id=made.key.id)
    answer = await begin(client, other, revision)
    assert (answer.status_code, slug(answer)) == (409, "blob-taken")


async def test_r90_a_blob_lives_as_long_as_an_unpurged_revision_names_it(site: Site) -> None:
    person, client, first = await writer(site)
    second, third = person.write(), person.write()
    await client.push(person.push(second, third))
    made, stays = attached(person), attached(person, 700)
    await send(client, made, first)
    await send(client, stays, third.id)
    body = {"revision": second.id, "blobs": [made.key.id, stays.key.id]}
    for _ in range(2):
        assert (await client.post("/api/blobs/references", body)).status_code == 204
    await client.push(person.purge(first))
    assert await fetch(client, person, made) == made.content
    await client.push(person.purge(second.id))
    answer = await client.get(made.path)
    assert (answer.status_code, slug(answer)) == (404, "blob-unknown")
    assert slug(await client.get(f"{made.path}/0")) == "blob-unknown"
    assert slug(await put(client, made, 0)) == "blob-unknown"
    assert await fetch(client, person, stays) == stays.content
    assert listed(site) == 1
    rows = read(await client.get("/api/me"))["rows"]
    assert rows["account"][0]["blob_bytes"] == stays.numbers["bytes"]
    await send(client, made, third.id)  # whoever has it can bring it back


async def test_references_are_all_made_or_none(site: Site) -> None:
    person, client, first = await writer(site)
    second = person.write()
    await client.push(person.push(second))
    made = attached(person)
    await send(client, made, first)
    body = {"revision": second.id, "blobs": [made.key.id, bytes(16)]}
    answer = await client.post("/api/blobs/references", body)
    assert (answer.status_code, slug(answer)) == (404, "blob-unknown")
    await client.push(person.purge(first))
    assert (await client.get(made.path)).status_code == 404
    for wrong in ([], [bytes(16)] * 1025, [bytes(15)], "x"):
        answer = await client.post("/api/blobs/references", {"revision": first, "blobs": wrong})
        assert (answer.status_code, slug(answer)) == (400, "malformed")


async def test_another_account_sees_and_changes_nothing(site: Site) -> None:
    person, client, revision = await writer(site)
    made = attached(person)
    await send(client, made, revision)
    other, stranger, own = await writer(site, 2)
    for answer in (
        await stranger.get(made.path),
        await stranger.get(f"{made.path}/0"),
        await put(stranger, made, 0),
        await stranger.post("/api/blobs/references", {"revision": own, "blobs": [made.key.id]}),
    ):
        assert (answer.status_code, slug(answer)) == (404, "blob-unknown")
    assert slug(await begin(stranger, made, revision)) == "revision-unknown"
    await begin(stranger, made, own)  # the same id is another blob there
    assert len(read(await stranger.get(made.path))["missing"]) == len(made.chunks)
    await stranger.push(other.purge(own))
    assert await fetch(client, person, made) == made.content


async def test_only_members_ask_and_only_the_app_writes(site: Site) -> None:
    person, client, revision = await writer(site)
    made = attached(person)
    await send(client, made, revision)
    stranger = site.client()
    for answer in (
        await stranger.get(made.path),
        await stranger.get(f"{made.path}/0"),
        await put(stranger, made, 0),
        await begin(stranger, made, revision),
        await stranger.post("/api/blobs/references", {}),
    ):
        assert (answer.status_code, slug(answer)) == (401, "not-signed-in")
    for headers in (SEALED, {**SEALED, "x-small-moments": "1"}):
        answer = await client.send("PUT", f"{made.path}/0", made.chunks[0], headers)
        assert (answer.status_code, slug(answer)) == (403, "not-same-origin")


@pytest.mark.parametrize(
    "odd",
    ["{id}/00", "{id}/01", "{id}/-1", "{id}/3x", "{id}/+1", "{id}/1.0", "{id}/9999", "{id}/10000",
     "{id}/4", "{id}/%20", "{id}/%D9%A1", "{upper}", "{upper}/0", "{short}", "{short}/0", "{id}0/0",
     "x", "x/0", "{id}/99999999999999999999"],
)  # fmt: skip
async def test_odd_addresses_are_those_of_nothing(site: Site, odd: str) -> None:
    person, client, revision = await writer(site)
    made = attached(person)
    await send(client, made, revision)
    name = made.key.id.hex()
    path = "/api/blobs/" + odd.format(id=name, upper=name.upper(), short=name[:-1])
    answer = await client.get(path)
    assert (answer.status_code, slug(answer)) == (404, "blob-unknown")
    if "/" in odd:
        answer = await client.send("PUT", path, made.chunks[0], {**WRITE, **SEALED})
        assert (answer.status_code, slug(answer)) == (404, "blob-unknown")


async def test_a_chunk_of_another_length_or_media_type_is_refused(site: Site) -> None:
    person, client, revision = await writer(site)
    made = attached(person)
    await begin(client, made, revision)
    last = len(made.chunks) - 1
    for index, length in ((0, 0), (0, CHUNK + 15), (0, CHUNK + 17), (last, CHUNK + 16)):
        answer = await client.send(
            "PUT", f"{made.path}/{index}", bytes(length), {**WRITE, **SEALED}
        )
        assert (answer.status_code, slug(answer)) == (422, "refused")
        assert problem(answer)["kind"] == "length"
    answer = await client.send("PUT", f"{made.path}/0", bytes(2**20 + 17), {**WRITE, **SEALED})
    assert (answer.status_code, slug(answer)) == (413, "too-large")
    headers = {**WRITE, "content-type": "application/vnd.msgpack"}
    answer = await client.send("PUT", f"{made.path}/0", made.chunks[0], headers)
    assert (answer.status_code, slug(answer)) == (415, "media-type")
    assert listed(site) == 0


IMPOSSIBLE = [
    {"chunks": 0}, {"chunks": 2}, {"chunks": 1025}, {"chunks": -1}, {"chunks": 2**64 - 1},
    {"chunk": 0}, {"chunk": 32_768}, {"chunk": 65_537}, {"chunk": 98_304}, {"chunk": 2_097_152},
    {"chunk": -65_536}, {"bytes": 0}, {"bytes": 1039}, {"bytes": 1041}, {"bytes": 2**63},
    {"bytes": -1}, {"chunks": 1024, "bytes": 2**26 + 16 * 1024 + 2**21},
]  # fmt: skip


@pytest.mark.parametrize("wrong", IMPOSSIBLE)
async def test_numbers_that_no_content_gives_are_refused(site: Site, wrong: Body) -> None:
    person, client, revision = await writer(site)
    body = {**attached(person, 700).beginning(revision), **wrong}
    answer = await client.post("/api/blobs", body)
    assert (answer.status_code, slug(answer)) == (422, "refused")


@pytest.mark.parametrize(
    "wrong", [{"id": bytes(15)}, {"id": "x"}, {"revision": bytes(31)}, {"chunks": 1.5},
              {"chunk": None}, {"bytes": True}, {"more": 1}],
)  # fmt: skip
async def test_a_beginning_of_another_form_is_malformed(site: Site, wrong: Body) -> None:
    person, client, revision = await writer(site)
    answer = await client.post("/api/blobs", {**attached(person).beginning(revision), **wrong})
    assert (answer.status_code, slug(answer)) == (400, "malformed")


@given(st.integers(1, 2**26), st.integers(16, 20))
def test_r83_the_numbers_of_every_content_are_possible_and_its_chunks_have_their_lengths(
    size: int, power: int
) -> None:
    shape = blob_shape(size, 2**power)
    numbers = Numbers(shape.chunks, 2**power, shape.sealed)
    blobs.check(numbers)
    assert sum(numbers.length(index) for index in range(numbers.chunks)) == shape.sealed
    assert all(16 < numbers.length(index) <= 2**power + 16 for index in range(numbers.chunks))
    for index in (-1, numbers.chunks):
        with pytest.raises(RefusedError):
            numbers.length(index)


@given(st.integers(1, 1100), st.sampled_from([2**16, 2**18, 2**20]), st.integers(0, 2**27))
def test_r83_numbers_that_are_possible_are_those_of_a_content(
    chunks: int, chunk: int, size: int
) -> None:
    numbers = Numbers(chunks, chunk, size)
    padded = size - 16 * chunks
    possible = 1024 <= padded <= 2**26 and blob_shape(padded, chunk).sealed == size
    possible = possible and blob_shape(padded, chunk).chunks == chunks
    try:
        blobs.check(numbers)
    except RefusedError:
        assert not possible
    else:
        assert possible


async def test_a_blob_counts_as_a_whole_from_its_beginning(tmp_path: Path) -> None:
    settings = Settings(account_bytes=2**20, blob_bytes=600_000)
    async with running(tmp_path / "data", settings) as site:
        person, client, revision = await writer(site)
        answer = await begin(client, attached(person, 700_000), revision)
        assert (answer.status_code, slug(answer)) == (413, "too-large")
        first, second = attached(person, 500_000), attached(person, 540_000)
        assert (await begin(client, first, revision)).status_code == 200
        answer = await begin(client, second, revision)
        assert (answer.status_code, slug(answer)) == (413, "account-full")
        assert (await begin(client, first, revision)).status_code == 200
        words = [person.write("w" * 200_000) for _ in range(3)]
        for one in words[:2]:
            await client.push(person.push(one))
        kept = person.seq, person.head
        answer = await client.post("/api/log", person.push(words[2]))
        assert (answer.status_code, slug(answer)) == (413, "account-full")
        person.seq, person.head = kept
        await client.push(person.purge(revision))
        await client.push(person.push(words[2]))


async def test_deleting_an_account_deletes_its_blobs(site: Site) -> None:
    person, client, revision = await writer(site)
    other, stays, own = await writer(site, 2)
    made, kept = attached(person), attached(other, 700)
    await send(client, made, revision)
    await send(stays, kept, own)
    nonce = await client.nonce(person)
    body = person.signed(2, nonce, site.desk.origin)
    assert (await client.post("/api/account/delete", body)).status_code == 204
    assert listed(site) == 1
    assert await site.ask("SELECT count(*) FROM chunk") == 1
    assert await site.ask("SELECT count(*) FROM reference") == 1
    assert await fetch(stays, other, kept) == kept.content


async def test_ten_photos_of_a_hundred_chunks_run_nobody_into_the_limits(tmp_path: Path) -> None:
    settings = Settings(account_burst=200, account_per_minute=1, address_burst=200)
    async with running(tmp_path / "data", settings) as site:
        person, client, revision = await writer(site)
        made = attached(person, 90 * CHUNK + 1)
        await send(client, made, revision)
        for _ in range(9):
            for index in range(len(made.chunks)):
                assert (await client.get(f"{made.path}/{index}")).status_code == 200


async def test_more_chunks_at_once_than_there_are_places_are_told_to_come_again(
    site: Site,
) -> None:
    person, client, revision = await writer(site)
    made = attached(person)
    await begin(client, made, revision)
    with ExitStack() as places:
        for _ in range(app.CHUNKS_AT_ONCE):
            places.enter_context(site.desk.carrying.place())
        for answer in (await put(client, made, 0), await client.get(f"{made.path}/0")):
            assert (answer.status_code, slug(answer)) == (503, "busy")
        assert (await client.get("/api/head")).status_code == 200
    assert (await put(client, made, 0)).status_code == 204


async def test_a_chunk_whose_file_got_lost_is_missing_and_can_be_sent_again(site: Site) -> None:
    person, client, revision = await writer(site)
    made = attached(person)
    await send(client, made, revision)
    folder = site.folder / files.FOLDER
    lost = random.Random(1).choice(list(files.listed(folder)))
    files.path(folder, lost).unlink()
    (index,) = read(await begin(client, made, revision))["missing"]
    assert slug(await client.get(f"{made.path}/{index}")) == "chunk-missing"
    assert (await put(client, made, index)).status_code == 204
    assert await fetch(client, person, made) == made.content
    assert listed(site) == len(made.chunks)
