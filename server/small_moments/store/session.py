"""Sessions: which browser is which member, known by a hash only."""

import hashlib
from collections.abc import Callable

from msgspec import Struct

from small_moments.layout import Account, HeadHash, MemberId


class Session(Struct, frozen=True):
    """A session as it was found, with the head that its account had at that moment.

    `token` is the hash; `used_day` is in days since 1970-01-01; `alias` as in `State`;
    `blob_bytes` what its blobs count.
    """

    alias: int
    account: Account
    member: MemberId
    token: bytes
    used_day: int
    seq: int
    head: HeadHash
    blob_bytes: int


def new_token(account: Account, random: Callable[[int], bytes]) -> bytes:
    """The 32 bytes of a cookie: 128 random bits behind the account that they open.

    So a store that is split by account knows where to look.
    """
    return account + random(16)


def account_of(token: bytes) -> Account:
    """Whom a token is for, if it was made by `new_token`."""
    return Account(token[:16])


def token_hash(token: bytes) -> bytes:
    """What is kept of a token; half of it is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token).digest()
