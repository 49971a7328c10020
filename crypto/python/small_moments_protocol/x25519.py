"""X25519 (RFC 7748) between two keys that are used once (R56)."""

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from small_moments_protocol.errors import Refused
from small_moments_protocol.layout import check_length


def public_key(seed: bytes) -> bytes:
    """The 32 bytes of the public key that belongs to a 32-byte seed."""
    return _private(seed).public_key().public_bytes_raw()


def exchange(seed: bytes, public: bytes) -> bytes:
    """The shared secret, 32 bytes. Refuses `length`, and `key` if it is all zeros."""
    check_length(public, 32, "an X25519 key")
    try:
        return _private(seed).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        raise Refused("key", "expected a key with a secret to share, got none") from None


def _private(seed: bytes) -> X25519PrivateKey:
    check_length(seed, 32, "an X25519 seed")
    return X25519PrivateKey.from_private_bytes(seed)
