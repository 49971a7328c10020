"""Links: the signed chain that orders a log (spec R31)."""

from itertools import pairwise
from typing import Final

from msgspec import Struct

from small_moments.layout import (
    Account,
    Fields,
    HeadHash,
    MemberId,
    RefusedError,
    RosterHash,
    digest,
)

REVISIONS: Final = 1
ROSTER: Final = 2
PURGE: Final = 3


class Link(Struct, frozen=True):
    """A parsed link; `raw` is what was signed, hashed and is kept."""

    raw: bytes
    head: HeadHash
    account: Account
    seq: int
    previous: HeadHash
    roster: RosterHash
    signer: MemberId
    kind: int
    payload: tuple[bytes, ...]
    signed: bytes
    signature: bytes


def parse(raw: bytes) -> Link:
    """R31. Refuses `version`, `length`, `encoding` in the order of the rule."""
    fields = Fields(raw)
    if len(raw) < 168:
        raise RefusedError("length")
    account = Account(fields.take(16))
    seq = fields.number(4)
    previous = HeadHash(fields.take(32))
    roster = RosterHash(fields.take(32))
    signer = MemberId(fields.take(16))
    kind = fields.number(1)
    count = fields.number(2)
    _check_count(kind, count)
    payload = tuple(fields.take(32) for _ in range(count))
    signed = fields.before()
    signature = fields.take(64)
    fields.end()
    if seq == 0:
        raise RefusedError("encoding")
    _check_payload(kind, payload)
    return Link(
        raw=raw,
        head=HeadHash(digest("link", raw)),
        account=account,
        seq=seq,
        previous=previous,
        roster=roster,
        signer=signer,
        kind=kind,
        payload=payload,
        signed=signed,
        signature=signature,
    )


def _check_count(kind: int, count: int) -> None:
    if not 1 <= kind <= 3 or not 1 <= count <= 256 or (kind == ROSTER and count != 1):
        raise RefusedError("encoding")


def _check_payload(kind: int, payload: tuple[bytes, ...]) -> None:
    if kind == REVISIONS and len(set(payload)) != len(payload):
        raise RefusedError("encoding")
    if kind == PURGE and any(one >= following for one, following in pairwise(payload)):
        raise RefusedError("encoding")
