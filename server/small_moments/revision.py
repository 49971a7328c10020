"""Revision headers; a body is opaque here (spec R25, R26)."""

import hashlib
import struct
from typing import Final

from msgspec import Struct

from small_moments.layout import (
    ZERO32,
    Account,
    MemberId,
    RefusedError,
    RevisionId,
    check_version,
    digest,
)

HEADER_SIZE: Final = 77
# Read in one go: a push has up to 256 of them.
_LAYOUT: Final = struct.Struct(">x16sI16sI32sI")


class Header(Struct, frozen=True):
    """A parsed header."""

    raw: bytes
    account: Account
    epoch: int
    device: MemberId
    counter: int
    previous: RevisionId
    size: int


def parse(raw: bytes) -> Header:
    """R25. Refuses `version`, `length`, `encoding`."""
    check_version(raw)
    if len(raw) != HEADER_SIZE:
        raise RefusedError("length")
    header = Header(raw, *_LAYOUT.unpack(raw))
    if header.epoch == 0 or header.counter == 0:
        raise RefusedError("encoding")
    if (header.counter == 1) != (header.previous == ZERO32):
        raise RefusedError("encoding")
    return header


def body_hash(body: bytes) -> bytes:
    """SHA-256 of a body: what stays of it when it is purged."""
    return hashlib.sha256(body).digest()


def revision_id(header: bytes, hash_of_body: bytes) -> RevisionId:
    """R26. Refuses `length` for a hash that is none."""
    if len(hash_of_body) != 32:
        raise RefusedError("length")
    return RevisionId(digest("revision", header + hash_of_body))
