"""Members, their key pairs and the account id (R11, R12, R15, R16)."""

from hashlib import shake_256

import msgspec
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

from small_moments_protocol import ed25519
from small_moments_protocol.aead import Random
from small_moments_protocol.errors import Refused
from small_moments_protocol.kdf import argon2id, hkdf
from small_moments_protocol.kit import Kit, Sheet
from small_moments_protocol.labels import H
from small_moments_protocol.layout import check_length, u8

DEVICE, KIT, SHEET = 1, 2, 3
KEM_PUBLIC = 1216
_MLKEM_PUBLIC = 1184


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind (1 device, 2 kit, 3 sheet) and two public keys (32 and 1,216 bytes)."""

    kind: int
    sign_public: bytes
    kem_public: bytes

    @property
    def id(self) -> bytes:
        """Member id, 16 bytes (R15)."""
        return H("member", self.encode())[:16]

    def encode(self) -> bytes:
        return u8(self.kind) + self.sign_public + self.kem_public


class Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The two seeds of a member, 32 bytes each."""

    sign_seed: bytes
    kem_seed: bytes

    def member(self, kind: int) -> Member:
        """The public side, as a member of this kind."""
        return make_member(kind, ed25519.public_key(self.sign_seed), kem_public(self.kem_seed))


def make_member(kind: int, sign_public: bytes, kem_public: bytes) -> Member:
    """Refuses `encoding` for another kind, `length` and `key` for keys that cannot be."""
    if kind not in (DEVICE, KIT, SHEET):
        raise Refused("encoding", f"expected a kind from 1 to 3, got {kind}")
    check_length(kem_public, KEM_PUBLIC, "a KEM key")
    ed25519.check_key(sign_public)
    return Member(kind, sign_public, kem_public)


def device_keys(random: Random) -> Keys:
    """The seeds of a new device."""
    return Keys(random(32), random(32))


def kit_salt(kit: Kit) -> bytes:
    return H("kit-salt", kit.account + kit.secret)[:16]


def kit_keys(kit: Kit, passphrase: str) -> Keys:
    """Kit and passphrase give the kit member's seeds (R11); takes 64 MiB and some 0.2 s."""
    ikm = argon2id(passphrase, kit_salt(kit)) + kit.secret
    return Keys(hkdf(ikm, "kit-sign", kit.account), hkdf(ikm, "kit-kem", kit.account))


def sheet_keys(sheet: Sheet) -> Keys:
    """The sheet alone gives the sheet member's seeds (R12)."""
    return Keys(
        hkdf(sheet.secret, "sheet-sign", sheet.account),
        hkdf(sheet.secret, "sheet-kem", sheet.account),
    )


def account_id(first: Member, random32: bytes) -> bytes:
    """Account id (16 bytes) out of the first device's keys and 32 random bytes (R16)."""
    check_length(random32, 32, "an account's random bytes")
    return H("account", first.sign_public + first.kem_public + random32)[:16]


def kem_private(seed: bytes) -> MLKEM768X25519PrivateKey:
    """X-Wing key pair of a 32-byte seed (draft-connolly-cfrg-xwing-kem, expandDecapsulationKey)."""
    mlkem, x25519 = _kem_parts(seed)
    return MLKEM768X25519PrivateKey(mlkem, x25519)


def kem_public(seed: bytes) -> bytes:
    """X-Wing public key, 1,216 bytes: ML-KEM-768, then X25519."""
    mlkem, x25519 = _kem_parts(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def load_kem_public(key: bytes) -> MLKEM768X25519PublicKey:
    """Refuses `length`, or `key` if the ML-KEM part fails FIPS 203's check (section 7.2)."""
    check_length(key, KEM_PUBLIC, "a KEM key")
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(key[:_MLKEM_PUBLIC])
    except ValueError:
        raise Refused("key", "expected a KEM key with reduced coefficients") from None
    return MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(key[_MLKEM_PUBLIC:]))


def _kem_parts(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    check_length(seed, 32, "an X-Wing seed")
    expanded = shake_256(seed).digest(96)
    return (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
        X25519PrivateKey.from_private_bytes(expanded[64:]),
    )
