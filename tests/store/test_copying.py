"""A whole store copied from one engine to the other, and what is said where it cannot be."""

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path
from typing import Any

import pytest
from small_moments import cli
from small_moments.blob import BlobId
from small_moments.chain import State
from small_moments.chunks import files
from small_moments.commands import moving
from small_moments.layout import Account, RevisionId
from small_moments.settings import Settings
from small_moments.store import erased, opening
from small_moments.store.copying import Attached, CopyError, Head, Part, Rest, Source, Target, copy
from small_moments.store.errors import StoreError
from small_moments.store.sqlite import database
from small_moments.store.store import Store

from tests.postgresql import Cluster
from tests.server.person import Person
from tests.store.attaching import ROOM, SMALL
from tests.store.written import TODAY, begun, following, nothing, pushed


@pytest.fixture
def make(cluster: Cluster, tmp_path: Path) -> Callable[[str], str]:
    """An empty place for a store of an engine, as it is named on a command line."""

    def named(engine: str) -> str:
        return cluster.make() if engine == "postgresql" else str(tmp_path / os.urandom(4).hex())

    return named


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder that is not named is here: chunks of PostgreSQL's rows need one."""
    monkeypatch.chdir(tmp_path)


def settings_of(place: str) -> Settings:
    return Settings(database=place) if "://" in place else Settings(data=place)


async def fill(place: str) -> list[Person]:
    """Accounts that have all that an account can have, one who was erased, and an invitation."""
    people = [Person(seed) for seed in range(4)]
    async with opening.opened(settings_of(place)) as store:
        for person in people:
            state = await begun(store, person)
            if person is people[0]:
                state = await pushed(
                    store, state, *(person.push(person.write("w" * 150_000)) for _ in range(40))
                )
            few = [person.write(f"{at}") for at in range(3)]
            state = await pushed(store, state, person.push(*few))
            await attach(store, state, RevisionId(few[2].id))
            await pushed(
                store,
                state,
                person.members(person.phone, person.kit()),
                person.purge(few[1].id),
                person.members(person.phone, person.kit(), rotates=True),
                person.push(person.write()),
            )
        await store.erase(Account(people.pop().account), TODAY, nothing)
        await store.add_invitations([b"i" * 32], TODAY + 5)
    return people


def source_of(place: str) -> AbstractAsyncContextManager[Source]:
    return moving.source(place, settings_of(place))


def target_of(place: str) -> AbstractAsyncContextManager[Target]:
    return moving.target(place, settings_of(place))


async def attach(store: Store, state: State, revision: RevisionId) -> None:
    """A blob that is whole, and one that is not."""
    for name, chunks in ((b"w", 2), (b"h", 1)):
        await store.blobs.begin(state, BlobId(name * 16), revision, SMALL, ROOM)
        for index in range(chunks):
            await store.blobs.put(state, BlobId(name * 16), index, os.urandom(50))


async def said(store: Store, people: list[Person]) -> list[Any]:
    """All that a store says of these."""
    every: list[Any] = [await store.kept(), await store.invitations(TODAY)]
    for person in people:
        state = await store.state(Account(person.account))
        assert state is not None
        rows = (state.seq, state.head, state.stored_bytes, state.roster, state.devices)
        every += [
            [await store.blobs.find(state, BlobId(name * 16)) for name in (b"w", b"h")],
            [await store.blobs.read(state, BlobId(b"w" * 16), index) for index in (0, 1)],
        ]
        every += [rows, await store.page(state, 0, state.seq, 2**60), await store.wraps(state)]
    return every


def run(*arguments: str) -> int:
    return cli.main(["db", "copy", *arguments])


@pytest.mark.parametrize("source", ["sqlite", "postgresql"])
@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
async def test_all_arrives_and_goes_on(
    make: Callable[[str], str], source: str, target: str
) -> None:
    there, here = make(source), make(target)
    people = await fill(there)
    async with source_of(there) as read, target_of(here) as written:
        done = await copy(read, written)
    assert (done.accounts, done.invitations) == (3, 1)
    assert (done.blobs, done.missing_chunks) == (6, 0)
    async with opening.served(settings_of(here), "") as new:
        async with opening.opened(settings_of(there)) as old:
            assert await said(new, people) == await said(old, people)
        for person in people:
            state = await new.state(Account(person.account))
            assert state is not None
            await new.append(state, following(state, person.push(person.write())), nothing)
    async with source_of(here) as read:
        gone = erased.hashed(Account(Person(3).account))
        assert (await read.rest()).erased == {f"{TODAY} {gone}": 1}


class LostError(Exception):
    """It is gone."""


class Ending:
    """A source that ends in the middle, as a connection does that is lost."""

    def __init__(self, inner: Source, parts: int) -> None:
        self._inner = inner
        self._left = parts
        self.chunks = inner.chunks

    async def accounts(self) -> list[Account]:
        return await self._inner.accounts()

    async def head(self, account: Account) -> Head:
        return await self._inner.head(account)

    async def parts(self, head: Head) -> AsyncIterator[Part]:
        async for part in self._inner.parts(head):
            if self._left == 0:
                raise LostError
            self._left -= 1
            yield part

    async def attached(self, account: Account) -> Attached:
        return await self._inner.attached(account)

    async def rest(self) -> Rest:
        return await self._inner.rest()


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
async def test_what_was_not_finished_says_so_and_is_begun_anew(
    make: Callable[[str], str], target: str
) -> None:
    there, here = make("sqlite"), make(target)
    people = await fill(there)
    for parts in (0, 1, 2):
        with pytest.raises(LostError):
            async with source_of(there) as read, target_of(here) as written:
                await copy(Ending(read, parts), written)
        with pytest.raises(StoreError, match="was not finished"):
            async with opening.served(settings_of(here), ""):
                pass
        with pytest.raises(StoreError, match="was not finished"):
            async with opening.opened(settings_of(here)):
                pass
    async with source_of(there) as read, target_of(here) as written:
        await copy(read, written)
    async with (
        opening.served(settings_of(here), "") as new,
        opening.opened(settings_of(there)) as old,
    ):
        assert await said(new, people) == await said(old, people)


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_target_that_is_not_empty_is_refused_and_left_alone(
    make: Callable[[str], str], target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    there, here = make("sqlite"), make(target)
    for place in (there, here):
        assert cli.main(["invite", *named(place)]) == 0
    capsys.readouterr()
    assert run(there, here) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert ("is not empty" in line) or ("there is a database in it" in line)
    assert cli.main(["accounts", *named(here)]) == 0
    assert "1 unused invitations" in capsys.readouterr().out


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
async def test_nothing_is_copied_into_what_a_server_has(
    make: Callable[[str], str], target: str
) -> None:
    there, here = make("sqlite"), make(target)
    await fill(there)
    async with opening.served(settings_of(here), "") as store:
        with pytest.raises((CopyError, StoreError), match=r"another small-moments|servers have"):
            async with source_of(there) as read, target_of(here) as written:
                await copy(read, written)
        assert await store.count() == 0


def named(place: str) -> list[str]:
    return ["--database", place] if "://" in place else ["--data", place]


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE revision SET body = zeroblob(length(body)) WHERE body IS NOT NULL",
        "UPDATE account SET stored_bytes = stored_bytes - 1",
        "DELETE FROM wrap WHERE position = (SELECT min(position) FROM wrap)",
    ],
)
async def test_what_does_not_hold_together_is_not_copied(
    make: Callable[[str], str], target: str, damage: str
) -> None:
    there, here = make("sqlite"), make(target)
    await fill(there)
    with closing(sqlite3.connect(Path(there) / database.FILE)) as connection, connection:
        connection.execute(damage)
    with pytest.raises(CopyError, match="does not lead to its head"):
        async with source_of(there) as read, target_of(here) as written:
            await copy(read, written)
    with pytest.raises(StoreError, match="not finished"):
        async with opening.served(settings_of(here), ""):
            pass


async def test_a_log_that_ends_before_its_head_is_not_copied(
    make: Callable[[str], str], cluster: Cluster
) -> None:
    there, here = make("postgresql"), make("sqlite")
    await fill(there)
    cluster.execute("UPDATE account SET seq = seq + 1", there)
    with pytest.raises(CopyError, match="does not lead to its head"):
        async with asyncio.timeout(30), source_of(there) as read, target_of(here) as written:
            await copy(read, written)


def test_the_command_prints_counts_and_never_a_password(
    make: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    there, here = make("sqlite"), make("postgresql").replace("moments@", "moments:kanarienvogel@")
    assert cli.main(["invite", *named(there)]) == 0
    capsys.readouterr()
    assert run(there, here, "--json") == 0
    counted = json.loads(capsys.readouterr().out)
    assert counted == {
        "accounts": 0, "links": 0, "revisions": 0, "invitations": 1, "blobs": 0,
        "missing_chunks": 0, "left_out": 0
    }  # fmt: skip
    assert run(there, here) == 1
    assert run(here, there + "-new") == 0
    assert run(here.replace("host=", "host=/nowhere"), there + "-newer") == 1
    assert run("@", there) == 2
    assert cli.main(["config", "show", "--database", here]) == 0
    assert cli.main(["doctor", "--database", here.replace("host=", "host=/nowhere")]) == 1
    spoken = capsys.readouterr()
    assert "kanarienvogel" not in spoken.out + spoken.err
    assert "moments:***@" in spoken.out


def test_a_newer_schema_is_refused_untouched(make: Callable[[str], str], cluster: Cluster) -> None:
    there, here = make("sqlite"), make("postgresql")
    assert cli.main(["invite", *named(there)]) == 0
    assert run(there, here) == 0
    cluster.execute("INSERT INTO migration VALUES (99, 'later')", here)
    assert run(here, there + "-new") == 1
    assert run(there, here) == 1
    assert cli.main(["accounts", *named(here)]) == 1
    with closing(sqlite3.connect(Path(there) / database.FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert run(there, there + "-new") == 1


def test_a_copy_in_a_folder_can_be_backed_up_and_put_back(
    make: Callable[[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there, here = make("postgresql"), make("sqlite")
    assert cli.main(["invite", *named(there)]) == 0
    assert run(there, here) == 0
    capsys.readouterr()
    assert cli.main(["backup", *named(here)]) == 0
    file = capsys.readouterr().out.strip()
    assert cli.main(["verify-backup", file]) == 0
    assert cli.main(["restore", file, "--data", str(tmp_path / "restored")]) == 0


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_who_was_erased_since_a_backup_does_not_come_back(
    make: Callable[[str], str], target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    there, here = make("sqlite"), make(target)
    gone = asyncio.run(fill(there))[0].account
    assert cli.main(["backup", *named(there)]) == 0
    file = Path(capsys.readouterr().out.strip())
    assert cli.main(["accounts", "delete", gone.hex(), "--yes", *named(there)]) == 0
    capsys.readouterr()
    assert run(str(file), here, "--data", there, "--json") == 0
    counted = json.loads(capsys.readouterr().out)
    assert counted["accounts"] == 2
    assert counted["left_out"] == 1
    assert cli.main(["accounts", *named(here)]) == 0
    assert gone.hex() not in capsys.readouterr().out
    assert erased.hashed(Account(gone)) in {line.split(" ")[1] for line in asyncio.run(known(here))}


async def known(place: str) -> erased.Lines:
    async with source_of(place) as read:
        return (await read.rest()).erased


def test_a_backup_that_is_too_old_is_not_copied_and_nothing_is_begun(
    make: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    there, here = make("sqlite"), make("sqlite")
    assert cli.main(["invite", *named(there)]) == 0
    assert cli.main(["backup", *named(there)]) == 0
    file = Path(capsys.readouterr().out.splitlines()[-1])
    old = file.rename(file.with_name("moments-20200101T000000Z.sqlite"))
    assert run(str(old), here) == 1
    assert "older than 30 days" in capsys.readouterr().err
    assert not Path(here).exists()


def spoil_it(path: Path) -> None:
    path.write_bytes(b"x")


@pytest.mark.parametrize("spoil", [Path.unlink, spoil_it])
async def test_a_chunk_that_got_lost_or_spoilt_is_left_out_and_one_that_was_begun_is_made_anew(
    make: Callable[[str], str], spoil: Callable[[Path], object]
) -> None:
    there, here = make("sqlite"), make("sqlite")
    people = await fill(there)
    lost, torn, *_ = sorted(files.listed(Path(there) / files.FOLDER))
    spoil(files.path(Path(there) / files.FOLDER, lost))
    half = files.path(Path(here) / files.FOLDER, torn)
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    async with source_of(there) as read, target_of(here) as written:
        done = await copy(read, written)
    assert (done.blobs, done.missing_chunks) == (2 * len(people), 1)
    assert half.read_bytes() == files.path(Path(there) / files.FOLDER, torn).read_bytes()
    async with opening.served(settings_of(here), "") as store:
        assert await store.blobs.sweep() == 0
