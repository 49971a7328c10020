"""The layout that a member signs to log in, rebuilt by the server and never accepted (R50, R51)."""

import re
from typing import Final

from small_moments.layout import Account, Fields, MemberId, RefusedError

LOG_IN: Final = 1
DELETE_ACCOUNT: Final = 2
END_SESSIONS: Final = 3

_ORIGIN = re.compile(r"https?://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?", re.ASCII)


def build(action: int, account: Account, member: MemberId, nonce: bytes, origin: str) -> bytes:
    """R50. Refuses `length`, and `encoding` for an action out of range or no origin."""
    if (len(account), len(member), len(nonce)) != (16, 16, 32):
        raise RefusedError("length")
    if not 1 <= action <= 3 or not is_origin(origin):
        raise RefusedError("encoding")
    name = origin.encode("ascii")
    size = len(name).to_bytes(2, "big")
    return b"\x01" + bytes([action]) + account + member + nonce + size + name


def is_origin(text: str) -> bool:
    """scheme://host[:port] in lower case, 1 to 255 ASCII bytes."""
    return len(text) <= 255 and _ORIGIN.fullmatch(text) is not None


def check(raw: bytes) -> None:
    """Whether `raw` is a login layout at all; refuses `version`, `length`, `encoding`."""
    fields = Fields(raw)
    action = fields.number(1)
    fields.take(16 + 16 + 32)
    origin = fields.take(fields.number(2))
    fields.end()
    if not 1 <= action <= 3 or not is_origin(origin.decode("ascii", "replace")):
        raise RefusedError("encoding")
