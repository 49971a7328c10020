"""What all layouts share: labels, hashes and reading fixed fields (spec R1 to R4)."""

import hashlib
from typing import Literal, NewType

Account = NewType("Account", bytes)
MemberId = NewType("MemberId", bytes)
RevisionId = NewType("RevisionId", bytes)
RosterHash = NewType("RosterHash", bytes)
HeadHash = NewType("HeadHash", bytes)

Kind = Literal[
    "version", "length", "encoding", "key", "signature", "account", "sequence", "previous",
    "signer", "roster", "epoch", "device", "counter", "body", "commitment",
]  # fmt: skip

ZERO32 = bytes(32)


class RefusedError(Exception):
    """Input that the protocol refuses: a kind of spec section 2, and the field it came in."""

    def __init__(self, kind: Kind, field: str = "") -> None:
        super().__init__(kind)
        self.kind: Kind = kind
        self.field = field


def message(label: str, content: bytes) -> bytes:
    """`M(label, x)`: what is hashed or signed (R4)."""
    return b"small-moments/v1/" + label.encode("ascii") + b"\0" + content


def digest(label: str, content: bytes) -> bytes:
    """`H(label, x)`: 32 bytes (R4)."""
    return hashlib.sha256(message(label, content)).digest()


def check_version(raw: bytes) -> None:
    """What is judged first: an empty input is `length`, another version is `version` (R2)."""
    if not raw:
        raise RefusedError("length")
    if raw[0] != 1:
        raise RefusedError("version")


class Fields:
    """Reads the fields of one layout from left to right, the version byte first."""

    def __init__(self, raw: bytes) -> None:
        check_version(raw)
        self._raw = raw
        self._at = 1

    def take(self, size: int) -> bytes:
        """The next `size` bytes; refuses `length` if there are fewer."""
        end = self._at + size
        if end > len(self._raw):
            raise RefusedError("length")
        part = self._raw[self._at : end]
        self._at = end
        return part

    def number(self, size: int) -> int:
        """The next unsigned big-endian integer of `size` bytes."""
        return int.from_bytes(self.take(size), "big")

    def before(self) -> bytes:
        """All bytes read so far: what a signature that follows covers."""
        return self._raw[: self._at]

    def end(self) -> None:
        """Refuses `length` if anything is left."""
        if self._at != len(self._raw):
            raise RefusedError("length")
