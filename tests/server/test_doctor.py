"""`doctor` names what is wrong, in a line, with what to do; and nobody."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from small_moments import backups, doctor, selfcheck
from small_moments.backups import DAY
from small_moments.chunks import files
from small_moments.chunks.chunks import Name
from small_moments.findings import Finding
from small_moments.headers import always
from small_moments.settings import Settings
from small_moments.store.sqlite import database, migration

from tests.program import Program, ProgramError
from tests.server.attached import attached, send
from tests.server.certified import certificate, proxy
from tests.server.person import Person
from tests.server.site import Site

DAYS = 30


@pytest.fixture
async def well(site: Site) -> Site:
    """A server with an account, a backup and nothing that is wrong."""
    await site.member(Person())
    backups.make(site.folder, site.folder / "backups", days=DAYS, now=site.clock())
    return site


def findings(site: Site) -> list[Finding]:
    settings = Settings(data=str(site.folder))
    return doctor.examine(settings, site.folder / "backups", site.clock())


def wrong(found: list[Finding]) -> list[str]:
    """What is wrong; each is said with what to do, and what is well is said without."""
    assert all(one.well == (one.remedy == "") for one in found)
    return [f"{one.name}: {one.said}" for one in found if not one.well]


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)


async def test_where_all_is_well_it_says_so_of_each_thing(well: Site) -> None:
    found = findings(well)
    assert wrong(found) == []
    assert {one.name for one in found} == {
        "permissions", "database", "schema", "room", "clock", "backup", "restoring", "erasing",
        "address", "proxies", "attachments",
    }  # fmt: skip


async def test_a_damaged_database_is_named(well: Site) -> None:
    change(well.folder / database.FILE, "DROP TABLE wrap")
    assert wrong(findings(well)) == ["database: the tables are not those of schema 5"]


async def test_a_log_that_does_not_lead_to_its_head_is_named(well: Site) -> None:
    change(well.folder / database.FILE, "UPDATE account SET head = zeroblob(32)")
    said = "database: not a sound database: 1 of 1 accounts are not as their logs say"
    assert wrong(findings(well)) == [said]


async def test_a_database_of_a_newer_program_is_named(well: Site) -> None:
    newest = len(migration.read())
    change(well.folder / database.FILE, f"PRAGMA user_version = {newest + 1}")
    said = f"schema: it is of {newest + 1}, this program knows up to {newest}"
    assert wrong(findings(well)) == [said]


def test_a_database_of_an_older_program_is_named(tmp_path: Path) -> None:
    data, now = tmp_path / "data", 1_795_000_000.0
    data.mkdir(mode=0o700)
    with closing(sqlite3.connect(data / database.FILE, isolation_level=None)) as connection:
        migration.upgrade(connection, migration.read()[:2])
    (data / database.FILE).chmod(0o600)
    backups.make(data, data / "backups", days=DAYS, now=now)
    found = doctor.examine(Settings(data=str(data)), data / "backups", now)
    assert wrong(found) == ["schema: it is of 2, this program is for 5"]


async def test_a_folder_without_a_database_is_named(tmp_path: Path) -> None:
    found = doctor.examine(Settings(data=str(tmp_path)), tmp_path / "backups", 2e9)
    assert wrong(found) == ["database: there is none in this data folder"]


async def test_chunks_that_are_missing_and_files_of_no_row_are_told(well: Site) -> None:
    person = Person(2)
    client = await well.member(person)
    revision = person.write()
    await client.push(person.push(revision))
    await send(client, attached(person), revision.id)
    folder = well.folder / files.FOLDER
    files.make_shelf(folder / "6c")
    files.path(folder, Name(b"l" * 16)).touch(0o600)
    said = {one.name: one.said for one in findings(well)}
    assert said["attachments"] == "all are there; 1 that no row names wait for a sweep"
    files.path(folder, min(set(files.listed(folder)) - {b"l" * 16})).unlink()
    (told,) = wrong(findings(well))
    assert told.startswith("attachments: 1 chunks are not where they are to be")


async def test_files_open_to_others_are_named(well: Site) -> None:
    (well.folder / database.FILE).chmod(0o644)
    assert wrong(findings(well)) == ["permissions: others may use 1 files or folders here"]


class Usage(NamedTuple):
    """What of a disk's usage is looked at."""

    free: int


async def test_a_disk_that_is_nearly_full_is_named(
    well: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def usage(_: Path) -> Usage:
        return Usage(doctor.ROOM)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert wrong(findings(well)) == ["room: 256 MiB free, the database takes 0 MiB"]


async def test_a_clock_that_went_back_is_named(well: Site) -> None:
    well.clock.seconds -= 2 * DAY
    said = "clock: it shows a time that has long been, or backups are of later"
    assert said in wrong(findings(well))


async def test_backups_that_are_missing_or_old_are_named(well: Site) -> None:
    well.clock.seconds += 8 * DAY
    assert wrong(findings(well)) == ["backup: the newest is 8 days old"]
    well.clock.seconds += 30 * DAY
    assert wrong(findings(well)) == [
        "backup: the newest is 38 days old",
        "erasing: 1 backups are older than 30 days",
    ]
    for path in backups.kept(well.folder / "backups"):
        path.unlink()
    assert wrong(findings(well)) == ["backup: there is none yet"]


async def test_a_newest_backup_that_cannot_be_put_back_is_named(well: Site) -> None:
    (file,) = backups.kept(well.folder / "backups")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    (said,) = wrong(findings(well))
    assert said.startswith("restoring: the newest: this backup cannot be used")
    file.write_bytes(whole)
    file.with_suffix(".erased").unlink()
    (said,) = wrong(findings(well))
    assert "is not beside it" in said


def outside(origin: str, trusted_proxies: str = "") -> list[str]:
    chosen = Settings(origin=origin, trusted_proxies=trusted_proxies)
    return wrong(selfcheck.examine(chosen, time.time()))


def test_an_address_without_https_is_named() -> None:
    (said, _) = outside(origin="http://moments.invalid")
    assert said == "address: no browser encrypts on a page without https"


def test_an_address_that_does_not_answer_is_named() -> None:
    origin = "https://moments.invalid"
    (said,) = outside(origin=origin, trusted_proxies="127.0.0.1")
    assert said.startswith("certificate: moments.invalid does not answer from here")


@pytest.mark.parametrize(
    ("trusted", "said"),
    [
        ("", "all people count as one: no proxy is believed"),
        ("*", "everybody is believed who says what their address is"),
        ("127.0.0.1, 0.0.0.0/0", "everybody is believed who says what their address is"),
    ],
)
def test_a_proxy_that_is_not_believed_or_everybody_who_is_are_named(
    trusted: str, said: str
) -> None:
    found = outside(origin="https://moments.invalid", trusted_proxies=trusted)
    assert f"proxies: {said}" in found


def test_headers_that_a_proxy_strips_changes_or_doubles_are_named() -> None:
    with proxy(always()) as origin:
        said = f"they arrive at {origin} as they were sent"
        assert selfcheck.look(origin) == Finding("headers", True, said)
    changed = {**always(), "referrer-policy": "origin", "Cache-Control": "public"}
    del changed["content-security-policy"]
    with proxy(changed) as origin:
        names = "cache-control, content-security-policy, referrer-policy"
        assert selfcheck.look(origin).said == f"stripped or changed on the way: {names}"


@pytest.mark.parametrize(
    ("days", "name", "said"),
    [
        (15.5, "localhost", ""),
        (14.5, "localhost", "certificate: valid for 14.5 more days"),
        (-1, "localhost", "certificate: not accepted from here: certificate has expired"),
        (60, "other.invalid", "certificate: not accepted from here: hostname mismatch"),
    ],
)
def test_certificates_that_end_or_are_not_for_this_name_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: float, name: str, said: str
) -> None:
    certified = certificate(tmp_path, days, name)
    monkeypatch.setenv("SSL_CERT_FILE", str(certified))
    with proxy(always(https=True), certified) as origin:
        found = outside(origin=origin, trusted_proxies="127.0.0.1")
    assert len(found) == bool(said)
    assert all(one.startswith(said) for one in found)


def test_a_certificate_that_nobody_vouches_for_is_named(tmp_path: Path) -> None:
    with proxy(always(https=True), certificate(tmp_path, 60)) as origin:
        (said,) = outside(origin=origin, trusted_proxies="127.0.0.1")
    assert said == "certificate: not accepted from here: self-signed certificate"


def test_the_installed_program_looks_at_itself_and_backs_up_while_serving(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    program = Program(tmp_path, "--settings", str(settings))
    settings.write_text(f'origin = "{program.url}"\n')
    program.start()
    try:
        data = ("--data", str(program.data))
        with pytest.raises(ProgramError, match="WRONG  backup: there is none yet\n       `small"):
            program.run("doctor", *data)
        file = Path(program.run("backup", *data).strip())
        said = program.run("doctor", *data, "--origin", program.url)
        values = msgspec.json.decode(program.run("doctor", "--json", *data))
        while "headers: they arrive at " not in program.log():
            time.sleep(0.02)  # another process: there is nothing to wait on but its line
    finally:
        program.stop()
    assert len(said.splitlines()) == 12
    assert all(line.startswith("ok     ") for line in said.splitlines())
    assert values["well"] is True
    assert len(values["findings"]) == 11
    assert program.run("verify-backup", str(file), *data).startswith("sound: as of ")
    restored = program.run("restore", str(file), "--data", str(tmp_path / "new"))
    assert restored.startswith("restored as of ")
