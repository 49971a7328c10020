"""What every store promises, whichever engine is behind it."""

import asyncio
import os

import msgspec
import pytest
from small_moments import revision
from small_moments.chain import State
from small_moments.layout import MemberId
from small_moments.settings import Settings
from small_moments.store import opening
from small_moments.store.replay import Said, Walk
from small_moments.store.session import new_token, token_hash
from small_moments.store.store import (
    FullError,
    NoMailboxError,
    NotInvitedError,
    StaleError,
    Store,
    TakenError,
    UsedError,
)

from tests.server.person import Body, Device, Person
from tests.store.written import TODAY, account_of, begun, first, following, nothing, pushed


async def test_what_was_registered_is_loaded_as_it_was_judged(store: Store) -> None:
    person = Person()
    state = await begun(store, person)
    assert state == await store.state(account_of(person))
    assert (state.seq, state.head) == (1, person.head)
    assert await store.first_roster(state.account) == person.roster.encode()
    assert await store.state(account_of(Person(2))) is None


async def test_an_invitation_is_used_once_and_until_its_last_day(store: Store) -> None:
    await store.add_invitations([b"a", b"b"], TODAY)
    assert await store.invitations(TODAY) == 2
    assert await store.invitations(TODAY + 1) == 0
    with pytest.raises(NotInvitedError):
        await store.register(first(Person()), b"a", os.urandom, TODAY + 1, nothing)
    await store.register(first(Person()), b"a", os.urandom, TODAY, nothing)
    for code in (b"a", b"unknown"):
        with pytest.raises(NotInvitedError):
            await store.register(first(Person(2)), code, os.urandom, TODAY, nothing)
    assert (await store.count(), await store.invitations(TODAY)) == (1, 1)
    await store.end_old(unused_since=0, erased_since=0, today=TODAY + 1)
    assert await store.invitations(TODAY) == 0


async def test_an_account_is_registered_once_and_costs_no_second_invitation(store: Store) -> None:
    await begun(store, Person())
    await store.add_invitations([b"a"], None)
    with pytest.raises(TakenError):
        await store.register(first(Person()), b"a", os.urandom, TODAY, nothing)
    assert await store.invitations(TODAY) == 1


async def test_of_many_who_use_one_invitation_one_comes_in(store: Store, other: Store) -> None:
    await store.add_invitations([b"a"], None)
    done = await asyncio.gather(
        *(
            (store, other)[seed % 2].register(first(Person(seed)), b"a", os.urandom, TODAY, nothing)
            for seed in range(6)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(one, State) for one in done) == 1
    assert sum(isinstance(one, NotInvitedError) for one in done) == 5


async def test_r34_a_link_is_appended_to_no_other_head_than_it_was_judged_on(store: Store) -> None:
    person = Person()
    state = await begun(store, person)
    accepted = following(state, person.push(person.write()))
    for wrong in (
        msgspec.structs.replace(state, head=bytes(32)),
        msgspec.structs.replace(state, account=Person(2).account, alias=7),
    ):
        elsewhere = msgspec.structs.replace(
            accepted, after=msgspec.structs.replace(accepted.after, account=wrong.account)
        )
        with pytest.raises(StaleError):
            await store.append(wrong, elsewhere, nothing)
    assert await store.state(state.account) == state
    after = await store.append(state, accepted, nothing)
    with pytest.raises(StaleError):
        await store.append(state, accepted, nothing)
    assert await store.state(state.account) == after


async def test_of_many_who_append_to_one_head_one_is_first(store: Store, other: Store) -> None:
    person = Person()
    state = await begun(store, person)
    bodies = list[Body]()
    for _ in range(8):
        person.seq, person.head = state.seq, state.head
        person.phone.counter, person.phone.last = 0, bytes(32)
        bodies.append(person.push(person.write()))
    done = await asyncio.gather(
        *(
            (store, other)[at % 2].append(state, following(state, body), nothing)
            for at, body in enumerate(bodies)
        ),
        return_exceptions=True,
    )
    (after,) = [one for one in done if isinstance(one, State)]
    assert sum(isinstance(one, StaleError) for one in done) == 7
    assert await store.state(state.account) == await other.state(state.account) == after


async def test_what_one_server_acknowledged_the_other_one_reads(store: Store, other: Store) -> None:
    person = Person()
    state = await begun(store, person)
    token = new_token(state.account, os.urandom)
    await store.begin_session(state.account, MemberId(person.phone.id), token_hash(token), TODAY)
    for at in range(30):
        writes, reads = (store, other) if at % 2 else (other, store)
        state = await pushed(writes, state, person.push(person.write()))
        found = await reads.session(token)
        assert found is not None
        assert (found.seq, found.head) == (state.seq, state.head)
        assert await reads.state(state.account) == state
        assert (
            await reads.link_at(state, state.seq)
            == (await writes.page(state, at + 1, at + 2))[0].link
        )


async def test_then_is_told_after_each_commit(store: Store) -> None:
    person, told = Person(), list[State]()
    state = await begun(store, person)
    for _ in range(3):
        accepted = following(state, person.push(person.write()))
        state = await store.append(state, accepted, told.append)
        assert told[-1] == state
    assert len(told) == 3
    assert store.written[0] >= 3


async def test_pages_hold_what_fits_in_order_and_at_least_one_link(store: Store) -> None:
    person = Person()
    state = await begun(store, person)
    bodies = [person.push(*(person.write("w" * 3000) for _ in range(3))) for _ in range(6)]
    state = await pushed(store, state, *bodies)
    whole = await store.page(state, 0, state.seq)
    assert [one.link for one in whole[1:]] == [body["link"] for body in bodies]
    assert [[one.body for one in carried.revisions] for carried in whole[1:]] == [
        [one["body"] for one in body["revisions"]] for body in bodies
    ]
    assert (whole[0].roster, whole[1].roster) == (person.roster.encode(), None)
    for most, number in ((1, 1), (30_000, 2), (10**9, 6)):
        assert await store.page(state, 1, state.seq, most) == whole[1 : 1 + number]
    assert await store.page(state, 2, 4) == whole[2:4]
    assert await store.page(state, state.seq, state.seq) == []


async def test_r45_a_purge_deletes_bodies_and_keeps_headers_and_hashes(store: Store) -> None:
    person = Person()
    written = [person.write(f"words {at}") for at in range(3)]
    state = await pushed(store, await begun(store, person), person.push(*written))
    gone = await pushed(store, state, person.purge(written[1].id, written[2].id, bytes(32)))
    freed = sum(len(one.body) - 32 for one in written[1:])
    assert gone == await store.state(state.account)
    assert gone.stored_bytes == state.stored_bytes - freed + len(
        await store.link_at(gone, gone.seq) or b""
    )
    page = await store.page(gone, 1, 2)
    assert [(one.header, one.body, one.body_hash) for one in page[0].revisions] == [
        (written[0].header, written[0].body, None),
        *((one.header, None, revision.body_hash(one.body)) for one in written[1:]),
    ]


async def test_rosters_are_numbered_and_wraps_belong_to_members(store: Store) -> None:
    person, laptop = Person(), Device(Person(8).random)
    versions = [person.roster.encode()]
    state = await begun(store, person)
    for members, rotates in (((person.phone, laptop), False), ((person.phone,), True)):
        state = await pushed(store, state, person.members(*members, rotates=rotates))
        versions.append(person.roster.encode())
    account = state.account
    assert [await store.roster_numbered(account, at) for at in range(4)] == [*versions, None]
    assert await store.rosters_after(account, 0) == versions[1:]
    assert await store.roster_in_force(account) == versions[2] == state.roster.raw
    assert len(await store.wraps(state)) == 3
    assert len(await store.wraps(state, person.phone.id)) == 2
    assert await store.wraps(state, laptop.id) == (await store.wraps(state))[1:2]
    assert await store.roster_in_force(account_of(Person(3))) is None


async def test_sessions_begin_are_used_and_end(store: Store, other: Store) -> None:
    person = Person()
    state = await begun(store, person)
    phone, account, told = MemberId(person.phone.id), state.account, list[int]()
    tokens = [new_token(account, os.urandom) for _ in range(4)]
    for at, token in enumerate(tokens):
        await store.begin_session(account, phone, token_hash(token), TODAY + at)
    found = await other.session(tokens[0])
    assert found is not None
    assert (found.account, found.member, found.used_day) == (account, phone, TODAY)
    await store.use_session(found, TODAY + 9)
    await store.end_old(unused_since=TODAY + 2, erased_since=0, today=TODAY)
    assert [await other.session(one) is None for one in tokens] == [False, True, False, False]
    await other.end_session(found, lambda: told.append(1))
    assert await store.session(tokens[0]) is None
    await other.end_sessions(account, lambda: told.append(2))
    assert [await store.session(one) for one in tokens] == [None] * 4
    assert told == [1, 2]
    assert await store.session(bytes(32)) is None


async def test_whoever_is_no_member_any_more_has_no_session(store: Store) -> None:
    person, laptop = Person(), Device(Person(8).random)
    state = await begun(store, person)
    state = await pushed(store, state, person.members(person.phone, laptop))
    tokens = [new_token(state.account, os.urandom) for _ in range(2)]
    for device, token in zip((person.phone, laptop), tokens, strict=True):
        await store.begin_session(state.account, MemberId(device.id), token_hash(token), TODAY)
    await pushed(store, state, person.members(person.phone, rotates=True))
    assert [await store.session(one) is None for one in tokens] == [False, True]


async def test_who_is_erased_is_gone_and_others_are_not(store: Store, other: Store) -> None:
    one, two = Person(1), Person(2)
    gone, stays = await begun(store, one), await begun(store, two)
    gone = await pushed(store, gone, one.push(one.write()))
    stays = await pushed(store, stays, two.push(two.write()))
    before, kept = await store.rows(stays), await store.page(stays, 0, 2)
    tokens = [new_token(state.account, os.urandom) for state in (gone, stays)]
    for state, token in zip((gone, stays), tokens, strict=True):
        member = next(iter(state.roster.devices()))
        await store.begin_session(state.account, member, token_hash(token), TODAY)
    await store.mailboxes.open(b"m" * 32, gone.account, 0, 9, 9)
    told = list[int]()
    await store.erase(gone.account, TODAY, lambda: told.append(1))
    assert told == [1]
    assert await other.state(gone.account) is None
    assert not any((await other.rows(gone)).values())
    assert await other.session(tokens[0]) is None
    with pytest.raises(NoMailboxError):
        await other.mailboxes.take(b"m" * 32, 0, 1)
    assert await other.session(tokens[1]) is not None
    assert {**await other.rows(stays), "session": []} == {**before, "session": []}
    assert await other.page(stays, 0, 2) == kept
    await store.erase(gone.account, TODAY, nothing)
    assert (await begun(other, one_again := Person(1))).account == one_again.account


async def test_a_push_that_meets_the_erasing_of_its_account_leaves_nothing(
    store: Store, other: Store
) -> None:
    for seed in range(10):
        person = Person(seed)
        state = await begun(store, person)
        accepted = following(state, person.push(person.write()))
        token = token_hash(new_token(state.account, os.urandom))
        await asyncio.gather(
            store.append(state, accepted, nothing),
            other.erase(state.account, TODAY, nothing),
            store.begin_session(state.account, MemberId(person.phone.id), token, TODAY),
            return_exceptions=True,
        )
        assert await store.state(state.account) is None
        assert not any((await store.rows(state)).values())


async def test_every_row_of_an_account_is_shown_by_table(store: Store) -> None:
    person = Person()
    state = await pushed(store, await begun(store, person), person.push(person.write()))
    rows = await store.rows(state)
    counts = {table: len(some) for table, some in rows.items()}
    assert counts == {
        "account": 1, "device": 1, "session": 0, "link": 2, "roster": 1, "wrap": 1, "revision": 1,
        "blob": 0, "reference": 0, "chunk": 0,
    }  # fmt: skip
    assert rows["account"][0]["head"] == state.head
    assert rows["revision"][0]["body"] == (await store.page(state, 1, 2))[0].revisions[0].body


async def test_a_walk_over_pages_leads_to_what_the_account_says_and_to_nothing_else(
    store: Store,
) -> None:
    person = Person()
    written = [person.write() for _ in range(4)]
    state = await pushed(
        store,
        await begun(store, person),
        person.push(*written),
        person.members(person.phone, person.kit()),
        person.purge(written[0].id),
    )
    wraps = await store.wraps(state)
    by_seq = {1: wraps[:1], 3: wraps[1:]}
    walk = Walk(state.account, {seq: [*some] for seq, some in by_seq.items()})
    assert walk.enter(await store.page(state, 0, 2))
    assert walk.enter(await store.page(state, 2, state.seq))
    ids = [one.id for one in written]
    said = Said(state.seq, state.head, state.stored_bytes, state.roster, state.devices, [*ids])
    assert walk.leads_to(said)
    assert not walk.leads_to(msgspec.structs.replace(said, ids=ids[1:]))
    assert not walk.leads_to(msgspec.structs.replace(said, stored_bytes=1))
    again = Walk(state.account, {seq: [*some] for seq, some in by_seq.items()})
    assert not again.enter(await store.page(state, 1, state.seq))


async def test_the_survey_counts_what_is_kept(store: Store) -> None:
    assert not await store.is_anyone_in_or_invited()
    small, large = Person(1), Person(2)
    await begun(store, small)
    state = await pushed(store, await begun(store, large), large.push(large.write(), large.write()))
    kept = await store.kept()
    assert [one.account for one in kept] == [large.account, small.account]
    assert (kept[0].devices, kept[0].links, kept[0].revisions) == (1, 2, 2)
    assert kept[0].stored_bytes == state.stored_bytes
    assert await store.is_anyone_in_or_invited()
    assert await store.count() == 2


async def test_standings_tell_heads_sessions_and_who_is_gone(store: Store, other: Store) -> None:
    person = Person()
    state = await begun(store, person)
    found = await other.standings([state.account, account_of(Person(2))])
    assert found.keys() == {state.account}
    assert (found[state.account].head, found[state.account].sessions) == (state.head, frozenset())
    token = token_hash(new_token(state.account, os.urandom))
    await store.begin_session(state.account, MemberId(person.phone.id), token, TODAY)
    state = await pushed(store, state, person.push(person.write()))
    standing = (await other.standings([state.account]))[state.account]
    assert (standing.seq, standing.head, standing.sessions) == (2, state.head, {token})


async def test_r51_a_nonce_is_used_once_by_whichever_server(store: Store, other: Store) -> None:
    account = account_of(Person())
    key = await store.nonces.key()
    assert key == await other.nonces.key()
    nonces = [bytes([at]) * 32 for at in range(8)]
    for nonce in nonces:
        done = await asyncio.gather(
            *(one.nonces.use(key, account, nonce, 1000) for one in (store, other, store, other))
        )
        assert sorted(done) == [False, False, False, True]
    assert not await store.nonces.use(b"k" * 32, account, b"n" * 32, 1000)
    assert await other.forget(999) == 8
    assert await store.forget(1001) == 0


async def test_r61_a_message_is_taken_once_by_whichever_server(store: Store, other: Store) -> None:
    account, box = account_of(Person()), b"m" * 32
    await store.mailboxes.open(box, account, 0, 120, 500)
    assert await other.mailboxes.take(box, 1, 1) is None
    await other.mailboxes.put(box, 1, b"sealed", 1)
    with pytest.raises(UsedError):
        await store.mailboxes.put(box, 1, b"another", 1)
    done = await asyncio.gather(
        *(one.mailboxes.take(box, 1, 1) for one in (store, other, store, other)),
        return_exceptions=True,
    )
    assert done.count(b"sealed") == 1
    assert sum(isinstance(one, UsedError) for one in done) == 3
    with pytest.raises(UsedError):
        await other.mailboxes.put(box, 1, b"replayed", 1)


async def test_r61_a_mailbox_ends_is_closed_or_is_replaced(store: Store, other: Store) -> None:
    account, box = account_of(Person()), b"m" * 32
    await store.mailboxes.open(box, account, 0, 120, 500)
    with pytest.raises(UsedError):
        await other.mailboxes.open(box, account_of(Person(2)), 1, 121, 500)
    for ask in (other.mailboxes.take(box, 0, 120), other.mailboxes.put(box, 0, b"x", 120)):
        with pytest.raises(NoMailboxError):
            await ask
    await store.mailboxes.put(box, 2, b"x", 1)
    await other.mailboxes.open(b"n" * 32, account, 1, 121, 500)
    with pytest.raises(NoMailboxError):
        await store.mailboxes.take(box, 2, 1)
    await store.mailboxes.close(b"n" * 32)
    await store.mailboxes.open(box, account, 2, 122, 500)
    assert await store.mailboxes.take(box, 2, 3) is None
    with pytest.raises(FullError):
        await other.mailboxes.open(b"o" * 32, account_of(Person(2)), 2, 122, 1)
    assert await other.forget(121) == 1
    assert await other.forget(122) == 0


async def test_what_is_kept_is_there_after_all_servers_have_ended(settings: Settings) -> None:
    person = Person()
    async with opening.served(settings, "") as store:
        state = await pushed(store, await begun(store, person), person.push(person.write()))
    async with opening.opened(settings) as store:
        assert await store.state(state.account) == state
        assert await store.is_ready()
    kept, unused = await opening.survey(settings, TODAY)
    assert ([one.account for one in kept], unused) == ([state.account], 0)
