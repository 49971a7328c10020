"""The database file: its writer, its readers, its damage."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from small_moments.store.sqlite import claim, database, invitations
from small_moments.store.sqlite.claim import Serving
from small_moments.store.sqlite.database import Database, DatabaseError
from small_moments.store.sqlite.positions import first, last, position, seq_of

from tests.server.person import Person
from tests.server.site import Site


async def count(opened: Database) -> int:
    return await opened.read(counted)


def counted(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT count(*) FROM invitation").fetchone()[0]


async def test_waiting_writes_share_one_commit(tmp_path: Path) -> None:
    async with database.opened(tmp_path) as opened:
        commits: list[str] = []

        def listen(connection: sqlite3.Connection) -> None:
            connection.set_trace_callback(commits.append)

        await opened.writer.write(listen)
        await asyncio.gather(
            *(
                opened.writer.write(
                    lambda connection, at=at: invitations.add(connection, [bytes([at])], None)
                )
                for at in range(100)
            )
        )
        assert await count(opened) == 100
        assert commits.count("COMMIT") < 10


async def test_one_failing_write_does_not_take_others_with_it(tmp_path: Path) -> None:
    async with database.opened(tmp_path) as opened:
        codes = [b"a", b"b", b"a", b"c"]
        done = await asyncio.gather(
            *(
                opened.writer.write(
                    lambda connection, code=code: invitations.add(connection, [code], None)
                )
                for code in codes
            ),
            return_exceptions=True,
        )
        assert [isinstance(one, sqlite3.IntegrityError) for one in done] == [
            False,
            False,
            True,
            False,
        ]
        assert await count(opened) == 3


async def test_what_runs_after_a_write_runs_in_the_order_of_commits(tmp_path: Path) -> None:
    order: list[int] = []

    async with database.opened(tmp_path) as opened:
        await asyncio.gather(
            *(opened.writer.write(lambda _, at=at: at, order.append) for at in range(20))
        )
    assert order == list(range(20))


async def test_what_fails_after_a_write_is_told_and_the_writer_goes_on(tmp_path: Path) -> None:
    def fail(_: object) -> None:
        raise RuntimeError

    async with database.opened(tmp_path) as opened:
        with pytest.raises(RuntimeError):
            await opened.writer.write(lambda write: invitations.add(write, [b"a"], None), fail)
        async with asyncio.timeout(10):
            await opened.writer.write(lambda write: invitations.add(write, [b"b"], None))
        assert await count(opened) == 2


async def test_a_writer_that_died_keeps_nobody_waiting_and_the_server_ends(tmp_path: Path) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def hang(_: sqlite3.Connection) -> None:
        begun.set()
        assert goes_on.wait(10)

    async with asyncio.timeout(10), database.opened(tmp_path) as opened:
        under_way = asyncio.create_task(opened.writer.write(hang))
        await asyncio.to_thread(begun.wait)
        waiting = asyncio.create_task(opened.writer.write(add_one))
        await asyncio.sleep(0)
        writer = next(one for one in asyncio.all_tasks() if one.get_name() == "writer")
        writer.cancel()
        await asyncio.wait({writer})
        goes_on.set()
        for write in (under_way, waiting, opened.writer.write(add_one)):
            with pytest.raises(sqlite3.OperationalError, match="has ended"):
                await write
        assert await count(opened) == 0


def add_one(connection: sqlite3.Connection) -> None:
    invitations.add(connection, [b"one"], None)


async def test_what_waits_when_the_server_ends_is_still_written(tmp_path: Path) -> None:
    async with database.opened(tmp_path) as opened:
        tasks = [
            asyncio.create_task(
                opened.writer.write(
                    lambda connection, at=at: invitations.add(connection, [bytes([at])], None)
                )
            )
            for at in range(50)
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    async with database.opened(tmp_path) as opened:
        assert await count(opened) == 50


async def test_a_reader_sees_one_moment_while_others_write(tmp_path: Path) -> None:
    async with database.opened(tmp_path) as opened:
        begun, written = threading.Event(), threading.Event()

        def count_twice(connection: sqlite3.Connection) -> tuple[int, int]:
            before = counted(connection)
            begun.set()
            assert written.wait(10)
            return before, counted(connection)

        reading = asyncio.create_task(opened.read(count_twice))
        await asyncio.to_thread(begun.wait)
        await opened.writer.write(lambda connection: invitations.add(connection, [b"new"], None))
        written.set()
        assert await reading == (0, 0)
        assert await count(opened) == 1


async def test_the_folder_and_the_database_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with database.opened(folder):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / database.FILE).stat().st_mode & 0o077 == 0


async def test_a_damaged_database_is_said_and_not_served(tmp_path: Path) -> None:
    async with database.opened(tmp_path) as opened:
        for at in range(200):
            await opened.writer.write(
                lambda write, at=at: invitations.add(write, [bytes([at]) * 400], None)
            )
    path = tmp_path / database.FILE
    raw = bytearray(path.read_bytes())
    raw[-12_000:-4_000] = bytes(8_000)
    path.write_bytes(raw)
    with pytest.raises(DatabaseError, match="damaged"):
        async with database.opened(tmp_path):
            pass


async def test_what_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / database.FILE).write_text("not a database " * 1000)
    with pytest.raises(DatabaseError):
        async with database.opened(tmp_path):
            pass


def test_several_serve_a_folder_and_no_command_changes_it_as_a_whole_meanwhile(
    tmp_path: Path,
) -> None:
    first = Serving(tmp_path, "http://localhost:1")
    assert first.is_alone
    first.begin()
    second = Serving(tmp_path, "http://localhost:2")
    assert not second.is_alone
    second.begin()
    first.release()
    with pytest.raises(DatabaseError, match="another small-moments"):
        claim.alone(tmp_path)
    second.release()
    release = claim.alone(tmp_path)
    with pytest.raises(DatabaseError, match="changes this data folder"):
        Serving(tmp_path, "http://localhost:3")
    release()
    Serving(tmp_path, "http://localhost:4").release()
    assert claim.last_origin(tmp_path) == "http://localhost:4"


def test_positions_keep_logs_apart_and_links_in_order() -> None:
    assert position(2**23 - 1, 2**32 - 1, 255) == 2**63 - 1
    assert seq_of(position(5, 77, 3)) == 77
    assert first(5) <= position(5, 1) < position(5, 1, 255) < position(5, 2) <= last(5) < first(6)


BY_ID = "position >> 40 = 1 AND substr(revision, 1, 8) = x'00' AND revision = x'00'"


@pytest.mark.parametrize("where", [BY_ID, "position >> 40 = 1"])
async def test_a_revision_is_found_by_its_id_without_reading_the_log(
    tmp_path: Path, where: str
) -> None:
    query = f"EXPLAIN QUERY PLAN SELECT count(*) FROM revision WHERE {where}"  # noqa: S608
    async with database.opened(tmp_path) as opened:
        plan = opened.look_up(lambda here: here.execute(query).fetchone())
    assert "USING" in plan[3]
    assert "INDEX revision_named" in plan[3]


async def test_a_poll_of_a_quiet_server_asks_no_table_and_one_after_a_commit_does(
    site: Site,
) -> None:
    client = await site.member(Person())
    await client.get("/api/head")
    asked: list[str] = []
    site.database.look_up(lambda here: here.set_trace_callback(asked.append))
    await client.log(1)
    assert asked == ["PRAGMA data_version"]
    with closing(sqlite3.connect(site.folder / database.FILE)) as other, other:
        other.execute("DELETE FROM session")
    assert (await client.get("/api/head")).status_code == 401
    assert len(asked) == 3
