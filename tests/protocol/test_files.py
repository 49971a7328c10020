"""`small-moments-protocol open --files`: photos and voice notes out of an archive or a dump."""

import io
import json
import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from small_moments_protocol import Refused, cli
from small_moments_protocol.archive import CHUNK, ArchivedFile, Parts, read_archive, seal_archive
from small_moments_protocol.attachment import Attachment, attachment_field
from small_moments_protocol.blob import BlobKey, BlobSealer, blob_digest, measure, new_blob
from small_moments_protocol.content import Content
from vectors import world
from vectors.layouts.archive import ascending, revision
from vectors.layouts.blob import SMALL, false_chunk, key_of

from tests.protocol.test_open import ANSWERS, RECORD, Writer

SEA, NOTE, GONE = b"the sea " * 20_000, b"a voice", b"never sent"
AT = 1_795_392_000_000


def _key(content: bytes, name: str) -> BlobKey:
    given = {16: sha256(name.encode()).digest()[:16], 32: sha256(name.encode()).digest()}
    return new_blob(measure(_parts(content), CHUNK), lambda size: given[size])


def _parts(content: bytes) -> list[bytes]:
    return [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)]


PHOTO = Attachment(blob=_key(SEA, "sea"), at=AT, type="image/jpeg")
VOICE = Attachment(blob=_key(NOTE, "note"), at=AT + 1, type="audio/webm", seconds=1)
LOST = Attachment(blob=_key(GONE, "gone"), at=AT + 2, type="text/html")
NAMES = {
    one: f"2026-11-23-{one.blob.id.hex()}.{ending}"
    for one, ending in ((PHOTO, "jpg"), (VOICE, "webm"), (LOST, "bin"))
}
NEWER = f"attachment_{'ab' * 16}"
FIELDS = {
    "at": AT,
    "text": "at the sea",
    "trashed": False,
    **dict(map(attachment_field, (PHOTO, VOICE, LOST))),
    NEWER: {"shape": 1},
}


def _files(*contents: bytes) -> list[tuple[ArchivedFile, Parts]]:
    measured = [(measure(_parts(one), CHUNK), _parts(one)) for one in contents]
    held = [(ArchivedFile(one.digest, one.size, one.chunk), parts) for one, parts in measured]
    return sorted(held, key=lambda pair: pair[0].digest)


def _archive(*contents: bytes, fields: dict[str, object] | None = None) -> bytes:
    said: list[Content] = ascending(revision("a", fields=fields or FIELDS))
    return b"".join(seal_archive(said, world.PASSPHRASE, os.urandom, _files(*contents)))


def _main(
    data: bytes, where: Path, monkeypatch: pytest.MonkeyPatch, *options: str
) -> tuple[int, str, str]:
    path, out, err = where / "journal", io.StringIO(), io.StringIO()
    path.write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.StringIO(ANSWERS if data[1:3] != b"mo" else WORDS))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    return cli.main(["open", str(path), *options]), out.getvalue(), err.getvalue()


WORDS = f"{world.PASSPHRASE}\n"


def _held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_r65_attachments_of_an_archive_are_written_out_and_what_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    data = _archive(SEA, NOTE, b"named by nothing")
    code, out, err = _main(data, tmp_path, monkeypatch, "--files", str(folder))
    assert (code, _held(folder)) == (0, {NAMES[PHOTO]: SEA, NAMES[VOICE]: NOTE}), err
    assert f"Attachments: 2 written to {folder}, 1 not there, 0 damaged." in out
    assert f"  not there: {NAMES[LOST]}\n" in out
    shown = [line for line in out.splitlines() if "attachment: " in line]
    assert shown == [
        f"  attachment: {'ab' * 16}, of a newer version",
        f"  attachment: image/jpeg, {len(SEA)} bytes, {NAMES[PHOTO]}",
        f"  attachment: audio/webm, {len(NOTE)} bytes, {NAMES[VOICE]}",
        f"  attachment: text/html, {len(GONE)} bytes, {NAMES[LOST]}",
    ]


def test_r65_without_a_folder_an_archive_says_how_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = _main(_archive(SEA), tmp_path, monkeypatch)
    assert code == 0
    assert "Attachments: 3; --files FOLDER writes them out." in out
    assert [path.name for path in tmp_path.iterdir()] == ["journal"]


def test_r65_nothing_is_written_out_of_an_archive_that_is_not_good_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    code, out, err = _main(_archive(SEA)[:-1], tmp_path, monkeypatch, "--files", str(folder))
    assert (code, out, _held(folder)) == (1, "", {})
    assert "damaged" in err


def test_a_file_that_is_there_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAMES[PHOTO]).write_bytes(b"mine")
    code, _, err = _main(_archive(SEA), tmp_path, monkeypatch, "--files", str(tmp_path))
    assert code == 1
    assert "exists" in err
    assert (tmp_path / NAMES[PHOTO]).read_bytes() == b"mine"


def test_r65_a_file_belongs_only_to_what_says_its_size_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blob = msgspec.structs.replace(PHOTO.blob, size=PHOTO.blob.size - 1)
    name, value = attachment_field(msgspec.structs.replace(PHOTO, blob=blob))
    folder = tmp_path / "out"
    data = _archive(SEA, fields={"text": "a", "at": AT, "trashed": False, name: value})
    code, out, _ = _main(data, tmp_path, monkeypatch, "--files", str(folder))
    assert (code, _held(folder)) == (0, {})
    assert "1 not there" in out


def _blobs(folder: Path, account: bytes = world.ACCOUNT) -> Path:
    """What a server keeps, as a dump brings it."""
    folder.mkdir()
    for one, content in ((PHOTO, SEA), (VOICE, NOTE)):
        sealer = BlobSealer(account, one.blob, measure(_parts(content), CHUNK))
        parts = [*_parts(content), *[b""] * sealer.shape.chunks]
        chunks = [sealer.seal(index, parts[index]) for index in range(sealer.shape.chunks)]
        (folder / one.blob.id.hex()).write_bytes(b"".join(chunks))
    return folder


def _dump() -> bytes:
    writer = Writer()
    first = writer.phone("at the sea", record=RECORD, fields=FIELDS)
    taken_out = {name: value for name, value in FIELDS.items() if NAMES[VOICE][11:43] not in name}
    writer.laptop("", record=RECORD, parents=(first.id,), fields=taken_out)
    return writer.dump().encode()


def test_r88_blobs_of_a_dump_are_opened_and_each_that_is_not_there_or_damaged_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, blobs = tmp_path / "out", _blobs(tmp_path / "blobs")
    options = ["--files", str(folder), "--blobs", str(blobs)]
    code, out, err = _main(_dump(), tmp_path, monkeypatch, *options)
    assert (code, _held(folder)) == (0, {NAMES[PHOTO]: SEA, NAMES[VOICE]: NOTE}), err
    assert f"2 written to {folder}, 1 not there, 0 damaged." in out
    assert f"attachment: image/jpeg, {len(SEA)} bytes" in out
    assert "attachment: audio/webm" not in out  # taken out again, and still in the history
    sealed = blobs / PHOTO.blob.id.hex()
    sealed.write_bytes(sealed.read_bytes()[:-1] + b"\0")
    again = tmp_path / "again"
    options = ["--files", str(again), "--blobs", str(blobs), "--json"]
    code, out, _ = _main(_dump(), tmp_path, monkeypatch, *options)
    assert (code, _held(again)) == (1, {NAMES[VOICE]: NOTE})
    said = json.loads(out)["attachments"]
    assert said["damaged"] == [NAMES[PHOTO]]
    assert said["missing"] == [NAMES[LOST]]


@pytest.mark.parametrize("change", ["cut", "longer", "swapped", "another account"])
def test_a21_a_blob_of_a_dump_that_is_cut_longer_or_anothers_is_never_written(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whose = world.OTHER_ACCOUNT if change == "another account" else world.ACCOUNT
    blobs = _blobs(tmp_path / "blobs", whose)
    sea, note = (blobs / one.blob.id.hex() for one in (PHOTO, VOICE))
    data = sea.read_bytes()
    if change == "cut":
        sea.write_bytes(data[: CHUNK + 16])
    if change == "longer":
        sea.write_bytes(data + b"\0")
    if change == "swapped":
        sea.write_bytes(note.read_bytes())
        note.write_bytes(data)
    options = ["--files", str(tmp_path / "out"), "--blobs", str(blobs)]
    code, _, _ = _main(_dump(), tmp_path, monkeypatch, *options)
    written = {} if change in {"swapped", "another account"} else {NAMES[VOICE]: NOTE}
    assert (code, _held(tmp_path / "out")) == (1, written)


def test_r85_a_blob_that_holds_another_content_than_its_digest_says_is_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = sha256(b"another").digest()
    blob = key_of(SMALL, digest=digest)
    name, value = attachment_field(msgspec.structs.replace(PHOTO, blob=blob))
    writer, blobs = Writer(), tmp_path / "blobs"
    writer.phone("", record=RECORD, fields={"at": AT, "text": "a", "trashed": False, name: value})
    blobs.mkdir()
    sealed = false_chunk(SMALL, SMALL.ljust(1_024, b"\0"), digest=digest)
    (blobs / blob.id.hex()).write_bytes(sealed)
    options = ["--files", str(tmp_path / "out"), "--blobs", str(blobs)]
    code, out, _ = _main(writer.dump().encode(), tmp_path, monkeypatch, *options)
    assert (code, _held(tmp_path / "out")) == (1, {})
    assert "1 damaged." in out


def test_r64_files_are_sealed_and_read_a_part_at_a_time(tmp_path: Path) -> None:
    count, asked, given, held = 64, 0, 0, 0
    hashes = [sha256(bytes([number]) * CHUNK).digest() for number in range(count)]

    def parts() -> Iterator[bytes]:
        nonlocal asked
        for number in range(count):
            asked += CHUNK
            yield bytes([number]) * CHUNK

    file = ArchivedFile(blob_digest(hashes), count * CHUNK, CHUNK)
    path = tmp_path / "archive"
    with path.open("wb") as target:
        for piece in seal_archive([], world.PASSPHRASE, os.urandom, [(file, parts())]):
            given += target.write(piece)
            held = max(held, asked - given)
    assert held <= 2 * CHUNK
    sizes: list[int] = []
    with path.open("rb") as source:
        read_archive(source, world.PASSPHRASE, lambda _: lambda part: sizes.append(len(part)))
    assert sizes == [CHUNK] * count


@pytest.mark.parametrize("wrong", [[NOTE], [SEA[:CHUNK]], [*_parts(SEA), b"more"], []])
def test_r65_parts_that_are_not_of_their_digest_are_not_archived(wrong: list[bytes]) -> None:
    ((file, _),) = _files(SEA)
    with pytest.raises(Refused) as refused:
        list(seal_archive([], world.PASSPHRASE, os.urandom, [(file, wrong)]))
    assert refused.value.kind in {"length", "body"}
