"""A copy taken at a bad moment is refused or is what once was: nothing half is served."""

import asyncio
import secrets
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_moments import backups
from small_moments.store.sqlite import agreement, database, snapshot
from small_moments.store.sqlite.agreement import TornError
from small_moments.store.sqlite.database import DatabaseError
from small_moments.store.sqlite.snapshot import UnsoundError

from tests.counts import Counts
from tests.program import INSTALLED
from tests.server import torn
from tests.server.person import Person
from tests.server.site import Site
from tests.server.torn import Copy, Scene

ACTS = 12
NOW = 1_795_000_000.0

AT_THE_START = (
    "UPDATE account SET seq = seq - 1",
    "UPDATE account SET head = zeroblob(32)",
    "UPDATE account SET stored_bytes = stored_bytes - 1",
    "UPDATE account SET roster_at = (SELECT min(position) FROM roster)",
    "DELETE FROM link WHERE position = (SELECT min(position) FROM link)",
    "DELETE FROM link WHERE position = (SELECT max(position) FROM link)",
    "DELETE FROM roster WHERE position = (SELECT min(position) FROM roster)",
    "DELETE FROM revision WHERE position = (SELECT max(position) FROM revision)",
    "UPDATE revision SET revision = randomblob(32)",
    "UPDATE device SET counter = counter + 1",
    "UPDATE device SET revision = randomblob(32)",
    "UPDATE wrap SET position = position + 1048576",
    "DELETE FROM account",
)
BY_WHOLE = (
    "UPDATE revision SET body = zeroblob(length(body)) WHERE body IS NOT NULL",
    "UPDATE revision SET body_hash = zeroblob(32) WHERE body IS NULL",
    "UPDATE revision SET header = zeroblob(77)",
    "UPDATE link SET link = zeroblob(length(link)) WHERE position >> 8 & 255 = 1",
    "DELETE FROM wrap WHERE position = (SELECT min(position) FROM wrap)",
    "UPDATE roster SET roster = (SELECT max(roster) FROM roster)",
)


@pytest.fixture(scope="module")
def seed() -> int:
    return secrets.randbelow(1 << 32)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, seed: int) -> Scene:
    return asyncio.run(torn.made(tmp_path_factory.mktemp("torn") / "data", seed, ACTS))


Judge = Callable[[Iterator[Copy]], Counter[str]]


@pytest.fixture
def verdicts(tmp_path: Path, scene: Scene, seed: int, counts: Counts) -> Judge:
    """How many copies were refused, found or served. Raises AssertionError with the seed."""

    def judge(copies: Iterator[Copy]) -> Counter[str]:
        found = _verdicts(tmp_path / secrets.token_hex(4), scene, copies, seed)
        counts.add("torn copies", found.total())
        return found

    return judge


def _verdicts(folder: Path, scene: Scene, copies: Iterator[Copy], seed: int) -> Counter[str]:
    folder.mkdir()
    found: Counter[str] = Counter()
    for at, copy in enumerate(copies):
        try:
            found[torn.judged(folder / str(at), scene, copy)] += 1
        except AssertionError as broken:
            raise AssertionError(f"copy {at} of the folder of {seed}: {broken}") from broken
    return found


def test_a_database_with_the_log_of_another_moment_is_refused_or_is_what_once_was(
    scene: Scene, verdicts: Judge
) -> None:
    found = verdicts(torn.of_two_moments(scene))
    assert found.total() == (ACTS + 1) ** 2
    assert found["served"]


def test_a_log_cut_at_and_within_each_frame_gives_what_once_was(
    scene: Scene, verdicts: Judge
) -> None:
    longest = max(scene.copies, key=lambda copy: len(copy.wal))
    found = verdicts(torn.cut_logs(longest))
    assert found["served"] > 2


def test_a_page_that_is_lost_or_older_is_refused_or_found(scene: Scene, verdicts: Judge) -> None:
    newest, before = scene.copies[-1], scene.copies[ACTS // 2]
    lost = verdicts(torn.zeroed_pages(newest))
    older = verdicts(torn.older_pages(newest, before))
    assert lost["refused"] + lost["found"] + older["refused"] + older["found"]


async def lived_in(site: Site) -> Path:
    """Its database file: an account with a kit, revisions, and a few of them erased."""
    person = Person()
    client = await site.member(person)
    await client.push(person.members(person.phone, person.kit()))
    for _ in range(2):
        gone, stays = person.write(), person.write()
        await client.push(person.push(gone, stays))
        await client.push(person.purge(gone.id))
    await client.push(person.push(person.write()))
    return site.folder / database.FILE


def spoil(path: Path, statement: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    return connection


async def test_what_agrees_is_sound(site: Site) -> None:
    with snapshot.read_only(await lived_in(site)) as connection:
        agreement.check_newest(connection)
        agreement.check_whole(connection)


@pytest.mark.parametrize("statement", AT_THE_START)
async def test_what_the_newest_rows_contradict_is_refused_at_the_start(
    site: Site, statement: str
) -> None:
    with closing(spoil(await lived_in(site), statement)) as connection:
        for check in (agreement.check_newest, agreement.check_whole):
            with pytest.raises(TornError):
                check(connection)


@pytest.mark.parametrize("statement", BY_WHOLE)
async def test_what_only_the_whole_log_contradicts_is_found_by_doctor_and_not_backed_up(
    site: Site, tmp_path: Path, statement: str
) -> None:
    path = await lived_in(site)
    before = backups.make(site.folder, tmp_path / "backups", days=30, now=NOW)
    with closing(spoil(path, statement)) as connection:
        with pytest.raises(TornError, match="1 of 1 accounts"):
            agreement.check_whole(connection)
        with pytest.raises(UnsoundError, match="1 of 1 accounts"):
            backups.make(site.folder, tmp_path / "backups", days=30, now=NOW + 60 * 86_400)
    assert backups.kept(tmp_path / "backups") == [before]
    with closing(spoil(before, statement)):
        pass
    with pytest.raises(DatabaseError, match="1 of 1 accounts"):
        backups.restore(before, tmp_path / "new", days=30, now=NOW)
    assert not (tmp_path / "new" / database.FILE).exists()


async def test_an_erased_body_that_came_back_is_found(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    gone = person.write()
    await client.push(person.push(gone))
    await client.push(person.purge(gone.id))
    path, more = site.folder / database.FILE, len(gone.body) - 32
    with closing(sqlite3.connect(path, isolation_level=None)) as spoiled:
        spoiled.execute("UPDATE account SET stored_bytes = stored_bytes + ?", (more,))
        spoiled.execute("UPDATE link SET size = size + ? WHERE position >> 8 & 255 = 2", (more,))
        spoiled.execute("UPDATE revision SET body = ?, body_hash = NULL", (gone.body,))
        agreement.check_newest(spoiled)
        with pytest.raises(TornError, match="1 of 1 accounts"):
            agreement.check_whole(spoiled)


async def test_a_backup_cut_at_any_page_is_not_restored(site: Site, tmp_path: Path) -> None:
    await lived_in(site)
    whole = backups.make(site.folder, tmp_path / "backups", days=30, now=NOW)
    raw = whole.read_bytes()
    for end in range(0, len(raw), torn.PAGE // 2):
        cut = tmp_path / whole.name
        cut.write_bytes(raw[:end])
        with pytest.raises(DatabaseError, match="cannot be used"):
            backups.restore(cut, tmp_path / "new", days=30, now=NOW)
        assert not (tmp_path / "new" / database.FILE).exists()


async def test_a_torn_database_ends_serve_with_one_line_and_code_1(
    site: Site, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    with closing(spoil(await lived_in(site), AT_THE_START[0])) as connection:
        connection.execute("VACUUM INTO ?", (str(copy / database.FILE),))
    done = await asyncio.to_thread(
        subprocess.run,
        [INSTALLED, "serve", "--port", "0", "--data", copy],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("small-moments: the database is damaged: 1 of 1 accounts")
    assert done.stderr.count("\n") == 1
