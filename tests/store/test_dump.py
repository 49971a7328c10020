"""A dump of an account that goes on writing and erasing meanwhile."""

from typing import Any

import msgspec
import pytest
from small_moments import dump
from small_moments.blob import BlobId
from small_moments.bodies import Carried
from small_moments.layout import RevisionId
from small_moments.store.store import Store
from small_moments_protocol.chain import Carried as Sent
from small_moments_protocol.chain import CarriedRevision, Chain, advance, finish

from tests.server.person import Person
from tests.store.attaching import ROOM, SMALL
from tests.store.written import account_of, begun, pushed


def verified(raw: bytes) -> Chain:
    """The chain that the reference implementation accepts of a dump."""
    dumped = msgspec.msgpack.decode(raw)
    held = Chain(dumped["account"])
    for one in dumped["links"]:
        revisions = tuple(CarriedRevision(**kept) for kept in one["revisions"])
        held = advance(held, Sent(one["link"], one["roster"], revisions))
    return finish(held)


async def test_r35_a_purge_that_comes_meanwhile_is_in_it(
    store: Store, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person()
    gone, stays = person.write(), person.write()
    state = await pushed(store, await begun(store, person), person.push(gone, stays))
    purges, page = [person.purge(gone.id)], store.page

    async def after_purge(*asked: Any) -> list[Carried]:
        while purges:
            await pushed(other, state, purges.pop())
        return await page(*asked)

    monkeypatch.setattr(store, "page", after_purge)
    raw = await dump.dump(store, account_of(person))
    assert raw is not None
    assert verified(raw).seq == 3


async def test_an_attachment_that_is_purged_meanwhile_is_left_out(
    store: Store, other: Store
) -> None:
    person = Person()
    made = [person.write(), person.write()]
    state = await pushed(store, await begun(store, person), person.push(*made))
    for name, one in zip((b"a", b"b"), made, strict=True):
        await store.blobs.begin(state, BlobId(name * 16), RevisionId(one.id), SMALL, ROOM)
        for index in range(2):
            await store.blobs.put(state, BlobId(name * 16), index, bytes(40))
    found = dump.blobs(store, account_of(person))
    first, _ = await anext(found)
    other_one = made[1] if first == (b"a" * 16).hex() else made[0]
    await pushed(other, state, person.purge(other_one.id))
    assert [name async for name, _ in found] == []
