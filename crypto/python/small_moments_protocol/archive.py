"""An archive: a journal's revisions in one file that a passphrase opens (R62 to R65)."""

from collections.abc import Iterable, Iterator

from small_moments_protocol.aead import OVERHEAD, Random, open_sealed, seal
from small_moments_protocol.content import Content, encode_content, parse_content
from small_moments_protocol.errors import Refused
from small_moments_protocol.kdf import argon2id, hkdf
from small_moments_protocol.labels import M
from small_moments_protocol.layout import VERSION, check_version, u8, u32
from small_moments_protocol.padding import MAX_CONTENT

MARK = b"moments-archive"
HEAD = 32
CHUNK = 65_536
"""Bytes of plaintext in every chunk but the last."""


def is_archive(data: bytes) -> bool:
    """True if the bytes begin as an archive of any version does."""
    return data[1 : 1 + len(MARK)] == MARK


def seal_archive(contents: Iterable[Content], passphrase: str, random: Random) -> Iterator[bytes]:
    """The file piece by piece; no more than a chunk and a content are held at a time.

    `random` is asked for a salt (16), then for a nonce (12) a chunk. Refuses `encoding` for a
    content that an archive cannot hold, or out of order.
    """
    head = VERSION + MARK + random(16)
    key = archive_key(passphrase, head)
    yield head
    plain, index = bytearray(), 0
    for content in _checked(contents):
        encoded = encode_content(content)
        plain += u32(len(encoded)) + encoded
        while len(plain) > CHUNK:
            yield seal(key, bytes(plain[:CHUNK]), chunk_aad(head, index, final=False), random)
            del plain[:CHUNK]
            index += 1
    yield seal(key, bytes(plain), chunk_aad(head, index, final=True), random)


def open_archive(data: bytes, passphrase: str) -> tuple[Content, ...]:
    """Every content, or none. Refuses `version`, `length`, `encoding`, and `open`.

    A wrong passphrase and a damaged first chunk look alike.
    """
    head = _head(data)
    key = archive_key(passphrase, head)
    return tuple(_checked(_contents(_plain(data, key, head))))


def archive_key(passphrase: str, head: bytes) -> bytes:
    """The key of all chunks (R63)."""
    return hkdf(argon2id(passphrase, head[-16:]), "archive-key", head)


def chunk_aad(head: bytes, index: int, *, final: bool) -> bytes:
    """What binds a chunk to its place (R64)."""
    return M("archive-chunk", head + u32(index) + u8(int(final)))


def _head(data: bytes) -> bytes:
    check_version(data)
    if len(data) < HEAD + OVERHEAD:
        raise Refused("length", "expected a head and a chunk, got fewer bytes")
    if not is_archive(data):
        raise Refused("encoding", "expected the mark of an archive")
    return data[:HEAD]


def _plain(data: bytes, key: bytes, head: bytes) -> Iterator[bytes]:
    """What the chunks hold, in turn."""
    size = CHUNK + OVERHEAD
    for index, at in enumerate(range(HEAD, len(data), size)):
        chunk, final = data[at : at + size], at + size >= len(data)
        if len(chunk) < OVERHEAD:
            raise Refused("length", "expected a nonce and a tag, got fewer bytes")
        plain = open_sealed(key, chunk, chunk_aad(head, index, final=final))
        if not plain and index > 0:
            raise Refused("length", "expected no empty chunk after another")
        yield plain


def _contents(plain: Iterable[bytes]) -> Iterator[Content]:
    rest = bytearray()
    for part in plain:
        rest += part
        while len(rest) >= 4 and len(rest) - 4 >= (size := _size(rest)):
            yield parse_content(bytes(rest[4 : 4 + size]))
            del rest[: 4 + size]
    if rest:
        raise Refused("length", "expected a whole content, got a part")


def _size(rest: bytearray) -> int:
    size = int.from_bytes(rest[:4], "big")
    if size > MAX_CONTENT:
        raise Refused("length", f"expected a content of at most {MAX_CONTENT} bytes, got {size}")
    return size


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
