"""Kit and recovery sheet: 37 bytes, as text and as QR (R8 to R10)."""

from typing import ClassVar, Literal

import msgspec

from small_moments_protocol.base32 import decode_base32, encode_base32, strip_base32
from small_moments_protocol.errors import Refused
from small_moments_protocol.labels import H
from small_moments_protocol.layout import VERSION, Reader

SIZE = 37


class _Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Account id (16 bytes) and secret (16 bytes)."""

    account: bytes
    secret: bytes

    label: ClassVar[Literal["kit-checksum", "sheet-checksum"]]
    prefix: ClassVar[str]

    def encode(self) -> bytes:
        body = VERSION + self.account + self.secret
        return body + H(self.label, body)[:4]

    def text(self) -> str:
        """12 groups of 5 symbols, with single spaces."""
        symbols = encode_base32(self.encode())
        return " ".join(symbols[at : at + 5] for at in range(0, 60, 5))

    def qr(self) -> str:
        """What the QR holds."""
        return self.prefix + encode_base32(self.encode())


class Kit(_Paper, frozen=True, forbid_unknown_fields=True):
    label = "kit-checksum"
    prefix = "MK1:"


class Sheet(_Paper, frozen=True, forbid_unknown_fields=True):
    label = "sheet-checksum"
    prefix = "MS1:"


def parse_kit(data: bytes) -> Kit:
    """Refuses `version`, `length`, `checksum`."""
    return Kit(*_parse(data, Kit))


def parse_sheet(data: bytes) -> Sheet:
    """Refuses `version`, `length`, `checksum`."""
    return Sheet(*_parse(data, Sheet))


def parse_kit_text(text: str) -> Kit:
    """Read what a person typed, or what a QR holds. Refuses in R9's order."""
    return parse_kit(_read(text, Kit.prefix))


def parse_sheet_text(text: str) -> Sheet:
    """Read what a person typed, or what a QR holds. Refuses in R9's order."""
    return parse_sheet(_read(text, Sheet.prefix))


def kit_text(kit: Kit) -> str:
    return kit.text()


def kit_qr(kit: Kit) -> str:
    return kit.qr()


def sheet_text(sheet: Sheet) -> str:
    return sheet.text()


def sheet_qr(sheet: Sheet) -> str:
    return sheet.qr()


def _read(text: str, prefix: str) -> bytes:
    # the other's prefix holds a colon, which is no symbol: refused `encoding`
    return decode_base32(strip_base32(text).removeprefix(prefix), SIZE)


def _parse(data: bytes, paper: type[Kit] | type[Sheet]) -> tuple[bytes, bytes]:
    reader = Reader(data)
    reader.expect(SIZE - 1)
    account, secret, checksum = reader.take(16), reader.take(16), reader.take(4)
    if H(paper.label, data[:33])[:4] != checksum:
        raise Refused("checksum", "expected the checksum of the first 33 bytes, got another")
    return account, secret
