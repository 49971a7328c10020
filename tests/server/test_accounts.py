"""Registering and deleting accounts; what is stored about oneself."""

import asyncio

import msgspec
import pytest
from small_moments import invitations

from tests.server.client import Client, problem, read, slug
from tests.server.person import Person
from tests.server.site import Site


async def test_r20_an_account_begins_with_its_roster_0_and_an_invitation(site: Site) -> None:
    person = Person()
    answer = await site.client().post("/api/accounts", person.registration(await site.invitation()))
    assert (answer.status_code, read(answer)) == (201, {"seq": 1, "head": person.head})


async def test_an_invitation_works_once(site: Site) -> None:
    code, client = await site.invitation(), site.client()
    first = await client.post("/api/accounts", Person(1).registration(code))
    second = await client.post("/api/accounts", Person(2).registration(code))
    assert (first.status_code, second.status_code) == (201, 403)
    assert (slug(second), problem(second)["field"]) == ("not-invited", "invitation")


async def test_an_invitation_works_once_even_at_the_same_time(site: Site) -> None:
    code, client = await site.invitation(), site.client()
    answers = await asyncio.gather(
        *(client.post("/api/accounts", Person(seed).registration(code)) for seed in range(6))
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [403] * 5


@pytest.mark.parametrize("code", [None, "", "0000-0000-0000-0000", "ABC", "🙂" * 16])
async def test_without_a_valid_invitation_nothing_is_stored(site: Site, code: str | None) -> None:
    answer = await site.client().post("/api/accounts", Person().registration(code))
    assert (answer.status_code, slug(answer)) == (403, "not-invited")
    assert await site.desk.store.count() == 0


async def test_a_code_is_read_as_people_type_it(site: Site) -> None:
    typed = (await site.invitation()).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    answer = await site.client().post("/api/accounts", Person().registration(f" {typed} "))
    assert answer.status_code == 201


def test_a_code_has_16_symbols_in_four_groups_and_is_kept_as_a_hash() -> None:
    code = invitations.code(bytes(range(10)))
    assert code == "000G-40R4-0M30-E209"
    assert invitations.code_hash(code) == invitations.code_hash("000g40r40m30e2o9")
    assert invitations.link("https://a.example", code) == f"https://a.example/#invite={code}"


async def test_the_same_roster_0_again_is_done_and_needs_no_invitation(site: Site) -> None:
    person = Person()
    client = site.client()
    body = person.registration(await site.invitation())
    assert (await client.post("/api/accounts", body)).status_code == 201
    again = await client.post("/api/accounts", {**body, "invitation": None})
    assert (again.status_code, read(again)) == (200, {"seq": 1, "head": person.head})


async def test_another_roster_0_of_the_same_account_is_a_conflict(site: Site) -> None:
    person, twin = Person(), Person()
    code = await site.invitation()
    client = site.client()
    await client.post("/api/accounts", person.registration(code))
    twin.resign_first(msgspec.structs.replace(twin.roster, day=1, signature=b""))
    answer = await client.post("/api/accounts", twin.registration(await site.invitation()))
    assert (answer.status_code, slug(answer)) == (409, "account-taken")


@pytest.mark.parametrize(
    ("field", "at", "expected"),
    [
        ("roster", 0, (400, "roster", "version")),
        ("roster", 1, (422, "roster", "account")),
        ("roster", 30, (422, "roster", "previous")),
        ("roster", 60, (422, "roster", "epoch")),
        ("roster", -1, (422, "roster", "signature")),
        ("link", 0, (400, "link", "version")),
        ("link", 18, (422, "link", "sequence")),
        ("link", 30, (422, "link", "previous")),
        ("link", 60, (422, "link", "roster")),
        ("link", 90, (422, "link", "signer")),
        ("link", -1, (422, "link", "signature")),
        ("wraps", 0, (400, "wraps", "version")),
        ("wraps", 5, (422, "wraps", "account")),
        ("wraps", 20, (422, "wraps", "epoch")),
        ("wraps", 30, (422, "wraps", "roster")),
        ("wraps", 60, (422, "wraps", "signer")),
    ],
)
async def test_r34_a_beginning_with_one_byte_changed_is_refused(
    site: Site, field: str, at: int, expected: tuple[int, str, str]
) -> None:
    body = Person().registration(await site.invitation())
    raw = bytearray(body[field][0] if field == "wraps" else body[field])
    raw[at] ^= 2
    body[field] = [bytes(raw)] if field == "wraps" else bytes(raw)
    answer = await site.client().post("/api/accounts", body)
    said = problem(answer)
    assert (said["status"], said["field"], said["kind"]) == expected


async def test_me_shows_every_row_and_nothing_of_others(site: Site) -> None:
    mine, other = Person(1), Person(2)
    client = await site.member(mine)
    await site.member(other)
    await client.push(mine.push(mine.write()))
    rows = read(await client.get("/api/me"))["rows"]
    counts = {table: len(found) for table, found in rows.items()}
    assert counts == {
        "account": 1, "device": 1, "session": 1, "link": 2, "roster": 1, "wrap": 1, "revision": 1,
        "blob": 0, "reference": 0, "chunk": 0,
    }  # fmt: skip
    assert rows["account"][0]["account"] == mine.account
    assert rows["account"][0]["stored_bytes"] == _stored(rows)
    assert other.account not in msgspec.msgpack.encode(rows)


def _stored(rows: dict[str, list[dict[str, bytes]]]) -> int:
    kept = (("link", "link"), ("roster", "roster"), ("wrap", "wrap"), ("revision", "header"))
    sizes = [
        len(row[column]) for table, column in (*kept, ("revision", "body")) for row in rows[table]
    ]
    return sum(sizes)


@pytest.mark.sqlite
async def test_me_shows_every_table_that_has_an_account(site: Site) -> None:
    client = await site.member(Person())
    rows = read(await client.get("/api/me"))["rows"]
    query = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    tables = await site.database.read(
        lambda connection: {row[0] for row in connection.execute(query)}
    )
    assert tables - set(rows) == {"invitation"}


@pytest.mark.sqlite
async def test_deleting_the_account_leaves_no_row_and_no_byte(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    await client.push(person.push(person.write("x" * 9000)))
    rows = read(await client.get("/api/me"))["rows"]
    needles = [row["body"][-64:] for row in rows["revision"]] + [person.account]
    assert all(_on_disk(site, needle) for needle in needles)
    answer = await client.post(
        "/api/account/delete", person.signed(2, await client.nonce(person), site.desk.origin)
    )
    assert answer.status_code == 204
    assert not any(_on_disk(site, needle) for needle in needles)
    assert (await client.get("/api/head")).status_code == 401
    assert (await client.log_in(person)).status_code == 401


def _on_disk(site: Site, needle: bytes) -> bool:
    return any(needle in path.read_bytes() for path in site.folder.iterdir() if path.is_file())


async def test_a_session_alone_does_not_delete_an_account(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    wrong_action = person.signed(1, await client.nonce(person), site.desk.origin)
    answer = await client.post("/api/account/delete", wrong_action)
    assert (answer.status_code, slug(answer)) == (401, "login-refused")
    assert (await client.get("/api/head")).status_code == 200


async def test_a_deleted_account_can_be_registered_again_with_an_invitation(site: Site) -> None:
    person = Person()
    body = person.registration(await site.invitation())
    client: Client = site.client()
    await client.post("/api/accounts", body)
    nonce = await client.nonce(person)
    await client.post("/api/account/delete", person.signed(2, nonce, site.desk.origin))
    assert (await client.post("/api/accounts", body)).status_code == 403
    again = {**body, "invitation": await site.invitation()}
    assert (await client.post("/api/accounts", again)).status_code == 201
