"""Limits: sizes, rates, room. Nobody is locked out, and a full account loses nothing."""

from pathlib import Path

import pytest
from small_moments.limits import Limit, address_of
from small_moments.problems import ProblemError
from small_moments.settings import Settings

from tests.server.client import Client, problem, read, slug
from tests.server.person import Device, Person
from tests.server.site import Clock, Site, running


async def test_too_many_tries_at_the_entrance_wait_a_little(site: Site) -> None:
    client = site.client()
    body = {"account": bytes(16), "member": bytes(16)}
    answers = [await client.post("/api/login/challenge", body) for _ in range(61)]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    assert answers[-1].headers["retry-after"] == "1"
    assert (await site.client("192.0.2.2").post("/api/login/challenge", body)).status_code == 200
    site.clock.seconds += 1
    assert (await client.post("/api/login/challenge", body)).status_code == 200


async def test_wrong_tries_cost_more_and_never_lock_out(site: Site) -> None:
    person = Person()
    await site.member(person)
    attacker, tries = site.client("203.0.113.5"), 0
    while (
        answer := await attacker.post("/api/login", person.signed(1, bytes(32), "http://x"))
    ) and (answer.status_code == 401):
        tries += 1
    assert (tries, answer.status_code) == (10, 429)
    assert (await site.client("192.0.2.9").log_in(person)).status_code == 204
    site.clock.seconds += int(answer.headers["retry-after"]) + 1
    assert (await attacker.log_in(person)).status_code == 204


async def test_one_account_cannot_take_all_of_the_server(site: Site) -> None:
    busy, calm = await site.member(Person(1)), await site.member(Person(2))
    burst = site.desk.settings.account_burst
    statuses = {(await busy.get("/api/head")).status_code for _ in range(burst)}
    assert statuses == {200}
    answer = await busy.get("/api/head")
    assert (answer.status_code, slug(answer)) == (429, "too-many-requests")
    assert (await calm.get("/api/head")).status_code == 200
    site.clock.seconds += int(answer.headers["retry-after"])
    assert (await busy.get("/api/head")).status_code == 200


async def test_one_address_cannot_ask_endlessly(site: Site) -> None:
    client = site.client()
    burst = site.desk.settings.address_burst
    for _ in range(burst):
        assert (await client.get("/api/status")).status_code == 200
    assert (await client.get("/api/status")).status_code == 429


def test_a_wait_is_as_long_as_it_needs_to_be() -> None:
    clock = Clock()
    limit = Limit(2, 0.1, clock)
    limit.take("a", 2)
    with pytest.raises(ProblemError) as caught:
        limit.take("a")
    assert caught.value.headers == {"retry-after": "10"}
    clock.seconds += 10
    limit.take("a")


def test_a_limit_remembers_a_bounded_number_of_askers() -> None:
    limit = Limit(1, 1, Clock())
    for asker in range(25_000):
        limit.take(asker)
    assert limit.remembered() == 20_000


@pytest.mark.parametrize(
    ("host", "whom"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
        ("2001:db8:1:2::9", "2001:db8:1:2"),
        ("fe80::1%eth0", "fe80"),
        ("", ""),
    ],
)
def test_an_ipv6_host_counts_as_its_network(host: str, whom: str) -> None:
    assert address_of(host) == whom


async def test_a_full_account_says_so_loses_nothing_and_can_make_room(tmp_path: Path) -> None:
    person = Person()
    async with running(tmp_path / "data", Settings(account_bytes=1_048_576)) as site:
        client = await site.member(person)
        written = [person.write("x" * 200_000) for _ in range(6)]
        for one in written[:5]:
            await client.push(person.push(one))
        place, head = person.seq, person.head
        full = await client.post("/api/log", person.push(written[5]))
        assert (full.status_code, slug(full)) == (413, "account-full")
        assert problem(full)["limit"] == 1_048_576
        assert (await client.log())["seq"] == 6
        person.seq, person.head = place, head
        await client.push(person.members(person.phone, Device(person.random)))
        await client.push(person.purge(written[0].id, written[1].id))
        await client.push(person.push(written[5]))


async def test_what_is_freed_counts_no_more(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    gone = person.write("x" * 50_000)
    await client.push(person.push(gone))
    before = await stored(client)
    purge = person.purge(gone.id)
    await client.push(purge)
    after = await stored(client)
    assert before - after == len(gone.body) - 32 - len(purge["link"])


async def stored(client: Client) -> int:
    return read(await client.get("/api/me"))["rows"]["account"][0]["stored_bytes"]


async def test_sizes_of_one_push_are_limited_by_settings(tmp_path: Path) -> None:
    settings = Settings(revision_bytes=2048, link_revisions=2, link_bytes=4096, devices=2)
    person = Person()
    async with running(tmp_path / "data", settings) as site:
        client = await site.member(person)
        status = read(await client.get("/api/status"))
        assert status["limits"] == {
            "revision": 2048, "link_revisions": 2, "link_bytes": 4096,
            "account_bytes": 536_870_912, "devices": 2,
            "blob_bytes": 27_262_976,
        }  # fmt: skip
        place, head, counter, last = (
            person.seq,
            person.head,
            person.phone.counter,
            person.phone.last,
        )
        for revisions, field in (
            ([person.write("x" * 2048)], "revisions[0]"),
            ([person.write() for _ in range(3)], "revisions"),
            ([person.write("x" * 2500) for _ in range(2)], "revisions"),
        ):
            person.seq, person.head = place, head
            answer = await client.post("/api/log", person.push(*revisions))
            assert (answer.status_code, slug(answer)) == (413, "too-large")
            assert problem(answer)["field"] == field
        person.seq, person.head = place, head
        person.phone.counter, person.phone.last = counter, last
        await client.push(person.push(person.write(), person.write()))
        many = person.members(person.phone, *(Device(person.random) for _ in range(2)))
        answer = await client.post("/api/log", many)
        assert (answer.status_code, problem(answer)["kind"]) == (422, "roster")


async def test_r33_a_link_of_256_revisions_and_about_1_mib_is_taken(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    await client.push(person.push(*(person.write("x" * 3500) for _ in range(256))))
    page = await client.log(after=1)
    assert len(page["links"][0]["revisions"]) == 256
