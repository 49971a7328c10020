"""Log-in challenges: single use, 60 seconds, and nothing kept for those who never answer.

A nonce is 6 bytes of time, 10 random bytes and a 16-byte MAC over both, the account and the member:
so a flood of challenges costs no memory and pushes nobody's out. Known and unknown accounts look
the same. The key lies in the store, so that one process can check what another one gave.
"""

import hashlib
import hmac
from collections.abc import Callable
from typing import Final

from small_moments.layout import Account, MemberId
from small_moments.store.store import Nonces

LASTS: Final = 60_000  # milliseconds
SKEW: Final = 2_000  # milliseconds by which the clocks of two servers may differ


class Challenges:
    """`now` is seconds since 1970."""

    def __init__(
        self, nonces: Nonces, now: Callable[[], float], random: Callable[[int], bytes]
    ) -> None:
        self._nonces = nonces
        self._now = now
        self._random = random

    async def begin(self, account: Account, member: MemberId) -> bytes:
        """A new nonce of 32 bytes."""
        seed = self._clock().to_bytes(6, "big") + self._random(10)
        return seed + _mac(await self._nonces.key(), seed, account, member)

    async def is_fresh(self, nonce: bytes, account: Account, member: MemberId) -> bool:
        """True for a nonce that was given to this account and member within 60 seconds."""
        now, begun = self._clock(), _begun(nonce)
        key = await self._nonces.key()
        return _is_ours(key, nonce, account, member) and begun - SKEW <= now <= begun + LASTS

    async def spend(self, nonce: bytes, account: Account, member: MemberId) -> bool:
        """True once, for all processes. For a fresh nonce that the member has signed.

        So only who could log in anyway costs a row. Where the key was lost, so were the nonces that
        were used: none that it made is used under another.
        """
        key = await self._nonces.key()
        if not _is_ours(key, nonce, account, member):
            return False
        return await self._nonces.use(key, account, nonce, _begun(nonce) + LASTS + SKEW)

    def _clock(self) -> int:
        return int(self._now() * 1000)


def _begun(nonce: bytes) -> int:
    return int.from_bytes(nonce[:6], "big")


def _is_ours(key: bytes, nonce: bytes, account: Account, member: MemberId) -> bool:
    return hmac.compare_digest(nonce[16:], _mac(key, nonce[:16], account, member))


def _mac(key: bytes, seed: bytes, account: Account, member: MemberId) -> bytes:
    return hmac.new(key, seed + account + member, hashlib.sha256).digest()[:16]
