"""Crockford's base 32 as kit and sheet print it (R9)."""

from small_moments_protocol.errors import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_IGNORED = frozenset("\t\n\v\f\r \u00a0-")
_LOWER_TO_UPPER = {ord(c): c.upper() for c in "abcdefghijklmnopqrstuvwxyz"}
_ALIKE = {ord("O"): "0", ord("I"): "1", ord("L"): "1"}


def encode_base32(data: bytes) -> str:
    """`data` and zero bits up to a whole symbol, most significant bit first."""
    count = -(-len(data) * 8 // 5)
    bits = int.from_bytes(data, "big") << (count * 5 - len(data) * 8)
    return "".join(ALPHABET[bits >> 5 * at & 31] for at in reversed(range(count)))


def strip_base32(text: str) -> str:
    """`text` without what a reader ignores, in upper case (ASCII only, as the rule says)."""
    return "".join(c for c in text if c not in _IGNORED).translate(_LOWER_TO_UPPER)


def decode_base32(symbols: str, size: int) -> bytes:
    """`size` bytes out of stripped symbols. Refuses `encoding`, `length` in R9's order."""
    values = [ALPHABET.find(c) for c in symbols.translate(_ALIKE)]
    if -1 in values:
        raise Refused("encoding", "expected symbols of the alphabet, got another")
    count = -(-size * 8 // 5)
    if len(values) != count:
        raise Refused("length", f"expected {count} symbols, got {len(values)}")
    bits = 0
    for value in values:
        bits = bits << 5 | value
    spare = count * 5 - size * 8
    if bits & ((1 << spare) - 1):
        raise Refused("encoding", "expected zero bits after the last byte")
    return (bits >> spare).to_bytes(size, "big")
