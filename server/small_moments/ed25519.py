"""Strict Ed25519: what RFC 8032 allows and implementations differ in is refused (spec R14)."""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from small_moments.layout import RefusedError, message

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
# The y coordinates of the points of order 1, 2, 4 and 8 (the last order has two, y and -y).
_Y8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022
_SMALL_ORDER = frozenset((0, 1, P - 1, _Y8, P - _Y8))


def _is_sound(point: bytes) -> bool:
    """A canonical encoding of a point that is not of small order."""
    y = int.from_bytes(point, "little") & (2**255 - 1)
    return y < P and y not in _SMALL_ORDER


def check_key(key: bytes) -> None:
    """Refuses `length`, `key`."""
    if len(key) != 32:
        raise RefusedError("length")
    if not _is_sound(key):
        raise RefusedError("key")


def verify(key: bytes, label: str, signed: bytes, signature: bytes) -> None:
    """Refuses `key`, then `signature`. What is verified is `M(label, signed)`."""
    verify_message(key, message(label, signed), signature)


def verify_message(key: bytes, signed: bytes, signature: bytes) -> None:
    """The same for bytes as they are."""
    check_key(key)
    if len(signature) != 64 or not _is_sound(signature[:32]):
        raise RefusedError("signature")
    if int.from_bytes(signature[32:], "little") >= ORDER:
        raise RefusedError("signature")
    try:
        _loaded(key).verify(signature, signed)
    except InvalidSignature:
        raise RefusedError("signature") from None


@lru_cache(maxsize=1024)
def _loaded(key: bytes) -> Ed25519PublicKey:
    """Loading a key costs a quarter of what verifying does, and a device signs many links."""
    return Ed25519PublicKey.from_public_bytes(key)
