"""How a removed member learns of it: the versions up to the one that leaves it out."""

import pytest

from tests.server.client import Client, read, slug
from tests.server.person import Body, Device, Person
from tests.server.site import ORIGIN, Site


def signed(person: Person, nonce: bytes, by: Device, after: int, action: int = 1) -> Body:
    return {**person.signed(action, nonce, ORIGIN, by), "after": after}


async def heard(client: Client, person: Person, by: Device, after: int) -> list[bytes]:
    body = signed(person, await client.nonce(person, by), by, after)
    answer = await client.post("/api/rosters", body)
    assert answer.status_code == 200
    return read(answer)["rosters"]


async def test_a_removed_member_hears_the_version_that_left_it_out_and_nothing_later(
    site: Site,
) -> None:
    person, laptop, tablet = Person(), Device(Person(8).random), Device(Person(9).random)
    phone = await site.member(person)
    versions = [
        person.members(person.phone, laptop),
        person.members(person.phone, laptop, tablet),
        person.members(person.phone, tablet, rotates=True),
        person.members(person.phone, rotates=True),
    ]
    for version in versions:
        await phone.push(version)
    rosters = [version["roster"] for version in versions]
    stranger = site.client()
    assert await heard(stranger, person, laptop, 1) == rosters[1:3]
    assert await heard(stranger, person, laptop, 2) == rosters[2:3]
    assert await heard(stranger, person, tablet, 2) == rosters[2:4]
    assert await heard(stranger, person, person.phone, 0) == rosters
    assert await heard(stranger, person, person.phone, 4) == []
    assert (await stranger.get("/api/head")).status_code == 401


async def test_a10_it_opens_no_session_and_the_removed_members_stays_ended(site: Site) -> None:
    person, laptop = Person(), Device(Person(8).random)
    phone = await site.member(person)
    await phone.push(person.members(person.phone, laptop))
    laptops = site.client()
    await laptops.log_in(person, laptop)
    await phone.push(person.members(person.phone, rotates=True))
    await heard(laptops, person, laptop, 1)
    for path in ("/api/head", "/api/log", "/api/wraps", "/api/me"):
        assert (await laptops.get(path)).status_code == 401
    assert (await laptops.log_in(person, laptop)).status_code == 401


async def test_r51_every_refusal_looks_like_that_of_a_log_in(site: Site) -> None:
    person, stranger, laptop = Person(1), Person(2), Device(Person(8).random)
    client = await site.member(person)
    await client.push(person.members(person.phone, laptop))
    nonce = client.nonce
    bodies = [
        signed(person, await nonce(person, laptop), laptop, 0),
        signed(person, await nonce(person, laptop), laptop, 7),
        signed(person, await nonce(person, laptop), laptop, 1, action=3),
        signed(person, bytes(32), laptop, 1),
        signed(person, await nonce(person), laptop, 1),
        signed(stranger, await nonce(stranger), stranger.phone, 0),
        {**signed(person, await nonce(person, laptop), laptop, 1), "signature": bytes(64)},
    ]
    answers = [await client.post("/api/rosters", body) for body in bodies]
    refused = await client.post("/api/login", person.signed(1, bytes(32), ORIGIN))
    assert {(one.status_code, one.content) for one in answers} == {(401, refused.content)}
    assert slug(answers[0]) == "login-refused"


@pytest.mark.parametrize("after", [-1, 2**32, None, "1"])
async def test_a_version_that_is_no_number_is_named(site: Site, after: object) -> None:
    person = Person()
    body = {**person.signed(1, bytes(32), ORIGIN), "after": after}
    answer = await site.client().post("/api/rosters", body)
    assert (answer.status_code, slug(answer)) == (400, "malformed")
