"""A passkey that opens a device."""

from vectors.case import Cases, fixed

KEY = fixed("local key", 32)
SALT = fixed("passkey salt", 16)
CREDENTIAL = fixed("credential id", 32)
OUTPUT = fixed("prf output", 32)
ANSWER = {"credential": CREDENTIAL, "output": OUTPUT}
WRAPPING = ANSWER | {"salt": SALT, "local_key": KEY, "nonce": fixed("passkey nonce", 12)}
HEAD = 19
"""Bytes before the credential id."""


def cases() -> Cases:
    made = Cases("passkey")
    made.ok("what a passkey is asked", "R68", "passkey_input", salt=SALT)
    made.refused("length", "a salt of 15 bytes", "R68", "passkey_input", salt=SALT[:-1])
    made.ok("the same by its label", "R4 R68", "hash", label="passkey-input", x=SALT)
    values = made.ok("a local key under a passkey", "R69", "wrap_by_passkey", **WRAPPING)
    wrapped = bytes.fromhex(values["wrapped"])
    _wrapping(made)
    _parsing(made, wrapped)
    _opening(made, wrapped)
    return made


def _wrapping(made: Cases) -> None:
    op = "wrap_by_passkey"
    for size in (1, 1_023):
        given = WRAPPING | {"credential": fixed("credential id", size)}
        made.ok(f"under a credential id of {size} bytes", "R69", op, **given)
    for size in (0, 1_024):
        given = WRAPPING | {"credential": fixed("credential id", size)}
        made.refused("encoding", f"a credential id of {size} bytes to wrap", "R69", op, **given)
    for name, size in (("local_key", 31), ("output", 33), ("salt", 17)):
        given = WRAPPING | {name: fixed("long", size)}
        made.refused("length", f"a {name} of {size} bytes to wrap", "R69", op, **given)


def _parsing(made: Cases, wrapped: bytes) -> None:
    op = "parse_passkey_wrap"
    made.ok("a wrap read", "R69", op, wrapped=wrapped)
    made.refused("version", "version 2", "R1 R69", op, wrapped=b"\2" + wrapped[1:])
    for size in (0, 1, 18, 19, HEAD + len(CREDENTIAL), len(wrapped) - 1):
        made.refused("length", f"a wrap of {size} bytes", "R2 R69", op, wrapped=wrapped[:size])
    made.refused("length", "a byte more", "R2 R69", op, wrapped=wrapped + b"\0")
    sealed = wrapped[HEAD + len(CREDENTIAL) :]
    empty = wrapped[:17] + bytes(2) + sealed
    made.refused("encoding", "an empty credential id", "R69", op, wrapped=empty)
    long = wrapped[:17] + (1_024).to_bytes(2, "big") + bytes(1_024) + sealed
    made.refused("encoding", "a credential id of 1024 bytes", "R69", op, wrapped=long)
    longer = _flip(wrapped, 18)
    made.refused("length", "a credential id that is said longer", "R2 R69", op, wrapped=longer)


def _opening(made: Cases, wrapped: bytes) -> None:
    op = "open_by_passkey"
    given = ANSWER | {"wrapped": wrapped}
    made.ok("a local key opened by its passkey", "R69", op, **given)
    other = given | {"credential": fixed("another credential id", 32)}
    made.refused("open", "another passkey", "R69", op, **other)
    cut = given | {"credential": CREDENTIAL[:-1]}
    made.refused("open", "a part of the credential id", "R69", op, **cut)
    wrong = given | {"output": fixed("another prf output", 32)}
    made.refused("open", "another output", "R69", op, **wrong)
    for size in (0, 31, 33, 64):
        sized = given | {"output": fixed("prf output", size)}
        made.refused("length", f"an output of {size} bytes", "R68 R69", op, **sized)
    parts = (1, "salt"), (HEAD, "credential id"), (51, "nonce"), (63, "key"), (110, "tag")
    for at, part in parts:
        name = f"a bit flipped in the {part}"
        made.refused("open", name, "R69", op, **given | {"wrapped": _flip(wrapped, at)})
    renamed = wrapped[:HEAD] + other["credential"] + wrapped[HEAD + 32 :]
    moved = other | {"wrapped": renamed}
    made.refused("open", "a wrap that was given to another passkey", "R69", op, **moved)
    short = given | {"wrapped": wrapped[:-1]}
    made.refused("length", "a byte missing", "R2 R69", op, **short)


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
