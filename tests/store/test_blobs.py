"""Blobs, whichever engine has their rows: nothing that lives goes, and nothing dead stays."""

import asyncio
import secrets
from pathlib import Path

import pytest
from small_moments.blob import BlobId
from small_moments.chain import State
from small_moments.chunks import files
from small_moments.chunks.chunks import Name
from small_moments.chunks.files import Files
from small_moments.layout import RevisionId
from small_moments.settings import Settings
from small_moments.store import blobs
from small_moments.store.store import Store

from tests.server.person import Person
from tests.store.attaching import ROOM, SMALL, Journal
from tests.store.written import TODAY, begun, nothing, pushed

BLOB = BlobId(b"b" * 16)


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """Chunks of PostgreSQL's rows need a folder too."""
    return Settings(data=str(tmp_path / "data"), database=settings.database)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the chunks are."""
    return tmp_path / "data" / files.FOLDER


async def written(store: Store, person: Person) -> tuple[State, RevisionId]:
    """An account with one revision."""
    made = person.write()
    state = await pushed(store, await begun(store, person), person.push(made))
    return state, RevisionId(made.id)


async def test_r90_in_any_order_nothing_that_lives_goes_and_nothing_dead_stays(
    store: Store, folder: Path
) -> None:
    seed = secrets.randbelow(1 << 32)
    journal = Journal(store, folder, seed)
    await journal.start()
    for step in range(150):
        try:
            await journal.act()
        except AssertionError as broken:
            raise AssertionError(f"seed {seed}, step {step}: {broken}") from broken


async def test_of_many_purges_and_references_at_once_none_leaves_half(
    store: Store, other: Store, folder: Path
) -> None:
    person = Person()
    state, first = await written(store, person)
    for _ in range(8):
        second = person.write()
        state = await pushed(store, state, person.push(second))
        await store.blobs.begin(state, BLOB, first, SMALL, ROOM)
        after, *done = await asyncio.gather(
            pushed(store, state, person.purge(first)),
            other.blobs.refer(state, RevisionId(second.id), [BLOB]),
            *(other.blobs.put(state, BLOB, index % 2, b"c" * 9) for index in range(4)),
            return_exceptions=True,
        )
        assert isinstance(after, State)
        state, first = after, RevisionId(second.id)
        assert {type(one) for one in done} <= {type(None), blobs.BlobUnknownError}
        rows = await store.rows(state)
        lives = done[0] is None
        assert (len(rows["blob"]), len(rows["reference"])) == (lives, lives)
        assert sum(1 for _ in files.listed(folder)) == len(rows["chunk"])
        assert rows["account"][0]["blob_bytes"] == (SMALL.bytes if lives else 0)
        assert lives or not rows["chunk"]


async def test_of_many_beginnings_at_once_no_more_are_let_in_than_fit(
    store: Store, other: Store
) -> None:
    state, revision = await written(store, Person())
    room = state.stored_bytes + 3 * SMALL.bytes
    done = await asyncio.gather(
        *(
            (store, other)[at % 2].blobs.begin(
                state, BlobId(bytes([at]) * 16), revision, SMALL, room
            )
            for at in range(10)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(one, blobs.AccountFullError) for one in done) == 7
    assert (await store.rows(state))["account"][0]["blob_bytes"] == 3 * SMALL.bytes


async def test_an_erased_account_leaves_no_chunk_whatever_comes_at_the_same_time(
    store: Store, other: Store, folder: Path
) -> None:
    state, revision = await written(store, Person())
    await store.blobs.begin(state, BLOB, revision, SMALL, ROOM)
    await asyncio.gather(
        store.erase(state.account, TODAY, nothing),
        *(other.blobs.put(state, BLOB, index, b"c" * 9) for index in (0, 1)),
        other.blobs.begin(state, BlobId(bytes(16)), revision, SMALL, ROOM),
        return_exceptions=True,
    )
    assert not any((await store.rows(state)).values())
    assert list(files.listed(folder)) == []


async def test_sweeps_of_all_servers_never_take_what_somebody_is_writing(
    store: Store, other: Store
) -> None:
    state, revision = await written(store, Person())
    ids = [BlobId(bytes([at]) * 16) for at in range(30)]
    ended = asyncio.Event()

    async def sweep(one: Store) -> int:
        swept = 0
        while not ended.is_set():
            swept += await one.blobs.sweep()
        return swept

    async def write(at: int) -> None:
        one = (store, other)[at % 2]
        await one.blobs.begin(state, ids[at], revision, SMALL, ROOM)
        for index in (0, 1):
            await one.blobs.put(state, ids[at], index, bytes([at, index]) * 50)

    sweeping = [asyncio.create_task(sweep(one)) for one in (store, other)]
    await asyncio.gather(*(write(at) for at in range(len(ids))))
    ended.set()
    await asyncio.gather(*sweeping)
    for at, blob in enumerate(ids):
        for index in (0, 1):
            assert await store.blobs.read(state, blob, index) == bytes([at, index]) * 50


async def test_a_sweep_takes_what_no_row_names_once_nobody_writes_it(
    store: Store, folder: Path
) -> None:
    state, revision = await written(store, Person())
    await store.blobs.begin(state, BLOB, revision, SMALL, ROOM)
    await store.blobs.put(state, BLOB, 0, b"named")
    left = Name(b"l" * 16)
    async with Files(folder).writing(left, b"not yet"):
        assert await store.blobs.sweep() == 0
        assert await store.blobs.chunks.read(left) == b"not yet"
    (folder / "strange").touch()
    (folder / "6c" / "strange").touch()
    assert await store.blobs.sweep() == 1
    assert await store.blobs.chunks.read(left) is None
    assert await store.blobs.read(state, BLOB, 0) == b"named"
    assert (folder / "6c" / "strange").exists()


async def test_a_chunk_that_is_spoilt_is_missing_until_it_is_sent_again(
    store: Store, folder: Path
) -> None:
    state, revision = await written(store, Person())
    await store.blobs.begin(state, BLOB, revision, SMALL, ROOM)
    good = (b"good" * 25, b"well" * 25)
    for index in (0, 1):
        await store.blobs.put(state, BLOB, index, good[index])
    for spoilt in (b"", b"good" * 24, b"bad!" * 25):
        files.path(folder, min(files.listed(folder))).write_bytes(spoilt)
        seen = await store.blobs.find(state, BLOB)
        assert await store.blobs.begin(state, BLOB, revision, SMALL, ROOM) == seen
        (index,) = seen.missing
        with pytest.raises(blobs.ChunkMissingError):
            await store.blobs.read(state, BLOB, index)
        with pytest.raises(blobs.ChunkTakenError):
            await store.blobs.put(state, BLOB, index, spoilt)
        await store.blobs.put(state, BLOB, index, good[index])
        assert (await store.blobs.find(state, BLOB)).missing == []
        assert await store.blobs.read(state, BLOB, index) == good[index]
        assert sum(1 for _ in files.listed(folder)) == 2


async def test_an_empty_database_beside_a_full_folder_sweeps_nothing(
    store: Store, folder: Path
) -> None:
    async with Files(folder).writing(Name(b"l" * 16), b"of a database that is not back yet"):
        pass
    assert await store.blobs.sweep() == 0
    await begun(store, Person())
    assert await store.blobs.sweep() == 1
