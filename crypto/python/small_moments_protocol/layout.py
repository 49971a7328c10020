"""Fixed big-endian layouts with one version byte (R1 to R3)."""

from small_moments_protocol.errors import Refused

VERSION = b"\x01"
ZERO32 = bytes(32)


def u8(value: int) -> bytes:
    return value.to_bytes(1, "big")


def u16(value: int) -> bytes:
    return value.to_bytes(2, "big")


def u32(value: int) -> bytes:
    return value.to_bytes(4, "big")


def check_version(data: bytes) -> None:
    """Refuse `length` for nothing at all, `version` for any first byte but 1 (R2)."""
    if not data:
        raise Refused("length", "expected a version byte, got nothing")
    if data[:1] != VERSION:
        raise Refused("version", f"expected version 1, got {data[0]}")


def check_length(data: bytes, length: int, what: str) -> None:
    """Refuse `length` unless `data` has exactly `length` bytes."""
    if len(data) != length:
        raise Refused("length", f"expected {length} bytes of {what}, got {len(data)}")


class Reader:
    """Reads a layout from its second byte on; the version byte is judged first."""

    def __init__(self, data: bytes) -> None:
        check_version(data)
        self._data = data
        self._at = 1

    def take(self, length: int) -> bytes:
        """The next `length` bytes; refuses `length` if there are fewer."""
        if self.left() < length:
            raise Refused("length", f"expected {length} more bytes, got {self.left()}")
        self._at += length
        return self._data[self._at - length : self._at]

    def u8(self) -> int:
        return self.take(1)[0]

    def u16(self) -> int:
        return int.from_bytes(self.take(2), "big")

    def u32(self) -> int:
        return int.from_bytes(self.take(4), "big")

    def left(self) -> int:
        """How many bytes are not read yet."""
        return len(self._data) - self._at

    def expect(self, length: int) -> None:
        """Refuse `length` unless exactly `length` bytes are left."""
        if self.left() != length:
            raise Refused("length", f"expected {length} more bytes, got {self.left()}")

    def end(self) -> None:
        self.expect(0)
