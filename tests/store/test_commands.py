"""The commands on either engine: what they say and what they do."""

import asyncio
import json
from pathlib import Path

import msgspec
import pytest
from small_moments import cli
from small_moments.blob import BlobId
from small_moments.layout import RevisionId
from small_moments.settings import Settings
from small_moments.store import opening

from tests.postgresql import Cluster
from tests.server.person import Person
from tests.store.attaching import ROOM, SMALL
from tests.store.written import begun, pushed


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder that is not named is here: chunks of PostgreSQL's rows need one."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def place(settings: Settings) -> list[str]:
    """The store, as flags."""
    if settings.database:
        return ["--database", settings.database]
    return ["--data", settings.data]


async def fill(settings: Settings) -> Person:
    person = Person()
    async with opening.opened(settings) as store:
        made = person.write()
        state = await pushed(store, await begun(store, person), person.push(made))
        for name, chunks in ((b"w", 2), (b"h", 1)):
            await store.blobs.begin(state, BlobId(name * 16), RevisionId(made.id), SMALL, ROOM)
            for index in range(chunks):
                await store.blobs.put(state, BlobId(name * 16), index, bytes([index]) * 40)
    return person


@pytest.fixture
def filled(settings: Settings) -> Person:
    """Somebody who has written."""
    return asyncio.run(fill(settings))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(arguments) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_init_begins_a_store_once(
    place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "settings.toml"
    said = json.loads(run(capsys, "init", str(file), "--json", *place))
    assert len(said["invitation"]) == 19
    assert "1 unused invitations" in run(capsys, "accounts", "--settings", str(file), *place)
    assert cli.main(["init", str(tmp_path / "again.toml"), *place]) == 1
    assert "already" in capsys.readouterr().err
    assert not (tmp_path / "again.toml").exists()


def test_accounts_are_listed_dumped_and_deleted(
    filled: Person, place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = filled.account.hex()
    (one,) = json.loads(run(capsys, "accounts", "--json", *place))["accounts"]
    assert (one["account"], one["links"], one["revisions"], one["devices"]) == (name, 2, 1, 1)
    assert (one["blobs"], one["blob_bytes"]) == (2, 2 * SMALL.bytes)
    run(capsys, "dump", name, str(tmp_path / "dump"), *place)
    dumped = msgspec.msgpack.decode((tmp_path / "dump").read_bytes())
    assert (dumped["account"], len(dumped["links"])) == (filled.account, 2)
    (whole,) = (tmp_path / "dump.blobs").iterdir()
    for path, mode in (("dump", 0o600), (whole, 0o600), (whole.parent, 0o700)):
        assert (tmp_path / path).stat().st_mode & 0o777 == mode
    before = (tmp_path / "dump").read_bytes()
    assert cli.main(["dump", name, str(tmp_path / "dump"), *place]) == 1
    assert "exists already" in capsys.readouterr().err
    assert (tmp_path / "dump").read_bytes() == before
    assert (whole.name, whole.read_bytes()) == ("77" * 16, bytes(40) + b"\1" * 40)
    assert cli.main(["accounts", "delete", name, *place]) == 2
    run(capsys, "accounts", "delete", name, "--yes", *place)
    assert json.loads(run(capsys, "accounts", "--json", *place))["accounts"] == []
    assert cli.main(["accounts", "delete", name, "--yes", *place]) == 1


@pytest.mark.usefixtures("filled")
def test_migrate_says_that_nothing_is_to_be_done(
    place: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for more in ((), ("--dry-run",)):
        assert "the newest that this program knows" in run(capsys, "migrate", *more, *place)


def test_migrate_begins_an_empty_database_and_a_dry_run_leaves_it_empty(
    cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    url = cluster.make()
    tables = "SELECT 1 FROM pg_tables WHERE schemaname = 'public'"
    assert "would go well" in run(capsys, "migrate", "--dry-run", "--database", url)
    assert cluster.execute(tables, url) == []
    assert "schema 0 to 2: done" in run(capsys, "migrate", "--database", url)
    assert len(cluster.execute(tables, url)) == 17


@pytest.mark.usefixtures("filled")
def test_doctor_walks_every_log_of_postgresql(
    settings: Settings, place: list[str], cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    if not settings.database:
        return
    cli.main(["doctor", *place])
    said = capsys.readouterr().out
    assert "ok     database: every log leads to its head" in said
    assert "WRONG  durability: off: fsync, full_page_writes" in said  # as a test's may be
    cluster.execute("UPDATE revision SET body = header WHERE body IS NOT NULL", settings.database)
    assert cli.main(["doctor", *place]) == 1
    assert "WRONG  database: 1 of 1 accounts are not as their logs say" in capsys.readouterr().out


def test_doctor_says_where_postgresql_has_no_tables_yet_or_older_ones(
    cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    url = cluster.make()
    assert cli.main(["doctor", "--database", url]) == 1
    said = capsys.readouterr().out
    assert "WRONG  schema: there are no tables yet" in said
    assert "attachments" not in said
    run(capsys, "migrate", "--database", url)
    for older in ("DROP TABLE chunk", "DELETE FROM migration WHERE number = 2"):
        cluster.execute(older, url)
    assert cli.main(["doctor", "--database", url]) == 1
    said = capsys.readouterr().out
    assert "WRONG  schema: it is of 1, this program is for 2" in said
    assert "attachments" not in said


def test_backup_and_restore_say_what_is_the_way_for_postgresql(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["backup"], ["restore", str(tmp_path / "file")]):
        assert cli.main([*command, "--database", "postgresql://nowhere/x"]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert "pg_dump" in line
        assert "db copy" in line


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:kanarienvogel@127.0.0.1:1/none",
        "postgresql://me:kanarienvogel@127.0.0.1:x/none",
        "postgresql://me:kanarienvogel@/none?host=/nowhere",
        "postgresql:///none?host=/nowhere&password=kanarienvogel",
    ],
)
def test_a_database_that_cannot_be_reached_is_one_line_without_its_password(
    url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "database"
    file.write_text(url + "\n")
    monkeypatch.setenv("SMALL_MOMENTS_DATABASE_FILE", str(file))
    for command in (["invite"], ["accounts"], ["migrate"], ["serve", "--port", "0"]):
        assert cli.main(command) == 1
        spoken = capsys.readouterr()
        assert len(spoken.err.splitlines()) == 1, spoken.err
        assert spoken.err.startswith("small-moments: the ")
        assert "setting database" in spoken.err
        assert "kanarienvogel" not in spoken.out + spoken.err
    for more in ((), ("--json",)):
        assert "kanarienvogel" not in run(capsys, "config", "show", *more)


def test_a_setting_that_is_no_url_is_refused_without_being_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["accounts", "--database", "mysql://me:kanarienvogel@x"]) == 2
    assert capsys.readouterr().err == (
        "small-moments: setting database: not of the form postgresql://…\n"
    )
