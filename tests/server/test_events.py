"""The event stream: it says that the head moved, to those whom it concerns, while they may hear."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from small_moments.crowd import Crowd
from small_moments.events import Events
from small_moments.layout import Account
from small_moments.settings import Settings

from tests.server.client import Client, slug
from tests.server.listener import HEAD, OPEN, REST, SAME, Listener, listening
from tests.server.person import Device, Person
from tests.server.site import Site, running
from tests.server.test_headers import check_headers


@asynccontextmanager
async def opened(site: Site, client: Client) -> AsyncGenerator[Listener]:
    """A listener that was let in."""
    async with listening(site.asgi, client.cookie) as listener:
        assert await listener.hear() == OPEN
        yield listener


async def test_it_says_within_a_second_that_the_head_moved_and_not_where_to(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    async with opened(site, client) as listener:
        for _ in range(3):
            body = person.push(person.write())
            async with asyncio.timeout(1):
                await client.push(body)
                assert await listener.hear() == HEAD
        assert listener.heard_nothing()


async def test_who_holds_the_head_is_told_so_at_once_and_need_not_ask(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    older = (await client.log())["head"]
    await client.push(person.push(person.write()))
    newest = (await client.log())["head"]
    for head, first in ((newest, SAME), (older, OPEN), (b"", OPEN)):
        async with listening(site.asgi, client.cookie, head=head) as listener:
            assert await listener.hear() == first


async def test_a_push_while_a_stream_opens_is_heard_or_known_to_be_new(site: Site) -> None:
    """Whenever it comes: either the first word is not `: same`, or the move is said after it."""
    person = Person()
    client = await site.member(person)
    head = (await client.log())["head"]
    for steps in range(12):
        body = person.push(person.write())
        async with listening(site.asgi, client.cookie, head=head) as listener:
            for _ in range(steps):
                await asyncio.sleep(0)
            head = (await client.push(body))["head"]
            first = await listener.hear()
            assert first in {SAME, OPEN}
            if first == SAME:
                assert await listener.hear() == HEAD


async def test_its_headers_let_nothing_keep_it(site: Site) -> None:
    client = await site.member(Person())
    async with opened(site, client) as listener:
        assert listener.status == 200
        assert listener.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert listener.headers["cache-control"] == "no-store"
        assert listener.headers["x-accel-buffering"] == "no"
        check_headers(listener.headers)


async def test_rosters_and_purges_move_the_head_too(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    async with opened(site, client) as listener:
        for body in (person.members(person.phone, person.kit()), person.purge(bytes(32))):
            await client.push(body)
            assert await listener.hear() == HEAD


async def test_moves_that_come_before_it_looks_are_said_once(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    async with opened(site, client) as listener:
        state = await site.desk.store.state(Account(person.account))
        assert state is not None
        for seq in range(2, 102):
            site.desk.streams.move(msgspec.structs.replace(state, seq=seq))
        assert await listener.hear() == HEAD
        site.desk.streams.move(msgspec.structs.replace(state, seq=102))
        assert await listener.hear() == HEAD
        assert listener.heard_nothing()


async def test_other_accounts_hear_nothing(site: Site) -> None:
    one, two = Person(1), Person(2)
    writing, resting = await site.member(one), await site.member(two)
    async with opened(site, writing) as mine, opened(site, resting) as theirs:
        await writing.push(one.push(one.write()))
        assert await mine.hear() == HEAD
        assert theirs.heard_nothing()


async def test_a_refused_push_and_a_repeated_one_say_nothing(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    body = person.push(person.write())
    await client.push(body)
    async with opened(site, client) as listener:
        await client.push(body)
        person.seq = 0
        assert (await client.post("/api/log", person.push(person.write()))).status_code == 409
        assert listener.heard_nothing()


async def test_all_devices_hear_it(site: Site) -> None:
    person, laptop = Person(), Device(Person(8).random)
    client = await site.member(person)
    await client.push(person.members(person.phone, laptop))
    other = site.client()
    await other.log_in(person, laptop)
    async with opened(site, client) as phone, opened(site, other) as desk:
        await other.push(person.push(person.write(device=laptop), by=laptop))
        assert [await phone.hear(), await desk.hear()] == [HEAD, HEAD]


async def test_quiet_is_said_and_ends_in_time(tmp_path: Path) -> None:
    async with running(tmp_path / "data", Settings(events_seconds=1)) as site:
        client = await site.member(Person())
        events = Events(site.desk, Crowd(1), rest=0.3)
        async with listening(events, client.cookie) as listener:
            heard = [await listener.hear()]
            while heard[-1] is not None:
                heard.append(await listener.hear())
        rests = [REST] * (len(heard) - 2)
        assert heard == [OPEN, *rests, None]
        assert 1 <= len(rests) <= 3  # a busy machine says it later, and so less often
        assert site.desk.streams.open == 0


@pytest.mark.parametrize("cookie", [None, "moments=", "moments=" + "A" * 43, "other=1"])
async def test_without_a_session_nobody_listens(site: Site, cookie: str | None) -> None:
    client = site.client()
    client.cookie = cookie
    answer = await client.get("/api/events")
    assert (answer.status_code, slug(answer)) == (401, "not-signed-in")


async def test_it_is_only_read(site: Site) -> None:
    answer = await site.client().post("/api/events")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


async def test_an_account_and_the_server_have_so_many_places(tmp_path: Path) -> None:
    settings = Settings(events_per_account=2, events_at_once=3)
    async with running(tmp_path / "data", settings) as site, AsyncExitStack() as stack:
        one, two = await site.member(Person(1)), await site.member(Person(2))
        first = await stack.enter_async_context(opened(site, one))
        await stack.enter_async_context(opened(site, one))
        await refused(one)
        await stack.enter_async_context(opened(site, two))
        await refused(two)
        first.leave()
        assert await first.hear() is None
        await stack.enter_async_context(opened(site, two))
        await refused(one)


async def refused(client: Client) -> None:
    answer = await client.get("/api/events")
    assert (answer.status_code, slug(answer)) == (429, "too-many-requests")
    assert answer.headers["retry-after"] == "15"


async def test_whoever_is_gone_leaves_the_place_at_once(site: Site) -> None:
    client = await site.member(Person())
    async with opened(site, client) as listener:
        assert site.desk.streams.open == 1
        listener.leave()
        assert await listener.hear() is None
        assert site.desk.streams.open == 0


async def test_open_streams_take_no_request_s_place(tmp_path: Path) -> None:
    async with running(tmp_path / "data", Settings(requests_at_once=1)) as site:
        client = await site.member(Person())
        async with opened(site, client), opened(site, client):
            assert (await client.get("/api/head")).status_code == 200


async def test_it_ends_with_its_session_and_others_go_on(site: Site) -> None:
    person = Person()
    one, two = await site.member(person), site.client()
    await two.log_in(person)
    async with opened(site, one) as ended, opened(site, two) as going:
        session = {"x-small-moments": "1", "sec-fetch-site": "same-origin"}
        assert (await one.send("DELETE", "/api/session", None, session)).status_code == 204
        assert await ended.hear() is None
        await two.push(person.push(person.write()))
        assert await going.hear() == HEAD


@pytest.mark.parametrize(("path", "action"), [("sessions/end", 3), ("account/delete", 2)])
async def test_it_ends_when_all_sessions_or_the_account_do(
    site: Site, path: str, action: int
) -> None:
    person = Person()
    client = await site.member(person)
    async with opened(site, client) as listener:
        nonce = await client.nonce(person)
        body = person.signed(action, nonce, site.desk.origin)
        assert (await client.post(f"/api/{path}", body)).status_code == 204
        assert await listener.hear() is None


async def test_it_ends_for_a_removed_member_who_hears_of_nothing_more(site: Site) -> None:
    person, laptop = Person(), Device(Person(8).random)
    client = await site.member(person)
    await client.push(person.members(person.phone, laptop))
    other = site.client()
    await other.log_in(person, laptop)
    async with opened(site, client) as phone, opened(site, other) as removed:
        await client.push(person.members(person.phone, rotates=True))
        assert await removed.hear() is None
        assert await phone.hear() == HEAD


async def test_however_it_meets_the_end_of_its_session_it_ends(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    for later in range(20):
        site.clock.seconds += 60
        cookie = client.cookie
        nonce = await client.nonce(person)
        ending = asyncio.create_task(
            client.post("/api/sessions/end", person.signed(3, nonce, site.desk.origin))
        )
        for _ in range(later):
            await asyncio.sleep(0)
        async with listening(site.asgi, cookie) as listener:
            assert (await ending).status_code == 204
            while await listener.hear() is not None:
                pass
            assert listener.status in (200, 401)
        assert site.desk.streams.open == 0
        await client.log_in(person)


async def test_the_log_has_its_line_when_it_ends(site: Site) -> None:
    client = await site.member(Person())
    async with opened(site, client) as listener:
        assert not any("events" in line for line in site.lines)
        listener.leave()
        assert await listener.hear() is None
    assert [line.split(" ")[:3] for line in site.lines if "events" in line] == [
        ["GET", "/api/events", "200"]
    ]


async def test_when_the_server_ends_so_do_all_streams(site: Site) -> None:
    client = await site.member(Person())
    async with opened(site, client) as listener:
        site.desk.streams.close()
        assert await listener.hear() is None
    async with listening(site.asgi, client.cookie) as late:
        while await late.hear() is not None:
            pass
