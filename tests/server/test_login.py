"""Challenges, sessions and their end."""

import base64
from pathlib import Path

import pytest

from tests.server.client import Client, problem, read, slug
from tests.server.person import Body, Device, Person
from tests.server.site import ORIGIN, Site, running


async def answer_to(client: Client, body: Body) -> tuple[int, bytes]:
    answer = await client.post("/api/login", body)
    return answer.status_code, answer.content


async def test_r50_a_member_that_signs_gets_a_session(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    assert read(await client.get("/api/head"))["seq"] == 1


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    answer = await client.log_in(person)
    name, _, attributes = answer.headers["set-cookie"].partition("=")
    assert name == "moments"
    parts = {part.strip() for part in attributes.split(";")[1:]}
    assert parts == {"Path=/", "Max-Age=7776000", "Secure", "HttpOnly", "SameSite=Strict"}
    assert len(attributes.split(";")[0]) == 43


async def test_on_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    async with running(tmp_path / "data", origin="https://moments.example") as site:
        client = await site.member(Person())
        assert client.cookie is not None
        assert client.cookie.startswith("__Host-moments=")
        assert (await client.get("/api/head")).status_code == 200


@pytest.mark.sqlite
async def test_the_database_keeps_no_token(site: Site) -> None:
    client = await site.member(Person())
    assert client.cookie is not None
    value = client.cookie.partition("=")[2]
    token = base64.urlsafe_b64decode(value + "=")
    kept = b"".join(path.read_bytes() for path in site.folder.iterdir() if path.is_file())
    assert token not in kept
    assert value.encode() not in kept


async def test_r51_a_nonce_is_used_once(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    body = person.signed(1, await client.nonce(person), ORIGIN)
    assert (await client.post("/api/login", body)).status_code == 204
    again = await client.post("/api/login", body)
    assert (again.status_code, slug(again)) == (401, "login-refused")


@pytest.mark.parametrize(("seconds", "status"), [(0, 204), (59.5, 204), (60.5, 401), (3600, 401)])
async def test_r51_a_nonce_lasts_60_seconds_of_the_servers_clock(
    site: Site, seconds: float, status: int
) -> None:
    person = Person()
    client = await site.member(person)
    body = person.signed(1, await client.nonce(person), ORIGIN)
    site.clock.seconds += seconds
    assert (await client.post("/api/login", body)).status_code == status


async def test_r51_every_refused_login_gets_the_same_answer(site: Site) -> None:
    person, stranger = Person(1), Person(2)
    client = await site.member(person)
    nonce = client.nonce
    kit = person.kit()
    answers = {
        await answer_to(client, person.signed(1, await nonce(person), "https://evil.example")),
        await answer_to(client, person.signed(2, await nonce(person), ORIGIN)),
        await answer_to(client, person.signed(1, bytes(32), ORIGIN)),
        await answer_to(client, person.signed(1, await nonce(stranger), ORIGIN)),
        await answer_to(client, stranger.signed(1, await nonce(stranger), ORIGIN)),
        await answer_to(client, person.signed(1, await nonce(person, kit), ORIGIN, kit)),
        await answer_to(
            client, {**person.signed(1, await nonce(person), ORIGIN), "signature": bytes(64)}
        ),
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 401


async def test_a_challenge_looks_the_same_for_unknown_accounts(site: Site) -> None:
    client = await site.member(Person(1))
    known = await client.post(
        "/api/login/challenge", {"account": Person(1).account, "member": Person(1).phone.id}
    )
    unknown = await client.post("/api/login/challenge", {"account": bytes(16), "member": bytes(16)})
    assert {len(read(one)["nonce"]) for one in (known, unknown)} == {32}
    assert known.headers == unknown.headers


async def test_a_session_ends_when_it_is_asked_to(site: Site) -> None:
    person = Person()
    client, other = await site.member(person), site.client()
    await other.log_in(person)
    cookie = client.cookie
    answer = await client.send(
        "DELETE", "/api/session", None, {"x-small-moments": "1", "sec-fetch-site": "same-origin"}
    )
    assert answer.status_code == 204
    assert "Max-Age=0" in answer.headers["set-cookie"]
    client.cookie = cookie
    assert (await client.get("/api/head")).status_code == 401
    assert (await other.get("/api/head")).status_code == 200


async def test_all_sessions_end_on_a_fresh_signature(site: Site) -> None:
    person = Person()
    client, other = await site.member(person), site.client()
    await other.log_in(person)
    nonce = await client.nonce(person)
    answer = await client.post("/api/sessions/end", person.signed(3, nonce, ORIGIN))
    assert answer.status_code == 204
    assert (await other.get("/api/head")).status_code == 401


@pytest.mark.sqlite
async def test_of_sessions_that_ended_no_byte_is_left_on_the_disk(site: Site) -> None:
    person = Person()
    client, other = await site.member(person), site.client()
    await other.log_in(person)
    sessions = read(await client.get("/api/me"))["rows"]["session"]
    tokens = [row["token"] for row in sessions]
    assert len(tokens) == 2
    assert all(_on_disk(site, token) for token in tokens)
    nonce = await client.nonce(person)
    await client.post("/api/sessions/end", person.signed(3, nonce, ORIGIN))
    assert not any(_on_disk(site, token) for token in tokens)


def _on_disk(site: Site, needle: bytes) -> bool:
    """In the database or in its write-ahead log."""
    return any(needle in path.read_bytes() for path in site.folder.iterdir() if path.is_file())


async def test_a10_a_removed_members_session_ends_and_it_cannot_log_in_again(site: Site) -> None:
    person, laptop = Person(), Device(Person(8).random)
    phone = await site.member(person)
    await phone.push(person.members(person.phone, laptop))
    laptops = site.client()
    await laptops.log_in(person, laptop)
    await phone.push(person.members(person.phone, rotates=True))
    assert (await laptops.get("/api/head")).status_code == 401
    assert (await laptops.log_in(person, laptop)).status_code == 401
    assert (await phone.get("/api/head")).status_code == 200


async def test_a_session_ends_after_so_many_days_without_use(site: Site) -> None:
    client = await site.member(Person())
    for days, status in ((60, 200), (90, 200), (91, 401)):
        site.clock.seconds += days * 86400
        assert (await client.get("/api/head")).status_code == status


@pytest.mark.parametrize("cookie", ["moments=", "moments=AAAA", "moments=" + "A" * 43, "x=1"])
async def test_no_cookie_that_was_not_given_out_opens_anything(site: Site, cookie: str) -> None:
    await site.member(Person())
    client = site.client()
    client.cookie = cookie
    for path in ("/api/head", "/api/log", "/api/wraps", "/api/me"):
        answer = await client.get(path)
        assert (answer.status_code, slug(answer)) == (401, "not-signed-in")


@pytest.mark.parametrize("field", ["account", "member", "nonce", "signature"])
async def test_a_part_of_another_length_is_named(site: Site, field: str) -> None:
    body = Person().signed(1, bytes(32), ORIGIN)
    answer = await site.client().post("/api/login", {**body, field: body[field] + b"\0"})
    assert (answer.status_code, problem(answer)["field"]) == (400, field)


async def test_used_nonces_are_forgotten_when_they_are_too_old_anyway(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    for _ in range(30):
        site.clock.seconds += 10
        assert (await client.log_in(person)).status_code == 204
    assert await site.desk.store.forget(int(site.clock.seconds * 1000)) <= 8
    assert await site.desk.store.forget(int((site.clock.seconds + 70) * 1000)) == 0


async def test_challenges_that_nobody_answers_and_refused_log_ins_cost_no_row(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    kept = await site.desk.store.forget(0)
    for _ in range(5):
        signed = person.signed(1, await client.nonce(person), ORIGIN)
        await answer_to(client, {**signed, "signature": bytes(64)})
    assert await site.desk.store.forget(0) == kept == 1
