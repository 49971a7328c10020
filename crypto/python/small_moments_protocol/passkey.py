"""A passkey that opens a device: the local key under what the passkey's PRF gives (R67 to R70)."""

from dataclasses import dataclass

from small_moments_protocol.aead import Random, open_sealed, seal
from small_moments_protocol.errors import Refused
from small_moments_protocol.kdf import hkdf
from small_moments_protocol.labels import H, M
from small_moments_protocol.layout import VERSION, Reader, check_length, u16

LONGEST_CREDENTIAL = 1_023
"""Bytes of a credential id (WebAuthn)."""


@dataclass(frozen=True)
class PasskeyAnswer:
    """What a passkey gave: its credential id, and 32 bytes of its PRF."""

    credential: bytes
    output: bytes


@dataclass(frozen=True)
class PasskeyWrap:
    """What a wrap says without being opened."""

    salt: bytes
    credential: bytes
    sealed: bytes


def passkey_input(salt: bytes) -> bytes:
    """What the passkey's PRF is evaluated on (R68), 32 bytes."""
    check_length(salt, 16, "a salt")
    return H("passkey-input", salt)


def wrap_by_passkey(answer: PasskeyAnswer, salt: bytes, local_key: bytes, random: Random) -> bytes:
    """79 bytes and the credential id; `random` is asked for a nonce (12)."""
    check_length(local_key, 32, "a local key")
    check_length(salt, 16, "a salt")
    _check_credential(answer.credential)
    place = _place(salt, answer.credential)
    return place + seal(_wrap_key(answer.output), local_key, M("passkey-wrap", place), random)


def parse_passkey_wrap(wrapped: bytes) -> PasskeyWrap:
    """Refuses `version`, `length`, `encoding`."""
    reader = Reader(wrapped)
    salt = reader.take(16)
    credential = reader.take(reader.u16())
    sealed = reader.take(60)
    reader.end()
    _check_credential(credential)
    return PasskeyWrap(salt, credential, sealed)


def open_by_passkey(answer: PasskeyAnswer, wrapped: bytes) -> bytes:
    """The local key, 32 bytes.

    Refuses as parsing does, and `open` for another passkey or another output.
    """
    wrap = parse_passkey_wrap(wrapped)
    key = _wrap_key(answer.output)
    if answer.credential != wrap.credential:
        raise Refused("open", "expected the passkey that the wrap names, got another")
    return open_sealed(key, wrap.sealed, M("passkey-wrap", _place(wrap.salt, wrap.credential)))


def _wrap_key(output: bytes) -> bytes:
    check_length(output, 32, "a PRF output")
    return hkdf(output, "passkey-wrap-key", b"")


def _place(salt: bytes, credential: bytes) -> bytes:
    """Everything before the nonce."""
    return VERSION + salt + u16(len(credential)) + credential


def _check_credential(credential: bytes) -> None:
    if not 0 < len(credential) <= LONGEST_CREDENTIAL:
        raise Refused("encoding", f"expected 1 to {LONGEST_CREDENTIAL} bytes of a credential id")
