"""Canonical MessagePack: one encoding for each value (R28, R29)."""

import re
from typing import TypeAlias

from small_moments_protocol.errors import Refused

Value: TypeAlias = "bool | int | str | bytes | list[Value] | dict[str, Value] | None"

MAX_DEPTH = 8
MAX_INT = 2**53 - 1
_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
# forms of a family from short to long: highest count, tag, width of the count (0: in the tag)
_FORMS: dict[str, list[tuple[int, int, int]]] = {
    "uint": [
        (0x7F, 0x00, 0),
        (0xFF, 0xCC, 1),
        (0xFFFF, 0xCD, 2),
        (2**32 - 1, 0xCE, 4),
        (2**64 - 1, 0xCF, 8),
    ],
    "str": [(31, 0xA0, 0), (0xFF, 0xD9, 1), (0xFFFF, 0xDA, 2), (2**32 - 1, 0xDB, 4)],
    "bin": [(0xFF, 0xC4, 1), (0xFFFF, 0xC5, 2), (2**32 - 1, 0xC6, 4)],
    "array": [(15, 0x90, 0), (0xFFFF, 0xDC, 2), (2**32 - 1, 0xDD, 4)],
    "map": [(15, 0x80, 0), (0xFFFF, 0xDE, 2), (2**32 - 1, 0xDF, 4)],
}
_NEGATIVE = [(0x80, 0xD0, 1), (0x8000, 0xD1, 2), (2**31, 0xD2, 4), (2**63, 0xD3, 8)]
_PLAIN: dict[int, bool | int | None] = {
    0xC0: None,
    0xC2: False,
    0xC3: True,
    **{tag: tag - 0x100 for tag in range(0xE0, 0x100)},
}
_WIDE: dict[int, tuple[str, int]] = {
    tag: (family, width) for family, forms in _FORMS.items() for _, tag, width in forms if width
}
_WIDE_NEGATIVE = {tag: width for _, tag, width in _NEGATIVE}


def encode_canonical(value: Value, depth: int = 0) -> bytes:
    """The only bytes of `value`. Refuses `encoding` for what R28 does not allow.

    `depth` is that of `value` itself: what stands inside of a container is one deeper.
    """
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return _encode_int(value)
    if isinstance(value, str):
        data = _encode_utf8(value)
        return _head("str", len(data)) + data
    if isinstance(value, bytes):
        return _head("bin", len(value)) + value
    return _encode_container(value, depth)


def _encode_container(value: "list[Value] | dict[str, Value]", depth: int) -> bytes:
    _check_depth(depth)
    if isinstance(value, list):
        parts = [encode_canonical(inner, depth + 1) for inner in value]
        return _head("array", len(parts)) + b"".join(parts)
    if not isinstance(value, dict):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise Refused("encoding", "expected a value that a content can hold, got another type")
    parts = [_encode_pair(key, value[key], depth) for key in sorted(value)]
    return _head("map", len(parts)) + b"".join(parts)


def _encode_pair(key: str, value: Value, depth: int) -> bytes:
    _check_key(key)
    return _head("str", len(key)) + key.encode("ascii") + encode_canonical(value, depth + 1)


def _encode_utf8(value: str) -> bytes:
    try:
        return value.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("encoding", "expected text, got a lone surrogate") from None


def _encode_int(value: int) -> bytes:
    _check_int(value)
    if value >= 0:
        return _head("uint", value)
    if value >= -32:
        return value.to_bytes(1, "big", signed=True)
    _, tag, width = next(form for form in _NEGATIVE if -value <= form[0])
    return bytes([tag]) + value.to_bytes(width, "big", signed=True)


def _head(family: str, count: int) -> bytes:
    _, tag, width = next(form for form in _FORMS[family] if count <= form[0])
    return bytes([tag]) + count.to_bytes(width, "big") if width else bytes([tag | count])


def decode_canonical(data: bytes) -> Value:
    """The value of `data`, read whole. Refuses `encoding` for anything not canonical."""
    decoder = _Decoder(data)
    value = decoder.value(0)
    if decoder.at != len(data):
        raise Refused("encoding", "expected an end, got trailing bytes")
    return value


class _Decoder:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        if count > len(self.data) - self.at:
            raise Refused("encoding", "expected more bytes than there are")
        self.at += count
        return self.data[self.at - count : self.at]

    def value(self, depth: int) -> Value:
        tag = self.take(1)[0]
        if tag in _PLAIN:
            return _PLAIN[tag]
        if tag in _WIDE_NEGATIVE:
            return self.negative(_WIDE_NEGATIVE[tag])
        family, count = self.head(tag)
        if family == "uint":
            _check_int(count)
            return count
        if family in ("array", "map"):
            return self.container(family, count, depth)
        return self.text(count) if family == "str" else self.take(count)

    def head(self, tag: int) -> tuple[str, int]:
        if tag < 0x80:
            return "uint", tag
        if tag < 0xC0:
            family = "map" if tag < 0x90 else "array" if tag < 0xA0 else "str"
            return family, tag & (0x1F if family == "str" else 0x0F)
        if tag not in _WIDE:
            raise Refused("encoding", f"expected a type that a content can hold, got 0x{tag:02x}")
        family, width = _WIDE[tag]
        count = int.from_bytes(self.take(width), "big")
        if _head(family, count)[0] != tag:
            raise Refused("encoding", f"expected the shortest form of a {family}")
        return family, count

    def negative(self, width: int) -> int:
        value = int.from_bytes(self.take(width), "big", signed=True)
        if value >= -32 or len(_encode_int(value)) != 1 + width:
            raise Refused("encoding", "expected the shortest form of a negative number")
        return value

    def text(self, count: int) -> str:
        try:
            return self.take(count).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("encoding", "expected UTF-8") from None

    def container(self, family: str, count: int, depth: int) -> Value:
        _check_depth(depth)
        smallest = count * 2 if family == "map" else count
        if smallest > len(self.data) - self.at:
            raise Refused("encoding", "expected no count that is larger than the input")
        if family == "array":
            return [self.value(depth + 1) for _ in range(count)]
        return self.map(count, depth)

    def map(self, count: int, depth: int) -> "dict[str, Value]":
        pairs: dict[str, Value] = {}
        last = ""
        for _ in range(count):
            key = self.value(depth + 1)
            if not isinstance(key, str) or key <= last:
                raise Refused("encoding", "expected keys of text, strictly ascending")
            _check_key(key)
            pairs[key] = self.value(depth + 1)
            last = key
        return pairs


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Refused("encoding", f"expected at most {MAX_DEPTH} levels")


def _check_int(value: int) -> None:
    if abs(value) > MAX_INT:
        raise Refused("encoding", "expected a number within 53 bits")


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise Refused("encoding", "expected a key of small letters, digits and underscores")
