"""`small-moments dump`: an account's log and blobs as they are kept, for whoever wants to check it."""

from pathlib import Path

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


async def write_blobs(store: Store, account: Account, folder: Path) -> int:
    """Each whole blob in a file called by its id, its sealed chunks joined; how many there were."""
    state = await store.state(account)
    rows = {} if state is None else await store.rows(state)
    written = 0
    for row in rows.get("blob", ()):
        assert state is not None  # it has rows
        name = BlobId(row["blob"])
        found = await store.blobs.find(state, name)
        if found.missing:
            continue
        folder.mkdir(mode=0o700, exist_ok=True)
        with (folder / name.hex()).open("wb") as file:
            for index in range(found.numbers.chunks):
                file.write(await store.blobs.read(state, name, index))
        written += 1
    return written
