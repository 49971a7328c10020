"""Ed25519 (RFC 8032), stricter than the RFC (R14)."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from small_moments_protocol.errors import Refused
from small_moments_protocol.layout import check_length

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
_Y8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
# y of every point of order 1, 2, 4 and 8; the sign of x makes no difference to the order
SMALL_ORDER_Y = frozenset({0, 1, P - 1, _Y8, P - _Y8})


def public_key(seed: bytes) -> bytes:
    """The public key (32 bytes) of a 32-byte seed."""
    return _private(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """The signature (64 bytes) of `message`."""
    return _private(seed).sign(message)


def check_key(key: bytes) -> None:
    """Refuse `length`, or `key` if it is not canonical or of small order."""
    check_length(key, 32, "an Ed25519 key")
    if not _is_fit_point(key):
        raise Refused("key", "expected a canonical key that is not of small order")


def verify(key: bytes, message: bytes, signature: bytes) -> None:
    """Refuse `key` or `signature` unless the signature verifies strictly."""
    check_key(key)
    if len(signature) != 64 or not _is_fit_point(signature[:32]):
        raise Refused("signature", "expected 64 bytes with a canonical R of large order")
    if int.from_bytes(signature[32:], "little") >= L:
        raise Refused("signature", "expected S below the group order")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        raise Refused("signature", "it does not verify") from None


def _is_fit_point(encoded: bytes) -> bool:
    y = int.from_bytes(encoded, "little") & (2**255 - 1)
    return y < P and y not in SMALL_ORDER_Y


def _private(seed: bytes) -> Ed25519PrivateKey:
    check_length(seed, 32, "an Ed25519 seed")
    return Ed25519PrivateKey.from_private_bytes(seed)
