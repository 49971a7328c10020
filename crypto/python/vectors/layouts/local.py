"""What a device keeps for itself."""

from typing import Any

from vectors.case import Cases, fixed
from vectors.world import PASSPHRASE

KEY = fixed("local key", 32)
WRAPPING = {
    "passphrase": PASSPHRASE,
    "salt": fixed("local salt", 16),
    "nonce": fixed("wrap nonce", 12),
    "local_key": KEY,
}
SEALING = {
    "local_key": KEY,
    "name": "draft",
    "nonce": fixed("local nonce", 12),
    "value": b"not finished",
}


def cases() -> Cases:
    made = Cases("local")
    _wrapped(made)
    values = made.ok("a sealed value", "R53", "seal_local", **SEALING)
    made.ok("an empty value", "R53", "seal_local", **SEALING | {"value": b""})
    made.ok("an accent in the name", "R53", "seal_local", **SEALING | {"name": "día"})
    short = SEALING | {"local_key": KEY[:31]}
    made.refused("length", "a local key of 31 bytes that seals", "R52", "seal_local", **short)
    _sealed(made, bytes.fromhex(values["sealed"]))
    return made


def _wrapped(made: Cases) -> None:
    values = made.ok("a wrapped local key", "R52", "wrap_local_key", **WRAPPING)
    wrapped, op = bytes.fromhex(values["wrapped"]), "open_local_key"
    made.ok("a local key opened", "R52", op, wrapped=wrapped, passphrase=PASSPHRASE)
    spaced = "  " + PASSPHRASE.replace(" ", "\t ")
    made.ok("the same passphrase spaced", "R6 R52", op, wrapped=wrapped, passphrase=spaced)
    made.refused("open", "a wrong passphrase", "R52", op, wrapped=wrapped, passphrase="wrong words")
    wrong = {"wrapped": wrapped, "passphrase": " "}
    made.refused("encoding", "no passphrase", "R6 R52", op, **wrong)
    for at, part in ((1, "salt"), (17, "nonce"), (29, "key"), (76, "tag")):
        data = _flip(wrapped, at)
        name = f"a bit flipped in the {part}"
        made.refused("open", name, "R52", op, wrapped=data, passphrase=PASSPHRASE)
    data = b"\2" + wrapped[1:]
    made.refused(
        "version", "a wrapped key of version 2", "R1", op, wrapped=data, passphrase=PASSPHRASE
    )
    for data in (b"", wrapped[:-1], wrapped + b"\0"):
        name = f"a wrapped key of {len(data)} bytes"
        made.refused("length", name, "R2 R52", op, wrapped=data, passphrase=PASSPHRASE)
    short = WRAPPING | {"local_key": KEY[:31]}
    made.refused("length", "a local key of 31 bytes", "R52", "wrap_local_key", **short)


def _sealed(made: Cases, sealed: bytes) -> None:
    op = "open_local"
    given: dict[str, Any] = {"local_key": KEY, "name": "draft", "sealed": sealed}
    made.ok("a sealed value opened", "R53", op, **given)
    made.refused("open", "another name", "R53", op, **given | {"name": "drafts"})
    made.refused("open", "an empty name", "R53", op, **given | {"name": ""})
    made.refused("open", "another key", "R53", op, **given | {"local_key": fixed("other", 32)})
    made.refused("version", "version 0", "R1 R53", op, **given | {"sealed": b"\0" + sealed[1:]})
    for size in (0, 1, 28):
        cut = given | {"sealed": sealed[:size]}
        made.refused("length", f"{size} bytes", "R2 R53", op, **cut)
    made.refused("open", "a byte missing", "R53", op, **given | {"sealed": sealed[:-1]})
    made.refused("open", "a byte more", "R53", op, **given | {"sealed": sealed + b"\0"})
    for at in (1, 13, len(sealed) - 1):
        flipped = given | {"sealed": _flip(sealed, at)}
        made.refused("open", f"a bit flipped in byte {at}", "R53", op, **flipped)


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
