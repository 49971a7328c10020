"""An archive: a journal in one file that a passphrase opens (R62 to R65)."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

import msgspec

from small_moments_protocol.aead import OVERHEAD, Random, open_sealed, seal
from small_moments_protocol.blob import blob_digest, blob_shape
from small_moments_protocol.content import Content, encode_content, parse_content
from small_moments_protocol.errors import Refused
from small_moments_protocol.kdf import argon2id, hkdf
from small_moments_protocol.labels import M
from small_moments_protocol.layout import check_length, u8, u32
from small_moments_protocol.padding import MAX_CONTENT

MARK = b"moments-archive"
HEAD = 32
CHUNK = 65_536
"""Bytes of plaintext in every chunk but the last."""
_WORDS, _WITH_FILES = b"\x01", b"\x02"
"""The versions: revisions alone, and files behind them."""


class ArchivedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the content of an attachment is known by: its digest, and how that was made (R82)."""

    digest: bytes
    size: int
    chunk: int


Parts = Iterable[bytes]
"""A content, cut as its digest was made."""
Keep = Callable[[ArchivedFile], Callable[[bytes], object]]
"""Asked for each file of an archive; what it gives is handed the parts. See `read_archive`."""


def is_archive(data: bytes) -> bool:
    """True if the bytes begin as an archive of any version does."""
    return data[1 : 1 + len(MARK)] == MARK


def seal_archive(
    contents: Iterable[Content],
    passphrase: str,
    random: Random,
    files: Iterable[tuple[ArchivedFile, Parts]] | None = None,
) -> Iterator[bytes]:
    """The archive piece by piece; no more than a chunk, a content and a part are held at a time.

    `random` is asked for a salt (16), then for a nonce (12) a chunk. `files` ascend by digest;
    None makes the version that has none. Refuses `encoding` for what an archive cannot hold, or
    out of order, and `length` or `body` for parts that are not those of their digest.
    """
    head = (_WORDS if files is None else _WITH_FILES) + MARK + random(16)
    key = archive_key(passphrase, head)
    yield head
    plain, index = bytearray(), 0
    for row in _rows(contents, files):
        plain += row
        while len(plain) > CHUNK:
            yield seal(key, bytes(plain[:CHUNK]), chunk_aad(head, index, final=False), random)
            del plain[:CHUNK]
            index += 1
    yield seal(key, bytes(plain), chunk_aad(head, index, final=True), random)


def open_archive(data: bytes, passphrase: str) -> tuple[Content, ...]:
    """Every content, or none; files are verified only. Refuses as `read_archive` does."""
    return read_archive(BytesIO(data), passphrase, lambda _: lambda part: part)


def read_archive(source: BinaryIO, passphrase: str, keep: Keep) -> tuple[Content, ...]:
    """Every content, or none. Refuses `version`, `length`, `encoding`, `open` and `body`.

    What `keep` was handed may be used only once this has returned; after a refusal it goes away.
    A wrong passphrase and a damaged first chunk look alike.
    """
    head = source.read(HEAD)
    first = source.read(CHUNK + OVERHEAD)
    _check_head(head, first)
    plain = _Plain(_opened(source, first, archive_key(passphrase, head), head))
    with_files = head[:1] == _WITH_FILES
    contents = tuple(_checked(_contents(plain, ends=with_files)))
    if with_files:
        _read_files(plain, keep)
    return contents


def archive_key(passphrase: str, head: bytes) -> bytes:
    """The key of all chunks (R63)."""
    return hkdf(argon2id(passphrase, head[-16:]), "archive-key", head)


def chunk_aad(head: bytes, index: int, *, final: bool) -> bytes:
    """What binds a chunk to its place (R64)."""
    return M("archive-chunk", head + u32(index) + u8(int(final)))


def _rows(
    contents: Iterable[Content], files: Iterable[tuple[ArchivedFile, Parts]] | None
) -> Iterator[bytes]:
    """What stands in the chunks, in turn (R65)."""
    for content in _checked(contents):
        encoded = encode_content(content)
        yield u32(len(encoded)) + encoded
    if files is None:
        return
    yield u32(0)
    last = b""
    for file, parts in files:
        _check_file(file, last)
        last = file.digest
        yield file.digest + u32(file.size) + u32(file.chunk)
        yield from _checked_parts(file, iter(parts))


def _checked_parts(file: ArchivedFile, parts: Iterator[bytes]) -> Iterator[bytes]:
    hashes: list[bytes] = []
    for size in _part_sizes(file):
        part = next(parts, b"")
        check_length(part, size, "a part")
        hashes.append(sha256(part).digest())
        yield part
    if next(parts, None) is not None:
        raise Refused("length", "expected no part after the last")
    _check_digest(file, hashes)


def _check_head(head: bytes, first: bytes) -> None:
    if not head:
        raise Refused("length", "expected a version byte, got nothing")
    if head[:1] not in (_WORDS, _WITH_FILES):
        raise Refused("version", f"expected version 1 or 2, got {head[0]}")
    if len(head) < HEAD or len(first) < OVERHEAD:
        raise Refused("length", "expected a head and a chunk, got fewer bytes")
    if not is_archive(head):
        raise Refused("encoding", "expected the mark of an archive")


def _opened(source: BinaryIO, chunk: bytes, key: bytes, head: bytes) -> Iterator[bytes]:
    """What the chunks hold, in turn. The last is the one that nothing follows."""
    index = 0
    while chunk:
        after = source.read(CHUNK + OVERHEAD)
        if len(chunk) < OVERHEAD:
            raise Refused("length", "expected a nonce and a tag, got fewer bytes")
        plain = open_sealed(key, chunk, chunk_aad(head, index, final=not after))
        if not plain and index > 0:
            raise Refused("length", "expected no empty chunk after another")
        yield plain
        chunk, index = after, index + 1


class _Plain:
    """What the chunks hold, taken in sizes of the reader's choice."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = bytearray()

    def take(self, size: int) -> bytes:
        """The next bytes; fewer only at the end."""
        while len(self._held) < size and (chunk := next(self._chunks, None)) is not None:
            self._held += chunk
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken


def _contents(plain: _Plain, *, ends: bool) -> Iterator[Content]:
    """Up to the end; where something `ends` them before it, up to that."""
    while prefix := plain.take(4):
        check_length(prefix, 4, "a length")
        size = int.from_bytes(prefix, "big")
        if size > MAX_CONTENT:
            raise Refused("length", f"expected a content of at most {MAX_CONTENT} bytes")
        if size == 0 and ends:
            return
        content = plain.take(size)
        check_length(content, size, "a content")
        yield parse_content(content)
    if ends:
        raise Refused("length", "expected an end of the contents")


def _read_files(plain: _Plain, keep: Keep) -> None:
    last = b""
    while said := plain.take(40):
        check_length(said, 40, "what is said of a file")
        size, chunk = int.from_bytes(said[32:36], "big"), int.from_bytes(said[36:], "big")
        file = ArchivedFile(said[:32], size, chunk)
        _check_file(file, last)
        last, write, hashes = file.digest, keep(file), list[bytes]()
        for length in _part_sizes(file):
            part = plain.take(length)
            check_length(part, length, "a part of a file")
            hashes.append(sha256(part).digest())
            write(part)
        _check_digest(file, hashes)


def _part_sizes(file: ArchivedFile) -> Iterator[int]:
    for at in range(0, file.size, file.chunk):
        yield min(file.chunk, file.size - at)


def _check_file(file: ArchivedFile, last: bytes) -> None:
    check_length(file.digest, 32, "a digest")
    blob_shape(file.size, file.chunk)
    if file.digest <= last:
        raise Refused("encoding", "expected files in strictly ascending order")


def _check_digest(file: ArchivedFile, hashes: list[bytes]) -> None:
    if blob_digest(hashes) != file.digest:
        raise Refused("body", "expected the content that the digest is of, got another")


def _checked(contents: Iterable[Content]) -> Iterator[Content]:
    """Refuse `encoding` for what no archive holds (R65)."""
    last = b""
    for content in contents:
        place = content.record + (content.replaces or b"")
        if content.replaces is None or content.seen:
            raise Refused("encoding", "expected the id that it had, and no version vector")
        if place <= last:
            raise Refused("encoding", "expected revisions in strictly ascending order")
        last = place
        yield content
