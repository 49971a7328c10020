"""What every place for chunks promises, and what only one of them can do wrong."""

import fcntl
import os
import re
import shutil
from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from small_moments import cli
from small_moments.chunks import files, places, s3
from small_moments.chunks.chunks import Chunks, Name
from small_moments.chunks.files import Files
from small_moments.settings import Settings
from small_moments.store.errors import StoreError, UnavailableError

from tests.s3 import KEY, S3, SECRET, running
from tests.server import site
from tests.server.attached import attached, fetch, put, send
from tests.server.client import read, slug
from tests.server.person import Person

LOST = (
    r"store the bucket for attachments does not answer \(\w+\); see that it runs, and what the"
    r" settings blobs and s3_… say; phones keep what they hold and send it later"
)
A, B, C = Name(b"a" * 16), Name(b"b" * 16), Name(b"c" * 16)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def bucket() -> Iterator[S3]:
    """A store that speaks S3."""
    with running() as made:
        yield made


def of(bucket: S3) -> Settings:
    return Settings(
        blobs="s3://moments/some/prefix",
        s3_endpoint=bucket.address,
        s3_access_key=KEY,
        s3_secret_key=SECRET,
    )


@pytest.fixture(params=["files", "s3"])
def chunks(request: pytest.FixtureRequest, tmp_path: Path) -> Chunks:
    if request.param == "files":
        return places.of(Settings(data=str(tmp_path / "data")))
    return places.of(of(request.getfixturevalue("bucket")))


def grow_old(request: pytest.FixtureRequest) -> None:
    """Nobody writes for more than a day."""
    if "bucket" in request.fixturenames or "s3" in request.node.name:
        request.getfixturevalue("bucket").age(timedelta(hours=25))


async def keep(chunks: Chunks, name: Name, content: bytes) -> None:
    async with chunks.writing(name, content):
        pass


async def every(chunks: Chunks) -> set[Name]:
    return {name async for some in chunks.names() for name in some}


async def nobody(_: Collection[Name]) -> set[Name]:
    return set()


async def test_what_is_kept_is_read_and_what_is_let_go_of_is_gone(chunks: Chunks) -> None:
    assert await every(chunks) == set()
    assert await chunks.read(A) is None
    content = os.urandom(2**20 + 16)
    async with chunks.writing(A, content):
        assert await chunks.read(A) == content
    await keep(chunks, B, b"")
    assert await chunks.read(A) == content
    assert await chunks.read(B) == b""
    assert await chunks.there([A, B, C]) == {A, B}
    assert await chunks.there([]) == set()
    assert await every(chunks) == {A, B}
    await chunks.drop([A, C])
    await chunks.drop([])
    assert await every(chunks) == {B}


async def test_a_sweep_takes_what_nobody_names_and_nobody_is_writing(
    chunks: Chunks, request: pytest.FixtureRequest
) -> None:
    async def named(asked: Collection[Name]) -> set[Name]:
        return {B} & set(asked)

    assert await chunks.sweep(nobody) == 0
    await keep(chunks, A, b"a")
    await keep(chunks, B, b"b")
    grow_old(request)
    async with chunks.writing(C, b"c"):
        assert await chunks.sweep(named) == 1
        assert await every(chunks) == {B, C}
    grow_old(request)
    assert await chunks.sweep(named) == 1
    assert await every(chunks) == {B}


async def test_files_are_their_owners_alone_and_their_names_tell_nothing(tmp_path: Path) -> None:
    chunks = places.of(Settings(data=str(tmp_path / "data")))
    await keep(chunks, A, b"a")
    folder = tmp_path / "data" / files.FOLDER
    found = [folder, *folder.rglob("*")]
    assert [path.stat().st_mode & 0o077 for path in found] == [0, 0, 0]
    assert files.path(folder, A) in found
    with pytest.raises(FileExistsError):
        await keep(chunks, A, b"another")
    assert await chunks.read(A) == b"a"


async def test_a_file_that_another_sweep_took_and_a_writer_made_anew_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = Files(tmp_path / "data" / files.FOLDER)
    await keep(chunks, A, b"left")
    file, flock = files.path(chunks.folder, A), fcntl.flock

    def flock_late(handle: int, how: int) -> None:
        file.unlink()
        file.write_bytes(b"anew")
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock_late)
    assert await chunks.sweep(nobody) == 0
    assert file.read_bytes() == b"anew"


async def test_a_folder_that_is_lost_while_it_is_served_is_made_anew(tmp_path: Path) -> None:
    chunks = places.of(Settings(data=str(tmp_path / "data")))
    await keep(chunks, A, b"a")
    shutil.rmtree(tmp_path / "data" / files.FOLDER)
    await keep(chunks, A, b"a")
    assert await chunks.read(A) == b"a"


async def test_what_s3_says_is_said_without_an_address_or_a_key(bucket: S3) -> None:
    chunks = places.of(of(bucket))
    bucket.refuses = 403
    for ask in (keep(chunks, A, b"a"), chunks.read(A), chunks.drop([A]), chunks.sweep(nobody)):
        with pytest.raises(UnavailableError) as said:
            await ask
        for secret in (KEY, SECRET, "moments", str(bucket.port)):
            assert secret not in str(said.value)
    bucket.refuses = 507
    with pytest.raises(OSError, match="No space left"):
        await keep(chunks, A, b"a")


async def test_a_bucket_that_does_not_exist_does_not_answer(bucket: S3) -> None:
    chunks = places.of(of(bucket))
    bucket.refuses = 404
    for ask in (keep(chunks, A, b"a"), every(chunks), chunks.sweep(nobody)):
        with pytest.raises(UnavailableError, match="does not answer"):
            await ask


async def test_a_refusal_of_an_address_with_the_digits_507_is_not_taken_for_a_full_store(
    bucket: S3,
) -> None:
    bucket.refuses = 403
    with pytest.raises(UnavailableError):
        await keep(places.of(of(bucket)), Name(bytes.fromhex("507" * 10 + "50")), b"a")


async def test_a_store_that_is_silent_is_given_up_and_nothing_acknowledged_is_lost(
    bucket: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3, "ANSWERS_WITHIN", 0.2)
    person = Person()
    async with site.running(tmp_path / "data", of(bucket)) as here:
        client = await here.member(person)
        revision = person.write()
        await client.push(person.push(revision))
        made, other = attached(person), attached(person, 700)
        await send(client, made, revision.id)
        await client.post("/api/blobs", other.beginning(revision.id))
        bucket.is_silent.set()
        for answer in (await put(client, other, 0), await client.get(f"{made.path}/0")):
            assert (answer.status_code, slug(answer)) == (503, "not-ready")
        (told,) = here.outages()
        assert re.fullmatch(LOST, told), told
        assert read(await client.get("/api/head"))["seq"] == person.seq
        bucket.is_silent.clear()
        bucket.refuses = 507
        answer = await put(client, other, 0)
        assert (answer.status_code, slug(answer)) == (507, "no-room")
        bucket.refuses = 0
        assert (await put(client, other, 0)).status_code == 204
        assert here.outages()[1:] == ["store the bucket for attachments answers again"]
        for one in (made, other):
            assert await fetch(client, person, one) == one.content
        bucket.is_silent.set()
        await client.push(person.purge(revision.id))  # words do not wait for a store of photos
        bucket.is_silent.clear()
        assert here.desk.store.blobs.left.is_set()
        bucket.age(timedelta(hours=25))
        left = len(made.chunks) + len(other.chunks)
        assert await here.desk.store.blobs.sweep() >= left
        assert bucket.objects == {}
        assert "error" not in " ".join(here.lines)


async def test_an_object_that_is_spoilt_is_asked_for_once_somebody_read_it(
    bucket: S3, tmp_path: Path
) -> None:
    person = Person()
    async with site.running(tmp_path / "data", of(bucket)) as here:
        client = await here.member(person)
        revision = person.write()
        await client.push(person.push(revision))
        made = attached(person)
        await send(client, made, revision.id)
        for name, (raw, when) in bucket.objects.items():
            if raw == made.chunks[1]:
                bucket.objects[name] = (bytes(len(raw)), when)
        assert slug(await client.get(f"{made.path}/1")) == "chunk-missing"
        assert read(await client.get(made.path))["missing"] == [1]
        assert (await put(client, made, 1)).status_code == 204
        assert await fetch(client, person, made) == made.content


def test_settings_that_name_no_store_are_refused_and_no_key_is_ever_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for wrong in ("s3://", "s3:/x", "https://x", "s3://x/../?y"):
        assert cli.main(["accounts", "--blobs", wrong]) == 2
    shown = ("--s3-secret-key", SECRET, "--s3-access-key", "canary", "--blobs", "s3://moments/x")
    for more in ((), ("--json",)):
        assert cli.main(["config", "show", *shown, *more]) == 0
    said = capsys.readouterr()
    assert "***" in said.out
    assert "canary" not in said.out + said.err
    assert SECRET not in said.out + said.err


def test_without_obstore_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_: str) -> None:
        """It is not installed."""

    monkeypatch.setattr(places, "find_spec", nothing)
    with pytest.raises(StoreError, match="pip install"):
        places.of(Settings(blobs="s3://moments"))
