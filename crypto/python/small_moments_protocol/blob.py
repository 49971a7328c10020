"""Blobs: what an attachment holds, sealed in chunks as the server keeps it (R82 to R85)."""

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from small_moments_protocol.aead import TAG, Random, open_counted, seal_counted
from small_moments_protocol.errors import Refused
from small_moments_protocol.kdf import hkdf
from small_moments_protocol.labels import H, M
from small_moments_protocol.layout import VERSION, check_length, u8, u32
from small_moments_protocol.padding import MIN_TOTAL, padme

MIN_CHUNK = 65_536
MAX_CHUNK = 1_048_576
CHUNK = 262_144
"""Bytes of plaintext in every chunk but the last, as a writer cuts."""
MAX_SIZE = 67_108_864


class BlobKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What opens a blob. It stands in the revisions that name it, and nowhere else.

    `id` has 16 bytes, `key` and `digest` have 32; `size` are the bytes of the content.
    """

    id: bytes
    key: bytes
    digest: bytes
    size: int
    chunk: int


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bytes of the padded content, number of chunks, and bytes of all of them sealed."""

    padded: int
    chunks: int
    sealed: int


def blob_shape(size: int, chunk: int) -> Shape:
    """How a content is padded and cut (R83). Refuses `encoding` for numbers out of range."""
    if not 1 <= size <= MAX_SIZE:
        raise Refused("encoding", f"expected 1 to {MAX_SIZE} bytes, got {size}")
    if not MIN_CHUNK <= chunk <= MAX_CHUNK or chunk.bit_count() != 1:
        raise Refused("encoding", f"expected a power of two as the size of a chunk, got {chunk}")
    padded = padme(max(MIN_TOTAL, size))
    chunks = -(-padded // chunk)
    return Shape(padded, chunks, padded + TAG * chunks)


class Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A content that was read once: the SHA-256 of each of its parts (R82)."""

    size: int
    chunk: int
    hashes: tuple[bytes, ...]

    @property
    def digest(self) -> bytes:
        return blob_digest(self.hashes)


def measure(parts: Iterable[bytes], chunk: int = CHUNK) -> Measured:
    """Read a content in parts of `chunk` bytes, of which the last may be shorter.

    Refuses `length` for parts that are cut otherwise, `encoding` for no bytes or too many.
    """
    size, hashes = 0, list[bytes]()
    for part in parts:
        if not 1 <= len(part) <= chunk or size % chunk:
            raise Refused("length", f"expected parts of {chunk} bytes, and one shorter at the end")
        size += len(part)
        hashes.append(sha256(part).digest())
    blob_shape(size, chunk)
    return Measured(size, chunk, tuple(hashes))


def blob_digest(hashes: Iterable[bytes]) -> bytes:
    """The digest of a content (32 bytes) out of those of its parts."""
    return H("blob-digest", b"".join(hashes))


def new_blob(measured: Measured, random: Random) -> BlobKey:
    """A key for a content that was never sealed; `random` is asked for an id, then for a key."""
    return BlobKey(
        id=random(16),
        key=random(32),
        digest=measured.digest,
        size=measured.size,
        chunk=measured.chunk,
    )


def blob_head(account: bytes, blob: BlobKey) -> bytes:
    """What binds a blob to its account, its id and its content, 73 bytes (R83)."""
    check_length(account, 16, "an account id")
    check_length(blob.id, 16, "a blob id")
    check_length(blob.digest, 32, "a digest")
    return VERSION + account + blob.id + u32(blob.size) + u32(blob.chunk) + blob.digest


class _Blob:
    """The places of the chunks, and what each is sealed with."""

    def __init__(self, account: bytes, blob: BlobKey) -> None:
        self.shape = blob_shape(blob.size, blob.chunk)
        self._blob = blob
        self._head = blob_head(account, blob)
        check_length(blob.key, 32, "a file key")
        self._key = hkdf(blob.key, "blob-key", self._head)

    def sealed_length(self, index: int) -> int:
        """Bytes of the sealed chunk of this index. Refuses `length`."""
        self._check_index(index)
        return self._length(index, self.shape.padded) + TAG

    def _length(self, index: int, total: int) -> int:
        """How many of `total` bytes, cut into chunks, are in the one of this index."""
        return max(0, min(self._blob.chunk, total - index * self._blob.chunk))

    def _check_index(self, index: int) -> None:
        if not 0 <= index < self.shape.chunks:
            raise Refused("length", f"expected one of {self.shape.chunks} chunks, got {index}")

    def _aad(self, index: int) -> bytes:
        final = index == self.shape.chunks - 1
        return M("blob-chunk", self._head + u32(index) + u8(int(final)))


class BlobSealer(_Blob):
    """Seals the chunks of one content, in any order and as often as asked, to the same bytes."""

    def __init__(self, account: bytes, blob: BlobKey, measured: Measured) -> None:
        """Refuses `body` for a content that `blob` is not of."""
        super().__init__(account, blob)
        parts = -(-blob.size // blob.chunk)
        said = (measured.size, measured.chunk, len(measured.hashes), measured.digest)
        if said != (blob.size, blob.chunk, parts, blob.digest):
            raise Refused("body", "expected the content that the digest is of, got another")
        self._hashes = measured.hashes

    def seal(self, index: int, part: bytes) -> bytes:
        """The sealed chunk of a part; past the last part, of nothing.

        Refuses `length`, and `body` for other bytes than were measured: no two contents are ever
        sealed under one key (R84).
        """
        self._check_index(index)
        check_length(part, self._length(index, self._blob.size), "a part")
        if part and sha256(part).digest() != self._hashes[index]:
            raise Refused("body", "expected the part that was measured, got another")
        padded = part.ljust(self._length(index, self.shape.padded), b"\0")
        return seal_counted(self._key, index, padded, self._aad(index))


class BlobOpener(_Blob):
    """Opens the chunks of one blob in any order. Nothing of it may be used before `finish`."""

    def __init__(self, account: bytes, blob: BlobKey) -> None:
        super().__init__(account, blob)
        self._hashes: dict[int, bytes] = {}

    def open(self, index: int, sealed: bytes) -> bytes:
        """The part; past the last part, nothing. Refuses `length`, `open`, `padding`."""
        check_length(sealed, self.sealed_length(index), "a chunk")
        padded = open_counted(self._key, index, sealed, self._aad(index))
        size = self._length(index, self._blob.size)
        if any(padded[size:]):
            raise Refused("padding", "expected zeros after the content")
        self._hashes[index] = sha256(padded[:size]).digest() if size else b""
        return padded[:size]

    def finish(self) -> None:
        """Refuse `length` unless all chunks were opened, `body` unless it is the content named."""
        if len(self._hashes) != self.shape.chunks:
            raise Refused("length", f"expected {self.shape.chunks} chunks, got fewer")
        hashes = (self._hashes[index] for index in range(self.shape.chunks))
        if blob_digest(hashes) != self._blob.digest:
            raise Refused("body", "expected the content that the digest is of, got another")
