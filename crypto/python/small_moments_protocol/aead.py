"""AES-256-GCM with a random 96-bit nonce in front (R18, R26, R52, R53)."""

from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from small_moments_protocol.errors import Refused

Random = Callable[[int], bytes]
OVERHEAD = 12 + 16


def seal(key: bytes, plaintext: bytes, aad: bytes, random: Random) -> bytes:
    """nonce (12 bytes) and ciphertext with its tag."""
    nonce = random(12)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, aad)


def open_sealed(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """The plaintext. Refuses `open`."""
    if len(sealed) < OVERHEAD:
        raise Refused("open", "expected a nonce and a tag, got fewer bytes")
    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], aad)
    except InvalidTag:
        raise Refused("open", "it does not open with this key here") from None
