"""Revision headers; a body is opaque here (spec R25, R26)."""

import hashlib
from typing import Final

from msgspec import Struct

from small_moments.layout import (
    ZERO32,
    Account,
    Fields,
    MemberId,
    RefusedError,
    RevisionId,
    digest,
)

HEADER_SIZE: Final = 77


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
    fields = Fields(raw)
    header = Header(
        raw=raw,
        account=Account(fields.take(16)),
        epoch=fields.number(4),
        device=MemberId(fields.take(16)),
        counter=fields.number(4),
        previous=RevisionId(fields.take(32)),
        size=fields.number(4),
    )
    fields.end()
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
