"""Kit and sheet, in bytes, in text and as QR."""

from small_moments_protocol.base32 import ALPHABET
from small_moments_protocol.labels import H

from vectors.case import Cases
from vectors.world import PAPER, SHEET_PAPER


def cases() -> Cases:
    made = Cases("kit")
    _bytes(made)
    _written(made)
    _mistyped(made)
    return made


def _bytes(made: Cases) -> None:
    data = PAPER.encode()
    given = {"account": PAPER.account, "secret": PAPER.secret}
    made.ok("a kit", "R8 R9 R10", "encode_kit", **given)
    made.ok("a sheet", "R8 R9 R10", "encode_sheet", **given)
    made.ok("a kit in bytes", "R8", "parse_kit", bytes=data)
    made.ok("a sheet in bytes", "R8", "parse_sheet", bytes=SHEET_PAPER.encode())
    made.refused("length", "nothing as a kit", "R2", "parse_kit", bytes=b"")
    made.refused("length", "a kit without its last byte", "R2", "parse_kit", bytes=data[:-1])
    made.refused("length", "a kit and one byte more", "R2", "parse_kit", bytes=data + b"\0")
    made.refused("version", "a kit of version 0", "R1", "parse_kit", bytes=b"\0" + data[1:])
    made.refused("version", "a kit of version 2", "R1", "parse_kit", bytes=b"\2" + data[1:])
    made.refused("version", "one byte that is no version", "R2", "parse_kit", bytes=b"\xff")
    for at, part in ((1, "account id"), (32, "secret"), (36, "checksum")):
        flipped = _flip(data, at)
        made.refused("checksum", f"another {part} in a kit", "R8", "parse_kit", bytes=flipped)
    made.refused("checksum", "a sheet as a kit", "R8", "parse_kit", bytes=SHEET_PAPER.encode())
    made.refused("checksum", "a kit as a sheet", "R8", "parse_sheet", bytes=data)


def _written(made: Cases) -> None:
    text, qr = PAPER.text(), PAPER.qr()
    spellings = {
        "the printed text": text,
        "lower case": text.lower(),
        "no spaces": text.replace(" ", ""),
        "hyphens": text.replace(" ", "-"),
        "tabs, line ends and no-break spaces": "\t" + text.replace(" ", "\r\n\v\f\u00a0") + "\n",
        "O for 0": text.replace("0", "O"),
        "o for 0": text.replace("0", "o"),
        "I for 1": text.replace("1", "I"),
        "l for 1": text.replace("1", "l"),
        "the QR": qr,
        "the QR in lower case": qr.lower(),
        "the prefix before grouped text": "MK1: " + text,
        "spaces before and within the prefix": " M K1 : " + text,
    }
    for name, spelling in spellings.items():
        made.ok(f"kit, {name}", "R9 R10", "parse_kit_text", text=spelling)
    made.ok("sheet, the printed text", "R9", "parse_sheet_text", text=SHEET_PAPER.text())
    made.ok("sheet, the QR", "R10", "parse_sheet_text", text=SHEET_PAPER.qr())


def _mistyped(made: Cases) -> None:
    text, qr, op = PAPER.text(), PAPER.qr(), "parse_kit_text"
    made.refused("encoding", "the letter U", "R9", op, text="U" + text[1:])
    made.refused("encoding", "a full stop", "R9", op, text=text + ".")
    made.refused("encoding", "a long s for S", "R9", op, text="\u017f" + text[1:])
    made.refused("encoding", "a full-width digit", "R9", op, text="\uff10" + text[1:])
    made.refused("encoding", "a zero-width space", "R9", op, text="\u200b" + text)
    made.refused(
        "encoding", "an en dash between groups", "R9", op, text=text.replace(" ", "\u2013")
    )
    made.refused("encoding", "another symbol in too short a text", "R9", op, text="U")
    made.refused("encoding", "a sheet's prefix on a kit", "R10", op, text="MS1:" + text)
    made.refused("encoding", "a prefix of version 2", "R10", op, text="MK2:" + qr[4:])
    made.refused("encoding", "the prefix twice", "R10", op, text="MK1:" + qr)
    made.refused("encoding", "an I for the 1 of the prefix", "R10", op, text="MKI:" + qr[4:])
    made.refused("encoding", "a kit's QR as a sheet", "R10", "parse_sheet_text", text=qr)
    made.refused("length", "no text", "R9", op, text="")
    made.refused("length", "spaces only", "R9", op, text=" - \n")
    made.refused("length", "the prefix alone", "R10", op, text="MK1:")
    made.refused("length", "59 symbols", "R9", op, text=text[:-1])
    made.refused("length", "61 symbols", "R9", op, text=text + "0")
    made.refused("encoding", "the last of the four spare bits set", "R9", op, text=_bump(text, 1))
    made.refused("encoding", "the first of the four spare bits set", "R9", op, text=_bump(text, 8))
    made.refused("version", "a text of version 2", "R9", op, text="0" + "8" + text[2:])
    made.refused("checksum", "one symbol mistyped", "R9", op, text=_mistype(text, 20))
    made.refused("checksum", "two groups swapped", "R9", op, text=_swap(text))
    sheet = SHEET_PAPER.text()
    made.refused("checksum", "a sheet's text as a kit", "R9", op, text=sheet)
    made.refused("checksum", "a kit's text as a sheet", "R9", "parse_sheet_text", text=text)
    assert H("kit-checksum", PAPER.encode()[:33])[:4] == PAPER.encode()[33:]


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _bump(text: str, by: int) -> str:
    return text[:-1] + ALPHABET[ALPHABET.index(text[-1]) + by]


def _mistype(text: str, at: int) -> str:
    return text[:at] + ("7" if text[at] != "7" else "8") + text[at + 1 :]


def _swap(text: str) -> str:
    groups = text.split()
    return " ".join([*groups[:3], groups[4], groups[3], *groups[5:]])
