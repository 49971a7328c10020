"""Bytes that are MessagePack, or nearly, but not the canonical ones of a content."""

from small_moments_protocol.content import encode_content

from vectors.case import Cases
from vectors.world import entry

DAY = b"\xaa2026-11-23"
BEFORE = b"\x98\xa5entry\xc4\x10" + bytes(16) + b"\x90\x90\x01" + DAY
AFTER = b"\xc0"
PLAIN = BEFORE + b"\x81\xa1v\x01" + AFTER


def fields(data: bytes) -> bytes:
    """A content with these bytes in the place of its fields."""
    return BEFORE + data + AFTER


def value(data: bytes) -> bytes:
    """A content whose only field has these bytes for a value."""
    return fields(b"\x81\xa1v" + data)


def broken_bytes(made: Cases) -> None:
    made.ok("the smallest frame of these cases", "R28", "parse_content", bytes=PLAIN)
    for name, data in (_longer() | _types() | _maps() | _frames()).items():
        made.refused("encoding", name, "R28 R29", "parse_content", bytes=data)


def _longer() -> dict[str, bytes]:
    """Values that have a shorter encoding."""
    ones = {
        "1 in two bytes": b"\xcc\x01",
        "127 in two bytes": b"\xcc\x7f",
        "255 in three bytes": b"\xcd\x00\xff",
        "65,535 in five bytes": b"\xce\x00\x00\xff\xff",
        "2^32 - 1 in nine bytes": b"\xcf" + bytes(4) + b"\xff" * 4,
        "1 as a signed number": b"\xd0\x01",
        "128 as a signed number": b"\xd1\x00\x80",
        "-32 in two bytes": b"\xd0\xe0",
        "-128 in three bytes": b"\xd1\xff\x80",
        "-32,768 in five bytes": b"\xd2\xff\xff\x80\x00",
        "-2^31 in nine bytes": b"\xd3" + b"\xff" * 4 + b"\x80" + bytes(3),
        "a text of one byte with a length of one byte": b"\xd9\x01x",
        "a text of one byte with a length of two": b"\xda\x00\x01x",
        "a text of one byte with a length of four": b"\xdb\x00\x00\x00\x01x",
        "bytes with a length of two": b"\xc5\x00\x01x",
        "bytes with a length of four": b"\xc6\x00\x00\x00\x01x",
        "an array with a count of two bytes": b"\xdc\x00\x01\x01",
        "an array with a count of four bytes": b"\xdd\x00\x00\x00\x01\x01",
        "a map with a count of two bytes": b"\xde\x00\x01\xa1a\x01",
        "a map with a count of four bytes": b"\xdf\x00\x00\x00\x01\xa1a\x01",
    }
    return {name: value(data) for name, data in ones.items()} | {
        "a key with a length of one byte": fields(b"\x81\xd9\x01v\x01"),
        "the eight in an array with a count of two bytes": b"\xdc\x00\x08" + PLAIN[1:],
    }


def _types() -> dict[str, bytes]:
    ones = {
        "a 32-bit float": b"\xca" + bytes(4),
        "a 64-bit float": b"\xcb" + bytes(8),
        "the type that is never used": b"\xc1",
        "an extension of one byte": b"\xd4\x01\x00",
        "an extension of eight bits of length": b"\xc7\x01\x01\x00",
        "a time stamp": b"\xd6\xff" + bytes(4),
        "2^53 encoded": b"\xcf\x00\x20" + bytes(6),
        "-2^53 encoded": b"\xd3\xff\xe0" + bytes(6),
        "2^64 - 1": b"\xcf" + b"\xff" * 8,
        "a text that is not UTF-8": b"\xa1\xff",
        "a surrogate in UTF-8": b"\xa3\xed\xa0\x80",
        "an overlong zero in UTF-8": b"\xa2\xc0\x80",
        "a text that is cut": b"\xa4\xf0\x9f\x8c",
        "nine levels in bytes": b"\x91" * 8 + b"\x01",
        "ten thousand levels": b"\x91" * 10_000,
    }
    return {name: value(data) for name, data in ones.items()}


def _maps() -> dict[str, bytes]:
    ones = {
        "keys out of order": b"\x82\xa1b\x01\xa1a\x01",
        "a longer key before its beginning": b"\x82\xa2aa\x01\xa1a\x01",
        "a key twice": b"\x82\xa1a\x01\xa1a\x01",
        "a key that is a number": b"\x81\x01\x01",
        "a key that is bytes": b"\x81\xc4\x01a\x01",
        "a key that is nothing": b"\x81\xc0\x01",
        "a key with a capital in bytes": b"\x81\xa1A\x01",
        "a key without a value": b"\x82\xa1a\x01\xa1b",
        "fields that are an array": b"\x90",
        "fields that are nothing": b"\xc0",
        "a count of 2^32 - 1 keys": b"\xdf\xff\xff\xff\xff",
    }
    return {name: fields(data) for name, data in ones.items()} | {
        "a count of 2^32 - 1 values": value(b"\xdd\xff\xff\xff\xff"),
        "a text longer than the input": value(b"\xdb\xff\xff\xff\xff"),
        "bytes longer than the input": value(b"\xc6\xff\xff\xff\xff"),
    }


def _frames() -> dict[str, bytes]:
    full = encode_content(entry("Tea with Ana."))
    return {
        "nothing": b"",
        "a trailing byte": full + b"\xc0",
        "a missing last byte": full[:-1],
        "a map instead of the array": b"\x80",
        "seven elements": b"\x97" + PLAIN[1:-1],
        "nine elements": b"\x99" + PLAIN[1:] + b"\xc0",
        "a kind that is bytes": PLAIN.replace(b"\xa5entry", b"\xc4\x05entry"),
        "a record id that is text": PLAIN.replace(b"\xc4\x10" + bytes(16), b"\xb0" + bytes(16)),
        "parents that are nothing": PLAIN.replace(b"\x90\x90\x01", b"\xc0\x90\x01"),
        "a version vector that is a map": PLAIN.replace(b"\x90\x90\x01", b"\x90\x80\x01"),
        "a schema that is true": PLAIN.replace(b"\x90\x90\x01", b"\x90\x90\xc3"),
        "a schema that is text": PLAIN.replace(b"\x90\x90\x01", b"\x90\x90\xa11"),
        "a day that is nothing": PLAIN.replace(DAY, b"\xc0"),
        "a replaced id that is false": PLAIN[:-1] + b"\xc2",
    }
