"""Backups: made while serving, kept for some days, and put back without who was erased since."""

import hashlib
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from small_moments import backups, doctor
from small_moments.backups import DAY
from small_moments.layout import Account
from small_moments.settings import Settings
from small_moments.store import erased
from small_moments.store.sqlite import database
from small_moments.store.sqlite.database import DatabaseError

from tests.server.client import Client, read, slug
from tests.server.person import Person
from tests.server.site import Site, running

DAYS = 30


def back_up(site: Site) -> Path:
    return backups.make(site.folder, site.folder / "backups", days=DAYS, now=site.clock())


def restore(file: Path, folder: Path, now: float) -> backups.Restored:
    return backups.restore(file, folder, days=DAYS, now=now)


async def erase(site: Site, client: Client, person: Person) -> None:
    nonce = await client.nonce(person)
    answer = await client.post("/api/account/delete", person.signed(2, nonce, site.desk.origin))
    assert answer.status_code == 204


def rows(path: Path, count: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(count).fetchone()[0]


async def test_a_backup_made_while_serving_is_put_back_whole(site: Site, tmp_path: Path) -> None:
    person = Person()
    client = await site.member(person)
    await client.push(person.push(person.write()))
    before = await client.log()
    file = back_up(site)
    await client.push(person.push(person.write()))
    done = restore(file, tmp_path / "new", site.clock())
    assert done == backups.Restored(backups.made_at(file), 0, 0)
    async with running(tmp_path / "new") as newer:
        again = newer.client()
        assert (await again.log_in(person)).status_code == 204
        assert await again.log() == before


async def test_it_is_its_owner_s_alone_and_named_by_the_time(site: Site) -> None:
    file = back_up(site)
    assert file.name == "moments-20261118T110640Z.sqlite"
    assert [path.name for path in backups.kept(file.parent)] == [file.name]
    assert sorted(path.name for path in file.parent.iterdir()) == [
        file.with_suffix(".erased").name,
        file.name,
    ]
    for path in (file, file.with_suffix(".erased")):
        assert path.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


async def test_a_copy_that_cannot_be_finished_leaves_nothing(site: Site, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/.moments-20261118T110640Z.sqlite.part").mkdir()
    with pytest.raises(OSError, match="directory"):
        backups.make(site.folder, tmp_path / "full", days=DAYS, now=site.clock())
    assert [path.suffix for path in (tmp_path / "full").iterdir()] == [".part"]


async def test_it_holds_no_sessions_and_keeps_invitations(site: Site, tmp_path: Path) -> None:
    client = await site.member(Person())
    code = await site.invitation()
    token = site.database.read(
        lambda connection: connection.execute("SELECT token FROM session").fetchone()[0]
    )
    file = back_up(site)
    assert await token not in file.read_bytes()
    assert rows(file, "SELECT count(*) FROM session") == 0
    assert rows(file, "SELECT count(*) FROM invitation") == 1
    restore(file, tmp_path / "new", site.clock())
    async with running(tmp_path / "new") as newer:
        old = newer.client()
        old.cookie = client.cookie
        assert slug(await old.get("/api/head")) == "not-signed-in"
        await newer.client().register(Person(2), code)


async def test_backups_go_after_their_days_and_the_newest_stays(site: Site) -> None:
    first = back_up(site)
    upgraded = first.with_name("before-0002.sqlite")
    upgraded.write_bytes(b"")
    stranger = first.with_name("notes.txt")
    stranger.touch()
    site.clock.seconds += DAYS * DAY
    second = back_up(site)
    assert first.exists()
    site.clock.seconds += DAYS * DAY + 1
    third = back_up(site)
    assert not first.exists()
    assert not first.with_suffix(".erased").exists()
    assert not second.exists()
    assert third.exists()
    assert stranger.exists()


async def test_a_copy_from_before_an_upgrade_goes_too(site: Site) -> None:
    site.clock.seconds += 3650 * DAY
    folder = site.folder / "backups"
    folder.mkdir()
    (folder / "before-0002.sqlite").touch()
    back_up(site)
    assert not (folder / "before-0002.sqlite").exists()


async def test_a_copy_from_before_an_upgrade_goes_too_where_backups_are_elsewhere(
    site: Site, tmp_path: Path
) -> None:
    site.clock.seconds += 3650 * DAY
    left, regular = (site.folder / "backups" / f"{name}.sqlite" for name in
                     ("before-0002", "moments-20200101T000000Z"))  # fmt: skip
    left.parent.mkdir(mode=0o700)
    for path in (left, regular):
        path.touch(0o600)
    backups.make(site.folder, tmp_path, days=DAYS - 1, now=left.stat().st_mtime)
    assert left.exists()
    settings = Settings(data=str(site.folder), backup_days=DAYS)
    said = {one.name: one.said for one in doctor.examine(settings, tmp_path, site.clock())}
    assert said["erasing"] == "2 backups are older than 30 days"
    backups.make(site.folder, tmp_path, days=DAYS, now=site.clock())
    assert not left.exists()
    assert regular.exists()  # another command's


async def test_a_restore_never_brings_an_erased_account_back(site: Site, tmp_path: Path) -> None:
    one, two = Person(1), Person(2)
    client, _ = await site.member(one), await site.member(two)
    file = back_up(site)
    await erase(site, client, one)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / file.name).write_bytes(file.read_bytes())
    (site.folder / database.FILE).rename(tmp_path / "broken.sqlite")
    (site.folder / "moments.sqlite-wal").unlink(missing_ok=True)
    (site.folder / "moments.sqlite-shm").unlink(missing_ok=True)
    with pytest.raises(DatabaseError, match="another small-moments"):
        restore(elsewhere / file.name, site.folder, site.clock())
    moved = tmp_path / "moved"
    moved.mkdir()
    (moved / erased.FILE).write_bytes((site.folder / erased.FILE).read_bytes())
    assert restore(elsewhere / file.name, moved, site.clock()).erased == 1
    async with running(moved) as newer:
        assert slug(await newer.client().log_in(one)) == "login-refused"
        assert (await newer.client().log_in(two)).status_code == 204
    assert one.account not in (moved / database.FILE).read_bytes()


async def test_the_list_beside_a_newer_backup_counts_too(site: Site, tmp_path: Path) -> None:
    person = Person()
    client = await site.member(person)
    older = back_up(site)
    await erase(site, client, person)
    site.clock.seconds += 1
    back_up(site)
    assert restore(older, tmp_path / "new", site.clock()).erased == 1


async def test_an_account_that_was_registered_again_stays(site: Site, tmp_path: Path) -> None:
    person = Person()
    client = await site.member(person)
    await erase(site, client, person)
    again = Person()
    await client.register(again, await site.invitation())
    file = back_up(site)
    assert restore(file, tmp_path / "new", site.clock()).erased == 0
    await erase(site, client, again)
    site.clock.seconds += 1
    back_up(site)
    assert restore(file, tmp_path / "newer", site.clock()).erased == 1


async def test_an_erasure_is_on_disk_before_it_is_acknowledged(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    await erase(site, client, person)
    text = (site.folder / erased.FILE).read_text()
    assert text == f"{site.desk.day} {erased.hashed(Account(person.account))}\n"
    assert person.account.hex() not in text
    assert (site.folder / erased.FILE).stat().st_mode & 0o777 == 0o600


async def test_an_erasure_that_cannot_be_noted_is_not_done(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    (site.folder / erased.FILE).mkdir()
    nonce = await client.nonce(person)
    answer = await client.post("/api/account/delete", person.signed(2, nonce, site.desk.origin))
    assert answer.status_code == 500
    assert (await client.get("/api/head")).status_code == 200


async def test_erasures_are_forgotten_with_the_backups_that_they_concern(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    await erase(site, client, person)
    site.clock.seconds += DAYS * DAY
    back_up(site)
    assert erased.read(site.folder / erased.FILE).total() == 1
    site.clock.seconds += DAY
    back_up(site)
    assert (site.folder / erased.FILE).read_text() == ""


def test_a_line_that_a_power_cut_tore_harms_no_other(tmp_path: Path) -> None:
    path = tmp_path / erased.FILE
    erased.note(path, Account(bytes(16)), 5)
    whole = path.read_text()
    path.write_text(whole + "6 0a1b")
    erased.note(path, Account(bytes(16)), 7)
    hashed = erased.hashed(Account(bytes(16)))
    assert erased.read(path) == Counter({f"5 {hashed}": 1, f"7 {hashed}": 1})


async def test_a_restore_refuses_what_it_must(site: Site, tmp_path: Path) -> None:
    file, now = back_up(site), site.clock()
    spoiled = tmp_path / file.name
    raw = bytearray(file.read_bytes())
    for name, change, said in (
        ("is no database", b"x" * 9000, "not a sound database"),
        ("is damaged", bytes(raw[:8192]) + b"\xff" * (len(raw) - 8192), "not a sound database"),
    ):
        spoiled.write_bytes(change)
        with pytest.raises(DatabaseError, match=said):
            restore(spoiled, tmp_path / name, now)
        assert not (tmp_path / name / database.FILE).exists()
    for statement, said in (
        ("PRAGMA user_version = 99", "schema 99"),
        ("PRAGMA user_version = 1", "tables"),
        ("ALTER TABLE link ADD COLUMN author BLOB", "tables"),
    ):
        spoiled.write_bytes(raw)
        with closing(sqlite3.connect(spoiled)) as connection:
            connection.execute(statement)
            connection.commit()
        with pytest.raises(DatabaseError, match=said):
            restore(spoiled, tmp_path / "none", now)
    with pytest.raises(DatabaseError, match="no such file"):
        restore(tmp_path / "nothing", tmp_path / "none", now)
    with pytest.raises(DatabaseError, match="older than 30 days"):
        restore(file, tmp_path / "none", now + DAYS * DAY + 1)
    restore(file, tmp_path / "none", now)
    with pytest.raises(DatabaseError, match="there is a database"):
        restore(file, tmp_path / "none", now)


async def test_r45_a_purged_body_is_in_no_file_and_after_its_days_in_no_backup(site: Site) -> None:
    person = Person()
    client = await site.member(person)
    gone, stays = person.write("x" * 30_000), person.write("y" * 30_000)
    await client.push(person.push(gone, stays))
    back_up(site)
    needles = [gone.body[at : at + 64] for at in range(0, len(gone.body) - 64, 997)]
    assert "moments-20261118T110640Z.sqlite" in places(site, needles)
    await client.push(person.purge(gone.id))
    assert places(site, needles) == {"moments-20261118T110640Z.sqlite"}
    site.clock.seconds += DAYS * DAY + 1
    back_up(site)
    assert places(site, needles) == set()
    assert "moments-20261218T110641Z.sqlite" in places(site, [stays.body[:64]])


def places(site: Site, needles: list[bytes]) -> set[str]:
    """Names of the files below the data folder that hold any of these."""
    files = [path for path in site.folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(needle in path.read_bytes() for needle in needles)}


async def test_the_log_of_a_purged_backup_verifies_as_the_server_s_does(
    site: Site, tmp_path: Path
) -> None:
    person = Person()
    client = await site.member(person)
    gone = person.write()
    await client.push(person.push(gone))
    await client.push(person.purge(gone.id))
    restore(back_up(site), tmp_path / "new", site.clock())
    async with running(tmp_path / "new") as newer:
        again = newer.client()
        await again.log_in(person)
        kept = (await again.log())["links"][1]["revisions"][0]
        assert kept["body_hash"] == hashlib.sha256(gone.body).digest()
        assert read(await again.get("/api/head"))["seq"] == 3
