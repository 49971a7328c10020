"""Two servers on one store: what one has acknowledged, the other one knows."""

import asyncio
import random
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from small_moments.settings import Settings
from small_moments.store.postgresql.store import PostgresqlStore

from tests.postgresql import Cluster
from tests.server.client import Client, read, slug
from tests.server.listener import HEAD, OPEN, REST, Listener, listening
from tests.server.person import Device, Person
from tests.server.site import Site, running

Pair = tuple[Site, Site]
WRITE = {"x-small-moments": "1", "sec-fetch-site": "same-origin"}
ROUNDS = 40
PUSHES = 6
LOST = (
    r"store the database does not answer \(\w+\); see that it runs, and what the setting database"
    r" says; phones keep what they hold and send it later"
)


@pytest.fixture
async def pair(settings: Settings, tmp_path: Path) -> AsyncIterator[Pair]:
    async with (
        running(tmp_path / "data", settings) as one,
        running(tmp_path / "data", settings) as two,
    ):
        yield one, two


async def everywhere(pair: Pair, person: Person) -> tuple[Client, Client]:
    """The same browser, as either server meets it."""
    here, there = await pair[0].member(person), pair[1].client()
    there.cookie = here.cookie
    return here, there


async def hear(listener: Listener) -> str | None:
    """The next part that is no rest."""
    while (heard := await listener.hear()) == REST:
        pass
    return heard


async def test_what_one_acknowledged_the_other_one_answers_at_once(pair: Pair) -> None:
    person = Person()
    clients = await everywhere(pair, person)
    for at in range(20):
        writes, reads = clients[at % 2], clients[1 - at % 2]
        pushed = await writes.push(person.push(person.write()))
        assert read(await reads.get("/api/head")) == pushed
        assert len((await reads.log(after=at))["links"]) == 2
    again = person.push(person.write())
    assert await clients[0].push(again) == await clients[1].push(again)


async def test_both_take_pushes_of_many_accounts_at_once_and_lose_none(pair: Pair) -> None:
    people = [Person(seed) for seed in range(6)]
    clients = [await everywhere(pair, person) for person in people]

    async def push_all(at: int) -> None:
        chance = random.Random(at)
        for _ in range(10):
            await chance.choice(clients[at]).push(people[at].push(people[at].write()))

    await asyncio.gather(*(push_all(at) for at in range(len(people))))
    for at, person in enumerate(people):
        for client in clients[at]:
            log = await client.log()
            assert (log["seq"], log["head"], len(log["links"])) == (11, person.head, 11)


async def test_r51_a_nonce_of_one_logs_in_at_the_other_and_only_once(pair: Pair) -> None:
    person = Person()
    here, there = await everywhere(pair, person)
    body = person.signed(1, await here.nonce(person), pair[0].desk.origin)
    done = await asyncio.gather(*(client.post("/api/login", body) for client in (here, there) * 2))
    assert sorted(answer.status_code for answer in done) == [204, 401, 401, 401]


async def test_r61_phones_that_meet_at_two_servers_meet(pair: Pair) -> None:
    here, _ = await everywhere(pair, Person())
    there, box = pair[1].client("192.0.2.2"), {"mailbox": bytes(16)}
    assert (await here.post("/api/pairing", box)).status_code == 204
    put = {**box, "step": 1, "message": b"sealed"}
    assert (await there.post("/api/pairing/put", put)).status_code == 204
    taken = await here.post("/api/pairing/take", {**box, "step": 1})
    assert read(taken)["message"] == b"sealed"
    assert slug(await there.post("/api/pairing/take", {**box, "step": 1})) == "used"
    assert (await there.post("/api/pairing/close", box)).status_code == 204
    assert (await here.post("/api/pairing/take", {**box, "step": 2})).status_code == 404


async def test_a_push_to_one_wakes_who_listens_at_the_other(pair: Pair) -> None:
    person, other = Person(1), Person(2)
    here, there = await everywhere(pair, person)
    _, resting = await everywhere(pair, other)
    async with (
        listening(pair[1].asgi, there.cookie) as listener,
        listening(pair[1].asgi, resting.cookie) as quiet,
    ):
        assert await listener.hear() == await quiet.hear() == OPEN
        for _ in range(3):
            await here.push(person.push(person.write()))
            assert await hear(listener) == HEAD
        assert quiet.heard_nothing()


async def test_no_wake_up_is_lost_however_listening_meets_pushes(pair: Pair) -> None:
    """Whoever listens either reads the newest head after it was let in, or is told of it."""
    person = Person()
    here, there = await everywhere(pair, person)
    chance = random.Random(ROUNDS)
    for _ in range(ROUNDS):
        bodies = [person.push(person.write()) for _ in range(chance.randint(1, PUSHES))]

        async def push_all(bodies: list[dict[str, object]] = bodies) -> None:
            for body in bodies:
                await here.push(body)

        pushing = asyncio.create_task(push_all())
        for _ in range(chance.randint(0, 60)):
            await asyncio.sleep(0)
        async with listening(pair[1].asgi, there.cookie) as listener:
            assert await listener.hear() == OPEN
            while read(await there.get("/api/head"))["seq"] < person.seq:
                assert await hear(listener) == HEAD
        await pushing
        for site in pair:
            site.clock.seconds += 60


@pytest.mark.parametrize(
    ("path", "action"), [("session", 0), ("sessions/end", 3), ("account/delete", 2)]
)
async def test_a_stream_ends_at_the_other_with_its_session_or_account(
    pair: Pair, path: str, action: int
) -> None:
    person = Person()
    here, there = await everywhere(pair, person)
    async with listening(pair[1].asgi, there.cookie) as listener:
        assert await listener.hear() == OPEN
        if action:
            signed = person.signed(action, await here.nonce(person), pair[0].desk.origin)
            assert (await here.post(f"/api/{path}", signed)).status_code == 204
        else:
            assert (await here.send("DELETE", f"/api/{path}", None, WRITE)).status_code == 204
        assert await hear(listener) is None
    assert (await there.get("/api/head")).status_code == 401


async def test_a_removed_member_hears_nothing_more_at_the_other(pair: Pair) -> None:
    person, laptop = Person(), Device(Person(8).random)
    here, there = await everywhere(pair, person)
    await here.push(person.members(person.phone, laptop))
    removed = pair[1].client()
    await removed.log_in(person, laptop)
    async with (
        listening(pair[1].asgi, removed.cookie) as ended,
        listening(pair[1].asgi, there.cookie) as phone,
    ):
        assert await ended.hear() == await phone.hear() == OPEN
        await here.push(person.members(person.phone, rotates=True))
        assert await hear(phone) == HEAD
        assert await hear(ended) is None
    assert (await removed.get("/api/head")).status_code == 401


async def test_an_account_that_was_erased_and_begun_again_has_nothing_old_at_the_other(
    pair: Pair,
) -> None:
    person = Person()
    here, there = await everywhere(pair, person)
    for _ in range(5):
        await here.push(person.push(person.write()))
    assert read(await there.get("/api/head"))["seq"] == 6
    signed = person.signed(2, await here.nonce(person), pair[0].desk.origin)
    assert (await here.post("/api/account/delete", signed)).status_code == 204
    again = Person()
    await here.register(again, await pair[0].invitation())
    there.cookie = here.cookie
    assert read(await there.get("/api/head"))["seq"] == 1
    pushed = await there.push(again.push(again.write()))
    assert read(await here.get("/api/head")) == pushed


async def test_an_invitation_made_at_one_comes_in_at_the_other(pair: Pair) -> None:
    client = pair[1].client()
    await client.register(Person(), await pair[0].invitation())
    assert (await client.get("/api/head")).status_code == 200


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
async def test_whoever_hears_no_notice_any_more_is_woken_all_the_same(pair: Pair) -> None:
    person = Person()
    here, there = await everywhere(pair, person)
    store = pair[1].desk.store
    assert isinstance(store, PostgresqlStore)
    async with listening(pair[1].asgi, there.cookie) as listener:
        assert await listener.hear() == OPEN
        for _ in range(3):
            await store.pool.ask(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
            )
            await here.push(person.push(person.write()))
            assert await hear(listener) == HEAD


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
async def test_connections_that_are_cut_are_made_anew_and_nobody_notices(pair: Pair) -> None:
    person = Person()
    here, there = await everywhere(pair, person)
    store = pair[0].desk.store
    assert isinstance(store, PostgresqlStore)
    for _ in range(3):
        with_pid = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <>"
        await store.pool.ask(f"{with_pid} pg_backend_pid() AND datname = current_database()")
        body = person.push(person.write())
        answer = await there.post("/api/log", body)
        assert answer.status_code == 200, pair[1].lines
        pushed = read(answer)
        assert read(await here.get("/api/head")) == pushed


async def test_while_the_database_is_down_all_is_refused_kindly_and_nothing_acknowledged_is_lost(
    tmp_path: Path, mortal: Cluster, mortal_url: str
) -> None:
    person = Person()
    async with running(tmp_path, Settings(database=mortal_url)) as site:
        client = await site.member(person)
        await client.push(person.push(person.write()))
        mortal.stop("immediate")
        body = person.push(person.write())
        refused = [
            await client.post("/api/log", body),
            await client.get("/api/head"),
            await client.get("/api/events"),
            await client.get("/readyz"),
        ]
        assert [(one.status_code, slug(one)) for one in refused] == [(503, "not-ready")] * 4
        assert {one.headers["retry-after"] for one in refused} == {"1"}
        assert (await client.get("/healthz")).status_code == 200
        assert all(str(mortal.folder) not in line for line in site.lines)
        (told,) = site.outages()
        assert re.fullmatch(LOST, told), told
        mortal.start()
        assert (await client.get("/readyz")).status_code == 200
        assert site.outages()[1:] == ["store the database answers again"]
        assert (await client.log())["seq"] == 2
        assert (await client.push(body))["seq"] == 3
