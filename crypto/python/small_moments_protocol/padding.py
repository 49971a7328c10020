"""Padding: at least 1 KiB, above that by Padmé (R27)."""

from small_moments_protocol.errors import Refused
from small_moments_protocol.layout import u32

HEADER = 77
MIN_TOTAL = 1024
MAX_TOTAL = 262_144
_AROUND = HEADER + 12 + 16
MAX_CONTENT = MAX_TOTAL - _AROUND - 4
"""The longest content that a revision holds, in bytes."""


def padded_size(n: int) -> int:
    """Length of header and body for `n` bytes of content. Refuses `length` above 256 KiB."""
    total = max(MIN_TOTAL, padme(_AROUND + 4 + n))
    if total > MAX_TOTAL:
        raise Refused("length", f"expected a total of at most {MAX_TOTAL} bytes, got {total}")
    return total


def pad(content: bytes) -> bytes:
    """Length, content, zeros."""
    return (u32(len(content)) + content).ljust(padded_size(len(content)) - _AROUND, b"\0")


def unpad(padded: bytes) -> bytes:
    """The content. Refuses `padding`."""
    n = int.from_bytes(padded[:4], "big")
    if len(padded) < 4 or n > len(padded) - 4 or padded != _pad_or_nothing(padded[4 : 4 + n]):
        raise Refused("padding", "expected the prescribed padding, got another")
    return padded[4 : 4 + n]


def _pad_or_nothing(content: bytes) -> bytes:
    try:
        return pad(content)
    except Refused:
        return b""


def padme(total: int) -> int:
    """`total` rounded up by Padmé, at most an eighth more; from 2 on."""
    e = total.bit_length() - 1
    s = e.bit_length()
    step = 1 << max(0, e - s)
    return -(-total // step) * step
