"""What a member signs to log in, to end sessions, to delete the account (R50)."""

import re

import msgspec

from small_moments_protocol import ed25519
from small_moments_protocol.errors import Refused
from small_moments_protocol.labels import M
from small_moments_protocol.layout import VERSION, Reader, check_length, u8, u16

LOG_IN, DELETE_ACCOUNT, END_SESSIONS = 1, 2, 3
_ORIGIN = re.compile(rb"https?://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?")


class Login(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`nonce` has 32 bytes; `origin` is the client's own, as scheme://host[:port]."""

    action: int
    account: bytes
    member: bytes
    nonce: bytes
    origin: str


def login_bytes(login: Login) -> bytes:
    """The layout. Refuses `length`, `encoding`."""
    check_length(login.account, 16, "an account id")
    check_length(login.member, 16, "a member id")
    check_length(login.nonce, 32, "a nonce")
    origin = login.origin.encode("utf-8", "replace")
    _check(login.action, origin)
    fixed = VERSION + u8(login.action) + login.account + login.member + login.nonce
    return fixed + u16(len(origin)) + origin


def parse_login(data: bytes) -> Login:
    """Refuses `version`, `length`, `encoding`."""
    reader = Reader(data)
    action, account, member = reader.u8(), reader.take(16), reader.take(16)
    nonce, size = reader.take(32), reader.u16()
    reader.expect(size)
    origin = reader.take(size)
    _check(action, origin)
    return Login(action, account, member, nonce, origin.decode("ascii"))


def sign_login(login: Login, sign_seed: bytes) -> bytes:
    """The member's signature, 64 bytes."""
    return ed25519.sign(sign_seed, M("login-signature", login_bytes(login)))


def verify_login(login: Login, sign_public: bytes, signature: bytes) -> None:
    """Refuse `key` or `signature`."""
    ed25519.verify(sign_public, M("login-signature", login_bytes(login)), signature)


def _check(action: int, origin: bytes) -> None:
    if action not in (LOG_IN, DELETE_ACCOUNT, END_SESSIONS):
        raise Refused("encoding", f"expected an action from 1 to 3, got {action}")
    if len(origin) > 255 or not _ORIGIN.fullmatch(origin):
        raise Refused("encoding", "expected an origin in lower case, without a path")
