"""`small-moments dump`: an account's log and blobs as they are kept, for who wants to check."""

from collections.abc import AsyncIterator

from msgspec import msgpack

from small_moments.blob import BlobId
from small_moments.bodies import Carried, Dump
from small_moments.chain import State
from small_moments.layout import Account
from small_moments.store.blobs import BlobUnknownError, ChunkMissingError
from small_moments.store.store import Store

EVERYTHING = 2**62  # bytes of a page that holds as many links as a page may


async def dump(store: Store, account: Account) -> bytes | None:
    """One MessagePack map (spec, section HTTP); None if there is no such account."""
    links: list[Carried] = []
    state = await store.state(account)
    while state is not None and len(links) < state.seq:
        more = await store.page(state, len(links), state.seq, EVERYTHING)
        if not more:
            break  # a damaged log, which is dumped as far as it goes
        links += more
        # A purge that came meanwhile is among the next links, and names what is missing in these.
        state = await store.state(account)
    if state is None:
        return None
    wraps = await store.wraps(state)
    return msgpack.encode(Dump("small-moments-dump", 1, account, links, wraps))


async def blobs(store: Store, account: Account) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Each whole blob as the name of its file and its sealed chunks in order."""
    state = await store.state(account)
    if state is None:
        return
    for row in (await store.rows(state))["blob"]:
        name = BlobId(row["blob"])
        if (chunks := await _whole(store, state, name)) is not None:
            yield name.hex(), chunks


async def _whole(store: Store, state: State, name: BlobId) -> list[bytes] | None:
    """Its chunks in order; None if one is missing, or if it was purged meanwhile."""
    try:
        indexes = range((await store.blobs.find(state, name)).numbers.chunks)
        return [await store.blobs.read(state, name, index) for index in indexes]
    except (BlobUnknownError, ChunkMissingError):
        return None
