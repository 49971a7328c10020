"""Wraps: the epoch key, sealed to one member by HPKE (R22 to R24)."""

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from small_moments_protocol.epoch import check_commitment
from small_moments_protocol.errors import Refused
from small_moments_protocol.labels import M
from small_moments_protocol.layout import VERSION, Reader, u32
from small_moments_protocol.member import kem_private, load_kem_public
from small_moments_protocol.roster import Roster

SIZE = 1237
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Wrap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`roster` is a hash; `sealed` is the encapsulated key (1,120) and the ciphertext (48)."""

    account: bytes
    epoch: int
    roster: bytes
    member: bytes
    sealed: bytes

    def context(self) -> bytes:
        return self.account + u32(self.epoch) + self.roster + self.member

    def encode(self) -> bytes:
        return VERSION + self.context() + self.sealed


def parse_wrap(data: bytes) -> Wrap:
    """Refuses `version`, `length`."""
    reader = Reader(data)
    reader.expect(SIZE - 1)
    return Wrap(reader.take(16), reader.u32(), reader.take(32), reader.take(16), reader.take(1168))


def make_wrap(roster: Roster, member_id: bytes, key: bytes) -> Wrap:
    """The epoch key of `roster` for one of its members.

    The encapsulation's randomness comes from the library: HPKE takes none from outside.
    Refuses `signer` for a stranger, `commitment` for another key, `key` for an unfit KEM key.
    """
    member = roster.member(member_id)
    if member is None:
        raise Refused("signer", "expected a member of the roster")
    check_commitment(roster.account, roster.epoch, key, roster.commitment)
    empty = Wrap(roster.account, roster.epoch, roster.hash, member_id, b"")
    try:
        sealed = _SUITE.encrypt(
            key, load_kem_public(member.kem_public), info=M("wrap", empty.context())
        )
    except ValueError:
        raise Refused("key", "expected a KEM key that can be sealed to") from None
    return msgspec.structs.replace(empty, sealed=sealed)


def open_wrap(data: bytes, roster: Roster, member_id: bytes, kem_seed: bytes) -> bytes:
    """The epoch key out of a wrap, against a verified roster version. Refuses in R24's order."""
    wrap = parse_wrap(data)
    if wrap.account != roster.account:
        raise Refused("account", "expected a wrap of this account, got another's")
    if wrap.epoch != roster.epoch:
        raise Refused("epoch", f"expected a wrap of epoch {roster.epoch}, got {wrap.epoch}")
    if wrap.roster != roster.hash:
        raise Refused("roster", "expected a wrap of this roster version, got another's")
    if wrap.member != member_id or roster.member(member_id) is None:
        raise Refused("signer", "expected a wrap for this member of the roster")
    key = _decrypt(wrap, kem_seed)
    check_commitment(roster.account, roster.epoch, key, roster.commitment)
    return key


def wraps_needed(before: Roster | None, after: Roster) -> tuple[bytes, ...]:
    """Ids of the members for whom `after` needs a wrap (R23)."""
    if before is None or after.rotates:
        return tuple(member.id for member in after.members)
    return tuple(member.id for member in after.members if member not in before.members)


def _decrypt(wrap: Wrap, kem_seed: bytes) -> bytes:
    try:
        return _SUITE.decrypt(wrap.sealed, kem_private(kem_seed), info=M("wrap", wrap.context()))
    except (InvalidTag, ValueError):
        raise Refused("open", "the wrap does not open with this member's key") from None
