"""Passphrases, Argon2id and HKDF (R6, R7, R13)."""

import re
import unicodedata

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from small_moments_protocol.errors import Refused
from small_moments_protocol.labels import Label, M
from small_moments_protocol.layout import check_length

MEMORY_KIB = 64 * 1024
ITERATIONS = 3
LANES = 1
_SPACES = re.compile("[\t-\r \u00a0]+")


def normalize_passphrase(passphrase: str) -> bytes:
    """UTF-8 of the passphrase in NFC, single spaces (R6). Refuses `encoding` if none is left."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", passphrase)).strip(" ")
    if not text:
        raise Refused("encoding", "expected a passphrase, got nothing")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("encoding", "expected text, got a lone surrogate") from None


def argon2id(passphrase: str, salt: bytes) -> bytes:
    """32 bytes by RFC 9106 with the only parameters there are (R7); `salt` has 16 bytes."""
    secret = normalize_passphrase(passphrase)
    check_length(salt, 16, "a salt")
    kdf = Argon2id(salt=salt, length=32, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY_KIB)
    return kdf.derive(secret)


def hkdf(ikm: bytes, label: Label, context: bytes) -> bytes:
    """32 bytes by RFC 5869 with SHA-256, an empty salt and a labelled info."""
    return HKDF(SHA256(), 32, salt=None, info=M(label, context)).derive(ikm)


def passphrase_check(account: bytes, passphrase: str, salt: bytes) -> bytes:
    """What a record of kind `check` holds to tell a changed passphrase (R13)."""
    return hkdf(argon2id(passphrase, salt), "passphrase-check", account)
