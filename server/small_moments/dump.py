"""`small-moments dump`: an account's log and blobs as they are kept, for who wants to check."""

from collections.abc import AsyncIterator

from msgspec import msgpack

from small_moments.blob import BlobId
from small_moments.bodies import Dump
from small_moments.layout import Account
from small_moments.store.store import Store

EVERYTHING = 2**62  # bytes of a page that holds a whole log


async def dump(store: Store, account: Account) -> bytes | None:
    """One MessagePack map (spec, section HTTP); None if there is no such account."""
    state = await store.state(account)
    if state is None:
        return None
    links = await store.page(state, 0, state.seq, EVERYTHING)
    wraps = await store.wraps(state)
    return msgpack.encode(Dump("small-moments-dump", 1, account, links, wraps))


async def blobs(store: Store, account: Account) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Each whole blob as the name of its file and its sealed chunks in order."""
    state = await store.state(account)
    if state is None:
        return
    for row in (await store.rows(state))["blob"]:
        name = BlobId(row["blob"])
        found = await store.blobs.find(state, name)
        if not found.missing:
            indexes = range(found.numbers.chunks)
            yield name.hex(), [await store.blobs.read(state, name, index) for index in indexes]
