"""What a device keeps for itself, sealed under its passphrase (R52, R53)."""

from small_moments_protocol.aead import Random, open_sealed, seal
from small_moments_protocol.errors import Refused
from small_moments_protocol.kdf import argon2id, hkdf
from small_moments_protocol.labels import M
from small_moments_protocol.layout import VERSION, Reader, check_length

WRAPPED = 77


def wrap_local_key(local_key: bytes, passphrase: str, random: Random) -> bytes:
    """77 bytes; `random` is asked for a salt (16), then for a nonce (12)."""
    check_length(local_key, 32, "a local key")
    salt = random(16)
    sealed = seal(_wrap_key(passphrase, salt), local_key, _wrap_aad(salt), random)
    return VERSION + salt + sealed


def open_local_key(wrapped: bytes, passphrase: str) -> bytes:
    """The local key, 32 bytes. Refuses `version`, `length`, and `open` for a wrong passphrase."""
    reader = Reader(wrapped)
    reader.expect(WRAPPED - 1)
    salt = reader.take(16)
    return open_sealed(_wrap_key(passphrase, salt), reader.take(60), _wrap_aad(salt))


def seal_local(local_key: bytes, name: str, value: bytes, random: Random) -> bytes:
    """A value sealed for the place `name`."""
    return VERSION + seal(_seal_key(local_key), value, M("local", name.encode("utf-8")), random)


def open_local(local_key: bytes, name: str, sealed: bytes) -> bytes:
    """The value kept at `name`. Refuses `version`, `length`, `open`."""
    reader = Reader(sealed)
    if reader.left() < 28:
        raise Refused("length", "expected a nonce and a tag, got fewer bytes")
    rest = reader.take(reader.left())
    return open_sealed(_seal_key(local_key), rest, M("local", name.encode("utf-8")))


def _wrap_key(passphrase: str, salt: bytes) -> bytes:
    return hkdf(argon2id(passphrase, salt), "local-wrap-key", b"")


def _wrap_aad(salt: bytes) -> bytes:
    return M("local-wrap", VERSION + salt)


def _seal_key(local_key: bytes) -> bytes:
    check_length(local_key, 32, "a local key")
    return hkdf(local_key, "local-seal-key", b"")
