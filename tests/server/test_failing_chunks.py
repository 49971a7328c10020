"""A disk that fails at a chunk: it is told, nothing is promised in error, and again it is well."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_moments.chunks import files

from tests.server.attached import Attachment, attached, fetch, put, send
from tests.server.client import Client, read, slug
from tests.server.person import Person
from tests.server.site import Site

CALLS = ("open", "write", "fsync", "mkdir")


class Failing:
    """One call to the system, which fails once at a time for what lies in a folder."""

    def __init__(self, call: str, error: int, folder: Path, at: int) -> None:
        self._real: Callable[..., Any] = getattr(os, call)
        self._error = error
        self._folder = folder
        self._at = at
        self.calls = 0

    def __call__(self, what: Any, *more: Any, **named: Any) -> Any:
        path = Path(f"/proc/self/fd/{what}").readlink() if isinstance(what, int) else Path(what)
        if path.is_relative_to(self._folder):
            self.calls += 1
            if self.calls == self._at:
                raise OSError(self._error, os.strerror(self._error))
        return self._real(what, *more, **named)


async def writer(site: Site) -> tuple[Client, Person, Attachment]:
    """Somebody with an attachment that is begun."""
    person = Person()
    client = await site.member(person)
    revision = person.write()
    await client.push(person.push(revision))
    made = attached(person)
    await client.post("/api/blobs", made.beginning(revision.id))
    return client, person, made


@pytest.mark.parametrize(("error", "status", "said"), [
    (errno.ENOSPC, 507, "no-room"), (errno.EDQUOT, 507, "no-room"), (errno.EIO, 500, "broken"),
])  # fmt: skip
@pytest.mark.parametrize("call", CALLS)
async def test_each_call_of_a_chunk_may_fail(
    site: Site, monkeypatch: pytest.MonkeyPatch, call: str, error: int, status: int, said: str
) -> None:
    client, person, made = await writer(site)
    folder = site.folder / files.FOLDER
    at = 1
    while True:
        with monkeypatch.context() as patch:
            failing = Failing(call, error, folder, at)
            patch.setattr(os, call, failing)
            answer = await put(client, made, 0)
        if failing.calls < at:
            break
        assert (answer.status_code, slug(answer)) == (status, said)
        assert list(files.listed(folder)) == []
        assert await site.ask("SELECT count(*) FROM chunk") == 0
        at += 1
    assert at > 1
    for index in range(len(made.chunks)):
        assert (await put(client, made, index)).status_code == 204
    assert await fetch(client, person, made) == made.content


async def test_chunks_of_the_last_account_that_cannot_be_deleted_are_swept_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, person, made = await writer(site)
    for index in range(len(made.chunks)):
        await put(client, made, index)

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    body = person.signed(2, await client.nonce(person), site.desk.origin)
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", fail)
        assert (await client.post("/api/account/delete", body)).status_code == 204
        assert await site.desk.store.blobs.sweep() == 0
    assert await site.desk.store.blobs.sweep() == len(made.chunks)
    assert list(files.listed(site.folder / files.FOLDER)) == []


async def test_a_disk_that_writes_less_than_it_was_asked_keeps_all_in_the_end(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, person, made = await writer(site)
    write = os.write

    def write_less(handle: int, raw: bytes | memoryview) -> int:
        return write(handle, bytes(raw)[:7000])

    monkeypatch.setattr(os, "write", write_less)
    for index in range(len(made.chunks)):
        assert (await put(client, made, index)).status_code == 204
    monkeypatch.undo()
    assert await fetch(client, person, made) == made.content


async def test_a_chunk_on_a_bad_sector_is_missing_and_is_taken_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, person, made = await writer(site)
    assert (await put(client, made, 0)).status_code == 204
    (bad,) = files.listed(site.folder / files.FOLDER)
    read_bytes = Path.read_bytes

    def fail(path: Path) -> bytes:
        if path.name == bad.hex():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", fail)
    assert read(await client.get(made.path))["missing"] == list(range(len(made.chunks)))
    assert slug(await client.get(f"{made.path}/0")) == "chunk-missing"
    for index in range(len(made.chunks)):
        assert (await put(client, made, index)).status_code == 204
    assert await fetch(client, person, made) == made.content
    assert bad not in set(files.listed(site.folder / files.FOLDER))


async def test_a_file_that_cannot_be_deleted_is_swept_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person()
    client = await site.member(person)
    revision = person.write()
    await client.push(person.push(revision))
    made = attached(person)
    await send(client, made, revision.id)

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", fail)
        await client.push(person.purge(revision.id))
    assert slug(await client.get(made.path)) == "blob-unknown"
    assert site.desk.store.blobs.left.is_set()
    assert await site.desk.store.blobs.sweep() == len(made.chunks)
    assert list(files.listed(site.folder / files.FOLDER)) == []
