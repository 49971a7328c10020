"""`./run bench`: that what is compared does the same, and that a run of it prints its table."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from small_moments.store.sqlite.connection import connect_here

from bench import grown, million, rows, traffic
from bench.__main__ import FEW_PEOPLE
from bench.contenders import Bare, Contender, Floor, Ours, Remote
from bench.slow import Slow
from bench.table import Aim, Beside, Row, is_met, line
from bench.traffic import FIRST_SEQ

ROOT = Path(__file__).parent.parent


def test_the_bare_server_keeps_its_data_with_the_settings_of_the_real_one(tmp_path: Path) -> None:
    names = [pragma.partition(" ")[0] for pragma in rows.PRAGMAS]
    with (
        closing(rows.open_database(tmp_path / "bare")) as bare,
        closing(connect_here(tmp_path / "real.sqlite")) as real,
    ):
        for name in names:
            asked = f"PRAGMA {name}"
            assert bare.execute(asked).fetchone() == real.execute(asked).fetchone(), name


def test_the_same_pushes_leave_the_same_links_and_revisions_everywhere(tmp_path: Path) -> None:
    with ExitStack() as stack:
        ours = Ours(tmp_path / "ours")
        contenders: list[Contender] = [ours, Bare(tmp_path / "bare"), Floor(tmp_path / "floor")]
        for one in contenders:
            stack.callback(one.stop)
        pages = asyncio.run(_push_and_pull(ours, contenders))
    kept = [_kept(one.database) for one in contenders if one.database is not None]
    assert kept[0] == kept[1] == kept[2]
    assert len(kept[0][1]) == 6
    assert len(pages[0]) == len(pages[1])


async def _push_and_pull(ours: Ours, contenders: list[Contender]) -> list[bytes]:
    made = traffic.make(ours.invite(), seed=1, pushes=3, per_push=2)
    pages: list[bytes] = []
    for one in contenders:
        session = await one.session(made, 1)
        for seq, body in enumerate(made.pushes, FIRST_SEQ):
            await session.push(seq, body)
        assert await session.pull(FIRST_SEQ - 1) == 3
        if isinstance(session, Remote):
            pages.append(await session.page(FIRST_SEQ - 1))
        session.close()
    return pages


def _kept(database: Path) -> tuple[list[object], list[object]]:
    """Links after the first and revisions, each with its place within the account."""
    with closing(sqlite3.connect(database)) as connection:
        links = connection.execute(
            "SELECT position & 0xFFFFFFFFFF AS place, link, size FROM link WHERE place >= 512"
        )
        revisions = connection.execute(
            "SELECT position & 0xFFFFFFFFFF, revision, header, body FROM revision"
        )
        return sorted(links.fetchall()), sorted(revisions.fetchall())


def test_a_ratio_above_one_is_better_whatever_the_unit() -> None:
    half = Aim("ratio", 0.5)
    beside = [Beside("bare", 100)]
    slower = Row(what="a", unit="/s", ours=40, better="more", beside=beside, aim=half)
    quicker = Row(what="b", unit="ms", ours=150, better="less", beside=beside, aim=half)
    assert not is_met(slower)
    assert is_met(quicker)
    assert line(slower) == "| a | 40 /s | bare 100 | 0.4 | ratio ≥ 0.5 (missed) |"
    assert line(quicker) == "| b | 150 ms | bare 100 | 0.67 | ratio ≥ 0.5 |"


def test_the_plan_to_a_million_accounts_shows_the_sums_as_they_are_made() -> None:
    plan = (ROOT / "docs/scale.md").read_text("utf-8")
    for made in (million.table(), million.requests(), [million.connections()]):
        assert "\n".join(made) in plan


@pytest.mark.usefixtures("cluster")  # else this is skipped as everything on PostgreSQL is
def test_a_small_slice_of_a_million_accounts_prints_its_table() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "bench.slices", *FEW_PEOPLE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert said.returncode == 0, said.stderr
    assert "50 accounts with 250 revisions" in said.stdout
    assert [line.split()[1] for line in said.stdout.splitlines()[-2:]] == ["1", "8"]


def test_a_small_run_prints_one_table(chromium: str) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "bench", "server", "--small", "--vs", "tests.bench_target:Target"],
        cwd=ROOT,
        env={"CHROMIUM": chromium, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert said.returncode == 0, said.stderr
    rows = [line for line in said.stdout.splitlines() if line.startswith("| ")]
    assert len(rows) == 18
    for what in ("in batches of 100", "one push", "at once", "cold start", "on disk", "to flush"):
        assert what in said.stdout
    assert sum(" · a dictionary " in row for row in rows) == 11


def test_what_is_named_and_not_there_is_said(chromium: str) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "bench", "server", "--vs", "nowhere:Target"],
        cwd=ROOT,
        env={"CHROMIUM": chromium, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert said.returncode == 2
    assert "--vs nowhere:Target: No module named 'nowhere'" in said.stderr


def test_a_slow_disk_makes_commits_wait_and_reads_not(tmp_path: Path) -> None:
    path = tmp_path / "moments.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None, factory=Waited)) as slow:
        slow.execute("CREATE TABLE one (number INTEGER)")
        slow.execute("BEGIN")
        slow.execute("SELECT * FROM one")
        slow.execute("COMMIT")
        assert slow.waits == []
        slow.execute("BEGIN IMMEDIATE")
        slow.execute("INSERT INTO one VALUES (1)")
        slow.execute("ROLLBACK")
        assert slow.waits == []
        slow.execute("BEGIN IMMEDIATE")
        slow.execute("INSERT INTO one VALUES (1)")
        slow.execute("COMMIT")
        assert slow.waits == [0.005]


class Waited(Slow):
    """Notes how long it would have waited."""

    seconds = 0.005

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.waits: list[float] = []

    def wait(self) -> None:
        self.waits.append(self.seconds)


def test_a_grown_database_holds_the_longest_log_many_times(tmp_path: Path) -> None:
    with closing(rows.open_database(tmp_path)) as connection:
        made = traffic.make(None, seed=1, pushes=3, per_push=2)
        rows.begin(connection, 7, FIRST_SEQ - 1)
        for seq, body in enumerate(made.pushes, FIRST_SEQ):
            rows.enter(connection, rows.rows_of(7, seq, body))
        grown.grow(tmp_path / "moments.sqlite", 20)
        accounts = "SELECT count(*), count(DISTINCT account) FROM account"
        assert connection.execute(accounts).fetchone() == (5, 5)
        logs = "SELECT count(*), count(DISTINCT position >> 40) FROM revision"
        assert connection.execute(logs).fetchone() == (30, 5)
        assert connection.execute("SELECT count(*) FROM link").fetchone() == (15,)
