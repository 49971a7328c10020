"""Mailboxes of pairings: sealed, once, for 120 seconds, and of no use to whoever comes later."""

import asyncio
import sqlite3
from contextlib import closing

import httpx
import pytest
from small_moments.layout import Account
from small_moments.mailboxes import MOST
from small_moments.problems import ProblemError
from small_moments.store.postgresql.store import PostgresqlStore
from small_moments.store.sqlite import passing

from tests.server.client import Client, problem, read, slug
from tests.server.person import Person
from tests.server.site import Site, running

MAILBOX = bytes(range(16))


async def opened(site: Site, person: Person | None = None) -> tuple[Client, Client]:
    """The phone with its mailbox open, and another that has no session."""
    phone = await site.member(person or Person())
    assert (await phone.post("/api/pairing", {"mailbox": MAILBOX})).status_code == 204
    return phone, site.client("192.0.2.2")


async def remembered(site: Site) -> int:
    """How many mailboxes are kept, and looking at them changes nothing."""
    if isinstance(site.desk.store, PostgresqlStore):
        return (await site.desk.store.pool.ask("SELECT count(*) FROM mailbox"))[0][0]
    with closing(sqlite3.connect(site.folder / passing.FILE)) as connection:
        return connection.execute("SELECT count(*) FROM mailbox").fetchone()[0]


async def put(client: Client, step: int, message: bytes, box: bytes = MAILBOX) -> httpx.Response:
    body = {"mailbox": box, "step": step, "message": message}
    return await client.post("/api/pairing/put", body)


async def take(client: Client, step: int, box: bytes = MAILBOX) -> httpx.Response:
    return await client.post("/api/pairing/take", {"mailbox": box, "step": step})


async def test_r61_two_devices_exchange_messages_and_one_needs_no_session(site: Site) -> None:
    phone, other = await opened(site)
    assert read(await take(other, 1))["message"] is None
    assert (await put(other, 1, b"commit")).status_code == 204
    assert read(await take(phone, 1))["message"] == b"commit"
    assert (await put(phone, 2, b"nonce")).status_code == 204
    assert read(await take(other, 2))["message"] == b"nonce"


async def test_r61_only_a_signed_in_member_makes_a_mailbox(site: Site) -> None:
    answer = await site.client().post("/api/pairing", {"mailbox": MAILBOX})
    assert (answer.status_code, slug(answer)) == (401, "not-signed-in")
    assert (await put(site.client(), 0, b"x")).status_code == 404


async def test_r61_a25_a_message_is_taken_once_and_its_step_used_once(site: Site) -> None:
    phone, other = await opened(site)
    assert (await put(phone, 0, b"offer")).status_code == 204
    assert slug(await put(phone, 0, b"another")) == "used"
    assert read(await take(other, 0))["message"] == b"offer"
    again = await take(other, 0)
    assert (again.status_code, slug(again), problem(again)["field"]) == (409, "used", "step")
    assert slug(await put(other, 0, b"replayed")) == "used"


async def test_r61_a25_it_is_gone_after_120_seconds(site: Site) -> None:
    phone, other = await opened(site)
    await put(phone, 0, b"offer")
    site.clock.seconds += 119.9
    assert (await put(other, 1, b"commit")).status_code == 204
    site.clock.seconds += 0.2
    for answer in (await take(other, 0), await take(phone, 1), await put(phone, 2, b"x")):
        assert (answer.status_code, slug(answer)) == (404, "not-found")
    await site.desk.store.forget(int(site.clock.seconds * 1000))
    assert await remembered(site) == 0


async def test_r61_what_nobody_takes_is_dropped_though_nobody_asks(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("small_moments.watch.TIDIES", 0.0)
    await opened(site)
    assert await remembered(site) == 1
    site.clock.seconds += 120
    while await remembered(site):  # noqa: ASYNC110 - the server's own task is waited for
        await asyncio.sleep(0)


async def test_r61_what_a_server_leaves_behind_is_dropped_by_the_next_one(site: Site) -> None:
    site.clock.seconds -= 1000  # the next one's clock is beyond its end
    await opened(site)
    assert await remembered(site) == 1
    async with asyncio.timeout(10), running(site.folder, site.desk.settings):
        while await remembered(site):  # noqa: ASYNC110 - the server's own task is waited for
            await asyncio.sleep(0)


async def test_r61_whoever_closes_it_ends_it(site: Site) -> None:
    phone, other = await opened(site)
    await put(phone, 0, b"offer")
    for _ in range(2):
        assert (await other.post("/api/pairing/close", {"mailbox": MAILBOX})).status_code == 204
    assert (await take(phone, 0)).status_code == 404


async def test_r61_a25_an_account_has_one_at_a_time_and_an_id_is_not_taken_over(site: Site) -> None:
    phone, other = await opened(site)
    taken = await phone.post("/api/pairing", {"mailbox": MAILBOX})
    assert (taken.status_code, problem(taken)["field"]) == (409, "mailbox")
    second = await site.member(Person(2))
    assert slug(await second.post("/api/pairing", {"mailbox": MAILBOX})) == "used"
    assert (await phone.post("/api/pairing", {"mailbox": bytes(16)})).status_code == 204
    assert (await take(other, 0)).status_code == 404
    assert (await take(other, 0, bytes(16))).status_code == 200


@pytest.mark.parametrize("path", ["", "/put", "/take", "/close"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mailbox", bytes(15)),
        ("mailbox", bytes(17)),
        ("mailbox", "text"),
        ("mailbox", None),
        ("step", -1),
        ("step", 5),
        ("step", "1"),
        ("message", bytes(8193)),
        ("message", None),
        ("account", bytes(16)),
    ],
)
async def test_bad_input_is_named_and_changes_nothing(
    site: Site, path: str, field: str, value: object
) -> None:
    phone, _ = await opened(site)
    fields = {"": (), "/put": ("step", "message"), "/take": ("step",), "/close": ()}[path]
    sound = {"mailbox": bytes(16), "step": 1, "message": b"x"}
    body = {name: sound[name] for name in ("mailbox", *fields)} | {field: value}
    answer = await phone.post(f"/api/pairing{path}", body)
    assert (answer.status_code, slug(answer)) == (400, "malformed")
    known = field in ("mailbox", *fields)
    assert problem(answer)["field"] == (field if known else "body (an unknown field)")
    assert await remembered(site) == 1


async def test_other_sites_cannot_use_a_mailbox(site: Site) -> None:
    await opened(site)
    for path in ("/api/pairing", "/api/pairing/put", "/api/pairing/take", "/api/pairing/close"):
        answer = await site.client().send("POST", path, b"", {"x-small-moments": "1"})
        assert (answer.status_code, slug(answer)) == (403, "not-same-origin")


async def test_a25_a_flood_waits_and_pushes_nobody_out(site: Site) -> None:
    phone, other = await opened(site)
    flood = site.client("203.0.113.9")
    statuses = [(await put(flood, 1, b"x", bytes([n]) * 16)).status_code for n in range(20)]
    assert statuses == [404] * statuses.index(429) + [429] * (20 - statuses.index(429))
    assert 8 <= statuses.index(429) <= 12
    assert (await put(other, 1, b"commit")).status_code == 204
    assert read(await take(phone, 1))["message"] == b"commit"


async def test_two_phones_of_one_address_may_ask_until_the_end(site: Site) -> None:
    phone, _ = await opened(site)
    beside = site.client()
    for _ in range(120):
        for client in (phone, phone, beside, beside):
            assert (await take(client, 3)).status_code == 200
        site.clock.seconds += 0.99


async def test_there_are_places_for_so_many_and_they_come_free_by_themselves(site: Site) -> None:
    boxes = site.desk.mailboxes
    for number in range(MOST):
        await boxes.open(number.to_bytes(16, "big"), Account(number.to_bytes(16, "big")))
    with pytest.raises(ProblemError) as full:
        await boxes.open(b"\xff" * 16, Account(b"\xff" * 16))
    assert (full.value.slug, full.value.headers) == ("busy", {"retry-after": "30"})
    site.clock.seconds += 120
    await boxes.open(b"\xff" * 16, Account(b"\xff" * 16))
    assert await remembered(site) == 1


async def test_an_erased_account_has_no_mailbox_left(site: Site) -> None:
    person = Person()
    phone, other = await opened(site, person)
    nonce = await phone.nonce(person)
    signed = person.signed(2, nonce, site.desk.origin)
    assert (await phone.post("/api/account/delete", signed)).status_code == 204
    assert (await take(other, 0)).status_code == 404


@pytest.mark.sqlite
async def test_nothing_of_it_stays_on_the_disk_or_reaches_the_log(site: Site) -> None:
    phone, other = await opened(site)
    message = b"sealed for the other phone alone"
    await put(phone, 0, message)
    await take(other, 0)
    await phone.post("/api/pairing/close", {"mailbox": MAILBOX})
    kept = b"".join(path.read_bytes() for path in site.folder.iterdir() if path.is_file())
    said = "\n".join(site.lines)
    for part in (MAILBOX, message):
        assert part not in kept
        assert part.hex() not in said
    assert "192.0.2" not in said
