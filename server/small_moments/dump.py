"""`small-moments dump`: an account's log as it is kept, for whoever wants to check it."""

from msgspec import msgpack

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
