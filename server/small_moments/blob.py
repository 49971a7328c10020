"""What a server can know of a blob: three numbers, and which of its chunks are there (spec R83)."""

import re
from typing import Final, NewType

from msgspec import Struct

from small_moments.layout import RefusedError

BlobId = NewType("BlobId", bytes)

TAG: Final = 16
LEAST_PADDED: Final = 1024
MOST_CONTENT: Final = 67_108_864
LEAST_CHUNK: Final = 65_536
MOST_CHUNK: Final = 1_048_576
MOST_SEALED: Final = MOST_CHUNK + TAG
"""The longest sealed chunk."""

_ID: Final = re.compile(r"[0-9a-f]{32}")
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,3}")


class Numbers(Struct, frozen=True):
    """Of one blob: how many chunks, bytes of plaintext in all but the last, bytes of all sealed."""

    chunks: int
    chunk: int
    bytes: int

    def length(self, index: int) -> int:
        """Bytes of a sealed chunk. Refuses `length` for an index that is not there."""
        if not 0 <= index < self.chunks:
            raise RefusedError("length", "index")
        if index < self.chunks - 1:
            return self.chunk + TAG
        return self.bytes - (self.chunk + TAG) * (self.chunks - 1)


def check(numbers: Numbers) -> None:
    """Whether some content of R80 gives these numbers by R83. Refuses `encoding`, `length`."""
    if not LEAST_CHUNK <= numbers.chunk <= MOST_CHUNK or numbers.chunk.bit_count() != 1:
        raise RefusedError("encoding", "chunk")
    if not 1 <= numbers.chunks <= -(-MOST_CONTENT // LEAST_CHUNK):
        raise RefusedError("length", "chunks")
    padded = numbers.bytes - TAG * numbers.chunks
    if not LEAST_PADDED <= padded <= MOST_CONTENT or padded != _padme(padded):
        raise RefusedError("length", "bytes")
    if numbers.chunks != -(-padded // numbers.chunk):
        raise RefusedError("length", "chunks")


def _padme(size: int) -> int:
    """R27; what is padded already stays as it is."""
    exponent = size.bit_length() - 1
    zeros = exponent - exponent.bit_length()
    return -(-size >> zeros) << zeros


def read_id(text: str) -> BlobId | None:
    """An id as it stands in an address: 32 digits of lower-case hexadecimal."""
    return BlobId(bytes.fromhex(text)) if _ID.fullmatch(text) else None


def read_index(text: str) -> int | None:
    """An index as it stands in an address: decimal, without leading zeros."""
    return int(text) if _INDEX.fullmatch(text) else None
