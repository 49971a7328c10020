"""Links: the small signed pieces of the chain (R31)."""

from itertools import pairwise

import msgspec

from small_moments_protocol import ed25519
from small_moments_protocol.errors import Refused
from small_moments_protocol.labels import H, M
from small_moments_protocol.layout import VERSION, Reader, check_version, u8, u16, u32

REVISIONS, ROSTER, PURGE = 1, 2, 3
MAX_COUNT = 256
_EMPTY = 168


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`roster` is the hash of the roster in force; `payload` are hashes of 32 bytes."""

    account: bytes
    seq: int
    previous: bytes
    roster: bytes
    signer: bytes
    kind: int
    payload: tuple[bytes, ...]
    signature: bytes = b""

    @property
    def head(self) -> bytes:
        return head_of(self.encode())

    def unsigned(self) -> bytes:
        return b"".join(
            [
                VERSION,
                self.account,
                u32(self.seq),
                self.previous,
                self.roster,
                self.signer,
                u8(self.kind),
                u16(len(self.payload)),
                *self.payload,
            ]
        )

    def encode(self) -> bytes:
        return self.unsigned() + self.signature


def make_link(unsigned: Link, sign_seed: bytes) -> Link:
    """The link signed. Refuses what parsing refuses."""
    signature = ed25519.sign(sign_seed, M("link-signature", unsigned.unsigned()))
    return parse_link(msgspec.structs.replace(unsigned, signature=signature).encode())


def parse_link(data: bytes) -> Link:
    """Refuses `version`, `length`, `encoding` in R31's order; verifies no signature."""
    check_version(data)
    if len(data) < _EMPTY:
        raise Refused("length", f"expected at least {_EMPTY} bytes, got {len(data)}")
    reader = Reader(data)
    account, seq, previous = reader.take(16), reader.u32(), reader.take(32)
    roster, signer = reader.take(32), reader.take(16)
    kind, count = reader.u8(), reader.u16()
    if kind not in (REVISIONS, ROSTER, PURGE) or not 1 <= count <= MAX_COUNT:
        raise Refused("encoding", "expected a kind from 1 to 3 and a count from 1 to 256")
    if kind == ROSTER and count != 1:
        raise Refused("encoding", "expected one roster version")
    reader.expect(count * 32 + 64)
    payload = tuple(reader.take(32) for _ in range(count))
    _check_payload(kind, payload)
    if seq == 0:
        raise Refused("encoding", "expected a sequence number from 1")
    return Link(
        account=account,
        seq=seq,
        previous=previous,
        roster=roster,
        signer=signer,
        kind=kind,
        payload=payload,
        signature=reader.take(64),
    )


def verify_link(link: Link, sign_public: bytes) -> None:
    """Refuse `key` or `signature`."""
    ed25519.verify(sign_public, M("link-signature", link.unsigned()), link.signature)


def head_of(data: bytes) -> bytes:
    """The head (32 bytes) after this link, given as its bytes."""
    return H("link", data)


def _check_payload(kind: int, payload: tuple[bytes, ...]) -> None:
    if kind == REVISIONS and len(set(payload)) != len(payload):
        raise Refused("encoding", "expected no revision twice")
    ascending = all(a < b for a, b in pairwise(payload))
    if kind == PURGE and not ascending:
        raise Refused("encoding", "expected purged ids in strictly ascending order")
