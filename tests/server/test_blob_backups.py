"""Attachments in backups: whole, as of one moment, and no longer than the words."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from small_moments import backups
from small_moments.chunks import files
from small_moments.chunks.chunks import Name
from small_moments.store.sqlite import pool
from small_moments.store.sqlite.database import DatabaseError
from small_moments.store.sqlite.snapshot import UnsoundError

from tests.server.attached import Attachment, attached, fetch, put, send
from tests.server.client import Client, read, slug
from tests.server.person import Person
from tests.server.site import Site, running

DAY = 86_400


async def sent(site: Site, person: Person, size: int = 150_000) -> tuple[Client, Attachment, bytes]:
    """Somebody with an attachment, and the id of the revision that names it."""
    client = await site.member(person)
    revision = person.write()
    await client.push(person.push(revision))
    made = attached(person, size)
    await send(client, made, revision.id)
    return client, made, revision.id


def back_up(site: Site, folder: Path) -> Path:
    return backups.make(site.folder, folder, days=30, now=site.clock())


def restore(site: Site, file: Path, data: Path) -> backups.Restored:
    return backups.restore(file, data, days=30, now=site.clock())


def names(folder: Path) -> set[Name]:
    return set(files.listed(folder / files.FOLDER))


async def test_what_is_attached_is_put_back_with_the_words(site: Site, tmp_path: Path) -> None:
    person = Person()
    _, made, _ = await sent(site, person)
    file = back_up(site, tmp_path / "backups")
    assert backups.verify(file, days=30, now=site.clock()).accounts == 1
    assert restore(site, file, tmp_path / "new").missing == 0
    async with running(tmp_path / "new") as again:
        client = again.client()
        await client.log_in(person)
        assert await fetch(client, person, made) == made.content


async def test_what_is_purged_while_a_backup_is_made_is_left_out_of_it(
    site: Site, tmp_path: Path
) -> None:
    person = Person()
    _, made, _ = await sent(site, person)
    for name in names(site.folder):  # as a purge does between the copy and the chunks
        files.path(site.folder / files.FOLDER, name).unlink()
        await site.database.writer.write(
            lambda write, name=name: write.execute("DELETE FROM chunk WHERE file = ?", (name,))
        )
        break
    file = back_up(site, tmp_path / "backups")
    restore(site, file, tmp_path / "new")
    assert len(names(tmp_path / "new")) == len(made.chunks) - 1


async def test_a_chunk_that_is_lost_keeps_a_backup_from_taking_the_place_of_a_whole_one(
    site: Site, tmp_path: Path
) -> None:
    await sent(site, Person())
    file = back_up(site, tmp_path / "backups")
    lost = min(names(site.folder))
    files.path(site.folder / files.FOLDER, lost).unlink()
    files.path(file.parent / files.FOLDER, lost).unlink()
    site.clock.seconds += DAY
    with pytest.raises(UnsoundError, match="1 chunks of attachments are not in the folder"):
        back_up(site, tmp_path / "backups")
    assert backups.kept(tmp_path / "backups") == [file]


async def test_a_chunk_that_the_data_folder_lost_and_a_backup_has_does_not_stop_the_next(
    site: Site, tmp_path: Path
) -> None:
    await sent(site, Person())
    back_up(site, tmp_path / "backups")
    files.path(site.folder / files.FOLDER, min(names(site.folder))).unlink()
    site.clock.seconds += DAY
    file = back_up(site, tmp_path / "backups")
    assert restore(site, file, tmp_path / "new").missing == 0


async def test_a_backup_without_its_chunks_or_with_spoiled_ones_is_told(
    site: Site, tmp_path: Path
) -> None:
    await sent(site, Person())
    file = back_up(site, tmp_path / "backups")
    spoilt = files.path(file.parent / files.FOLDER, min(names(file.parent)))
    good = spoilt.read_bytes()
    spoilt.unlink()
    for content in (None, good[:-1], bytes([good[0] ^ 1]) + good[1:]):
        if content is not None:
            spoilt.write_bytes(content)
        with pytest.raises(DatabaseError, match="1 chunks of attachments are not as they were"):
            backups.verify(file, days=30, now=site.clock())
    spoilt.write_bytes(good)
    backups.verify(file, days=30, now=site.clock())


async def test_a_restore_without_chunks_lets_the_phone_send_them_again(
    site: Site, tmp_path: Path
) -> None:
    person = Person()
    _, made, revision = await sent(site, person)
    file = back_up(site, tmp_path / "backups")
    lost = files.path(file.parent / files.FOLDER, min(names(file.parent)))
    lost.unlink()
    assert restore(site, file, tmp_path / "new").missing == 1
    async with running(tmp_path / "new") as again:
        client = again.client()
        await client.log_in(person)
        answer = await client.post("/api/blobs", made.beginning(revision))
        (index,) = read(answer)["missing"]
        assert (await put(client, made, index)).status_code == 204
        assert await fetch(client, person, made) == made.content


async def test_what_is_erased_leaves_the_backups_after_their_days_and_no_restore_brings_it_back(
    site: Site, tmp_path: Path
) -> None:
    gone, stays, purger = Person(1), Person(2), Person(3)
    client, _, _ = await sent(site, gone)
    _, kept, _ = await sent(site, stays, 700)
    other, _, revision = await sent(site, purger)
    first = back_up(site, tmp_path / "backups")
    assert len(names(first.parent)) == 7
    body = gone.signed(2, await client.nonce(gone), site.desk.origin)
    assert (await client.post("/api/account/delete", body)).status_code == 204
    await other.push(purger.purge(revision))
    assert len(names(site.folder)) == len(kept.chunks)
    site.clock.seconds += 29 * DAY
    second = back_up(site, tmp_path / "backups")
    assert len(names(first.parent)) == 7  # as long as the first backup is kept
    restore(site, first, tmp_path / "new")
    assert len(names(tmp_path / "new")) == 4
    async with running(tmp_path / "new") as again:
        client = again.client()
        assert slug(await client.log_in(gone)) == "login-refused"
    site.clock.seconds += 2 * DAY
    third = back_up(site, tmp_path / "backups")
    assert backups.kept(first.parent) == [second, third]
    assert names(first.parent) == names(site.folder)


@pytest.fixture
def on_another_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file there can be a second name of one here."""

    def another(*_: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(Path, "hardlink_to", another)


@pytest.mark.usefixtures("on_another_disk")
async def test_on_another_disk_chunks_are_copied(site: Site, tmp_path: Path) -> None:
    await sent(site, Person())
    file = back_up(site, tmp_path / "backups")
    assert backups.verify(file, days=30, now=site.clock()).accounts == 1
    one = files.path(file.parent / files.FOLDER, min(names(file.parent)))
    assert one.stat().st_nlink == 1
    assert one.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("on_another_disk")
async def test_a_restore_puts_good_chunks_in_the_place_of_spoilt_ones(
    site: Site, tmp_path: Path
) -> None:
    person = Person()
    _, made, revision = await sent(site, person)
    file = back_up(site, tmp_path / "backups")
    data, (first, second, third) = tmp_path / "new", sorted(names(site.folder))
    shutil.copytree(site.folder / files.FOLDER, data / files.FOLDER)
    for folder, name in ((data, first), (file.parent, second), (data, third), (file.parent, third)):
        spoilt = files.path(folder / files.FOLDER, name)
        spoilt.write_bytes(bytes(spoilt.stat().st_size))
    assert restore(site, file, data).missing == 1  # the one that is spoilt in both
    async with running(data) as again:
        client = again.client()
        await client.log_in(person)
        (index,) = read(await client.post("/api/blobs", made.beginning(revision)))["missing"]
        assert (await put(client, made, index)).status_code == 204
        assert await fetch(client, person, made) == made.content


@pytest.mark.usefixtures("on_another_disk")
async def test_a_backup_puts_a_whole_chunk_in_the_place_of_one_that_was_cut_and_never_the_other_way(
    site: Site, tmp_path: Path
) -> None:
    await sent(site, Person())
    file = back_up(site, tmp_path / "backups")
    first, second, _ = sorted(names(site.folder))
    files.path(file.parent / files.FOLDER, first).write_bytes(b"")
    files.path(site.folder / files.FOLDER, second).write_bytes(b"")
    site.clock.seconds += DAY
    later = back_up(site, tmp_path / "backups")
    assert backups.verify(later, days=30, now=site.clock()).accounts == 1


async def test_the_data_folder_itself_is_refused_as_the_place_of_backups(
    site: Site, tmp_path: Path
) -> None:
    await sent(site, Person())
    there = set(site.folder.rglob("*"))
    (tmp_path / "same").symlink_to(site.folder)
    for folder in (site.folder, site.folder / "backups" / "..", tmp_path / "same"):
        with pytest.raises(DatabaseError, match="cannot lie in the data folder itself"):
            back_up(site, folder)
    assert set(site.folder.rglob("*")) == there


async def test_what_a_backup_left_that_was_ended_half_way_goes_with_the_next(
    site: Site, tmp_path: Path
) -> None:
    await sent(site, Person())
    shelf = tmp_path / "backups" / files.FOLDER / "6c"
    files.make_shelf(shelf)
    left = shelf / f".{(b'l' * 16).hex()}.part"
    left.write_bytes(b"half")
    back_up(site, tmp_path / "backups")
    assert not left.exists()


async def test_a_backup_that_cannot_be_read_keeps_all_chunks(site: Site, tmp_path: Path) -> None:
    client, _, revision = await sent(site, person := Person())
    first = back_up(site, tmp_path / "backups")
    await client.push(person.purge(revision))
    first.write_bytes(b"x" * 100)
    pool.keep_only(first.parent / files.FOLDER, [first])
    assert len(names(first.parent)) == 3
