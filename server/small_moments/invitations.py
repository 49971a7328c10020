"""Invitations: a code for one person, shown once and kept only as a hash."""

import hashlib
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_SIZE: Final = 10
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def code(random: bytes) -> str:
    """10 random bytes as 16 symbols of Crockford's base 32, in four groups."""
    number = int.from_bytes(random, "big")
    symbols = "".join(ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(symbols[at : at + 4] for at in range(0, 16, 4))


def seed_hash(seed: bytes) -> bytes:
    """What is kept of a code that is made of these random bytes."""
    return hashlib.sha256(seed).digest()


def code_hash(text: str) -> bytes | None:
    """What is kept of a code; None for a text that is no code."""
    symbols = text.strip().upper().translate(_READ_AS)
    if len(symbols) != 16 or any(symbol not in ALPHABET for symbol in symbols):
        return None
    number = 0
    for symbol in symbols:
        number = number << 5 | ALPHABET.index(symbol)
    return seed_hash(number.to_bytes(CODE_SIZE, "big"))


def link(origin: str, text: str) -> str:
    """Where a person begins: the code stands in the fragment, which no browser sends."""
    return f"{origin}/#invite={text}"
