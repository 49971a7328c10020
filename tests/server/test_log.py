"""Pushing and pulling."""

import asyncio
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from small_moments import chain
from small_moments.layout import Account
from small_moments.store.sqlite import database
from small_moments.store.sqlite.log import append
from small_moments.store.store import StaleError
from small_moments_protocol.chain import Carried, CarriedRevision, Chain, advance, finish

from tests.server.client import Client, problem, read, slug
from tests.server.person import Body, Device, Person
from tests.server.site import Site, running


async def verified(client: Client, person: Person, after: int = 0) -> Chain:
    """The chain that the reference implementation accepts from this server."""
    held = Chain(person.account)
    page = await client.log(after)
    for one in page["links"]:
        revisions = tuple(CarriedRevision(**kept) for kept in one["revisions"])
        held = advance(held, Carried(one["link"], one["roster"], revisions))
    assert (held.seq, held.head) == (page["seq"], page["head"])
    return finish(held)


async def test_what_is_pushed_is_pulled_byte_for_byte_in_order(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    first, second, third = person.write("a"), person.write("b"), person.write("c")
    pushes = [person.push(first, second), person.push(third)]
    answers = [await client.push(body) for body in pushes]
    assert answers[-1] == {"seq": 3, "head": person.head}
    page = await client.log(after=1)
    assert [one["link"] for one in page["links"]] == [body["link"] for body in pushes]
    assert page["links"][0]["revisions"] == [
        {"header": one.header, "body": one.body, "body_hash": None} for one in (first, second)
    ]
    assert (page["seq"], page["head"]) == (3, person.head)
    assert read(await client.get("/api/head")) == {"seq": 3, "head": person.head}


async def test_r34_the_reference_implementation_accepts_what_is_served(site: Site) -> None:
    person, kit, laptop = Person(), Device(Person(9).random, 2), Device(Person(8).random)
    client = await site.member(person)
    await client.push(person.push(person.write()))
    await client.push(person.members(person.phone, kit))
    await client.push(person.members(person.phone, kit, laptop, by=kit))
    await client.push(person.push(person.write(device=laptop), by=laptop))
    await client.push(person.members(laptop, kit, rotates=True, by=laptop))
    laptops = site.client()
    assert (await laptops.log_in(person, laptop)).status_code == 204
    await laptops.push(person.push(person.write(device=laptop), by=laptop))
    held = await verified(laptops, person)
    assert held.roster is not None
    assert (held.seq, held.roster.epoch) == (7, 2)


async def test_a_page_holds_about_4_mib_and_at_least_one_link(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    for _ in range(6):
        await client.push(person.push(*(person.write("x" * 230_000) for _ in range(4))))
    first = await client.get("/api/log")
    assert 3_500_000 < len(first.content) < 4_300_000
    links = read(first)["links"]
    rest = await client.log(after=len(links))
    assert len(links) + len(rest["links"]) == rest["seq"] == 7


async def test_from_wherever_a_log_is_asked_for_the_same_links_come(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    for size in (10, 10, 40_000, 10, 10, 10, 10, 10, 10, 10, 10, 40_000, 10, 10):
        await client.push(person.push(person.write("x" * size)))
    whole = await client.log(0)
    assert len(whole["links"]) == 15
    for after in range(15):
        assert await client.log(after) == {**whole, "links": whole["links"][after:]}


async def test_after_the_head_a_page_is_empty(site: Site) -> None:
    client = await site.member(Person())
    for after in (1, 2, 2**32 - 1):
        assert (await client.log(after))["links"] == []


@pytest.mark.parametrize("after", ["-1", "4294967296", "x", ""])
async def test_a_cursor_that_is_none_is_refused(site: Site, after: str) -> None:
    client = await site.member(Person())
    answer = await client.get(f"/api/log?after={after}")
    assert (answer.status_code, slug(answer)) == (400, "malformed")


async def test_r39_the_same_bytes_pushed_again_are_accepted_as_done(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    old = person.push(person.write())
    await client.push(old)
    await client.push(person.push(person.write()))
    assert (await client.push(old))["seq"] == 3
    assert len((await client.log())["links"]) == 3


async def test_the_same_bytes_pushed_at_the_same_time_are_stored_once(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    body = person.push(person.write())
    answers = await asyncio.gather(*(client.post("/api/log", body) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [200] * 5
    assert len((await client.log())["links"]) == 2


async def test_of_two_links_for_one_place_the_first_wins_and_the_other_is_told(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    place, head = person.seq, person.head
    bodies: list[Body] = []
    for _ in range(8):
        person.seq, person.head = place, head
        person.phone.counter, person.phone.last = 0, bytes(32)
        bodies.append(person.push(person.write()))
    answers = await asyncio.gather(*(client.post("/api/log", body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    stale = next(answer for answer in answers if answer.status_code == 409)
    assert (slug(stale), problem(stale)["seq"]) == ("stale", 2)
    assert len((await client.log())["links"]) == 2


@pytest.mark.sqlite
async def test_r34_a_link_is_appended_to_no_other_head_than_it_was_judged_on(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    state = await site.desk.store.state(Account(person.account))
    assert state is not None
    body, elsewhere = person.push(person.write()), hashlib.sha256(state.head).digest()
    carried = [chain.Carried(**one) for one in body["revisions"]]
    accepted = chain.judge_next(state, chain.parts(body["link"], None, [], carried))
    with pytest.raises(StaleError):
        await site.database.writer.write(
            lambda connection: append(connection, state.alias, elsewhere, accepted)
        )
    assert (await client.log())["seq"] == state.seq
    assert await client.push(body) == {"seq": person.seq, "head": person.head}


async def test_r46_a_link_far_ahead_is_stale_and_told_where_the_log_ends(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    person.push(person.write())  # never sent
    answer = await client.post("/api/log", person.push(person.write()))
    assert (answer.status_code, problem(answer)["seq"]) == (409, 1)


async def test_r45_a_purge_deletes_bodies_and_keeps_headers_and_hashes(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    gone, stays = person.write("gone"), person.write("stays")
    await client.push(person.push(gone, stays))
    await client.push(person.purge(gone.id, bytes(32)))
    kept = (await client.log(after=1))["links"][0]["revisions"]
    assert kept[0] == {
        "header": gone.header,
        "body": None,
        "body_hash": hashlib.sha256(gone.body).digest(),
    }
    assert kept[1]["body"] == stays.body
    assert (await verified(client, person)).seq == 3


@pytest.mark.sqlite
async def test_r45_a_purged_body_leaves_the_files_of_the_database(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    gone = person.write("x" * 30_000)
    await client.push(person.push(gone))
    assert _on_disk(site, gone.body[5_000:5_100])
    await client.push(person.purge(gone.id))
    for start in range(0, len(gone.body) - 100, 1000):
        assert not _on_disk(site, gone.body[start : start + 100])


async def test_r46_what_a_purge_erased_is_pushed_again_as_its_hash(
    site: Site, tmp_path: Path
) -> None:
    person = Person()
    client = await site.member(person)
    registration = Person().registration(None)
    gone, stays = person.write("gone"), person.write("stays")
    suffix = [person.push(gone, stays), person.purge(gone.id), person.push(person.write())]
    for body in suffix:
        await client.push(body)
    erased = {"header": gone.header, "body_hash": hashlib.sha256(gone.body).digest()}
    suffix[0]["revisions"][0] = erased
    async with running(tmp_path / "older") as older:
        phone = older.client()
        code = await older.invitation()
        await phone.post("/api/accounts", {**registration, "invitation": code})
        await phone.log_in(person)
        for body in suffix:
            await phone.push(body)
        assert await phone.log() == await client.log()
        assert (await verified(phone, person)).seq == 4
        rows = [read(await one.get("/api/me"))["rows"] for one in (phone, client)]
        assert rows[0]["account"][0]["stored_bytes"] == rows[1]["account"][0]["stored_bytes"]


@pytest.mark.sqlite
async def test_r45_a_purge_is_acknowledged_when_no_reader_of_an_older_moment_is_left(
    site: Site,
) -> None:
    person = Person()
    client = await site.member(person)
    gone = person.write("x" * 30_000)
    await client.push(person.push(gone))
    with closing(sqlite3.connect(site.folder / database.FILE, isolation_level=None)) as backup:
        backup.execute("BEGIN")
        backup.execute("SELECT count(*) FROM revision").fetchone()
        purging = asyncio.create_task(client.push(person.purge(gone.id)))
        await client.get("/api/head")
        other = Person(2)
        await (await site.member(other)).push(other.push(other.write()))
        assert not purging.done()
        assert _on_disk(site, gone.body[5_000:5_100])
        backup.execute("ROLLBACK")
    await purging
    assert not _on_disk(site, gone.body[5_000:5_100])


@pytest.mark.sqlite
async def test_r45_a_purge_that_is_sent_again_is_acknowledged_no_sooner(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    gone = person.write("x" * 30_000)
    await client.push(person.push(gone))
    purge = person.purge(gone.id)
    with closing(sqlite3.connect(site.folder / database.FILE, isolation_level=None)) as backup:
        backup.execute("BEGIN")
        backup.execute("SELECT count(*) FROM revision").fetchone()
        purging = asyncio.create_task(client.push(purge))
        while read(await client.get("/api/head"))["seq"] < 3:  # noqa: ASYNC110
            await asyncio.sleep(0)
        again = asyncio.create_task(client.push(purge))
        for seed in (2, 3):  # each takes several turns of the writer
            await site.member(Person(seed))
        assert _on_disk(site, gone.body[5_000:5_100])
        assert not again.done()
        backup.execute("ROLLBACK")
    await asyncio.gather(purging, again)
    assert not _on_disk(site, gone.body[5_000:5_100])


def _on_disk(site: Site, needle: bytes) -> bool:
    return any(needle in path.read_bytes() for path in site.folder.iterdir() if path.is_file())


async def test_r23_wraps_are_answered_to_their_member_alone_oldest_first(site: Site) -> None:
    person, laptop = Person(), Device(Person(8).random)
    client = await site.member(person)
    adding = person.members(person.phone, laptop)
    turning = person.members(person.phone, laptop, rotates=True)
    await client.push(adding)
    await client.push(turning)
    laptops = site.client()
    await laptops.log_in(person, laptop)
    got = read(await laptops.get("/api/wraps"))["wraps"]
    mine = [one for one in turning["wraps"] if one[53:69] == laptop.id]
    assert got == [*adding["wraps"], *mine]
    assert len(read(await client.get("/api/wraps"))["wraps"]) == 2
