"""AES-256-GCM with a random 96-bit nonce in front (R18, R26, R52, R53), or a counted one (R83)."""

from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from small_moments_protocol.errors import Refused
from small_moments_protocol.layout import u32

Random = Callable[[int], bytes]
OVERHEAD = 12 + 16
TAG = 16


def seal(key: bytes, plaintext: bytes, aad: bytes, random: Random) -> bytes:
    """nonce (12 bytes) and ciphertext with its tag."""
    nonce = random(12)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, aad)


def open_sealed(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """The plaintext. Refuses `open`."""
    if len(sealed) < OVERHEAD:
        raise Refused("open", "expected a nonce and a tag, got fewer bytes")
    return _decrypt(key, sealed[:12], sealed[12:], aad)


def seal_counted(key: bytes, index: int, plaintext: bytes, aad: bytes) -> bytes:
    """Ciphertext with its tag, under the nonce that `index` gives. Only for a key of one content.

    Two plaintexts under one key and index would give both away: see R84.
    """
    return AESGCM(key).encrypt(_counted(index), plaintext, aad)


def open_counted(key: bytes, index: int, sealed: bytes, aad: bytes) -> bytes:
    """The plaintext. Refuses `open`."""
    return _decrypt(key, _counted(index), sealed, aad)


def _counted(index: int) -> bytes:
    return bytes(8) + u32(index)


def _decrypt(key: bytes, nonce: bytes, ciphertext: bytes, aad: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, aad)
    except InvalidTag:
        raise Refused("open", "it does not open with this key here") from None
