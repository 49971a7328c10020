"""Log-in challenges: single use, 60 seconds, and nothing kept for those who never answer.

A nonce is 6 bytes of time, 10 random bytes and a 16-byte MAC over both, the account and the member:
so a flood of challenges costs no memory and pushes nobody's out. Known and unknown accounts look
the same.
"""

import hashlib
import hmac
from collections.abc import Callable
from typing import Final

from small_moments.layout import Account, MemberId

LASTS: Final = 60_000  # milliseconds


class Challenges:
    """`tick` is a steady clock in seconds; `key` is made anew at each start."""

    def __init__(
        self, key: bytes, tick: Callable[[], float], random: Callable[[int], bytes]
    ) -> None:
        self._key = key
        self._tick = tick
        self._random = random
        self._used: dict[bytes, int] = {}

    def begin(self, account: Account, member: MemberId) -> bytes:
        """A new nonce of 32 bytes."""
        seed = self._now().to_bytes(6, "big") + self._random(10)
        return seed + self._mac(seed, account, member)

    def use(self, nonce: bytes, account: Account, member: MemberId) -> bool:
        """True once, for this account and member, within 60 seconds."""
        now = self._now()
        seed, mac = nonce[:16], nonce[16:]
        begun = int.from_bytes(seed[:6], "big")
        if not hmac.compare_digest(mac, self._mac(seed, account, member)):
            return False
        if not begun <= now <= begun + LASTS or nonce in self._used:
            return False
        self._forget(now)
        self._used[nonce] = now
        return True

    def remembered(self) -> int:
        """How many used nonces are kept in memory."""
        return len(self._used)

    def _now(self) -> int:
        return int(self._tick() * 1000)

    def _forget(self, now: int) -> None:
        """Used nonces are kept, in the order of use, until they would be too old anyway."""
        while self._used:
            nonce, used = next(iter(self._used.items()))
            if used + LASTS >= now:
                return
            del self._used[nonce]

    def _mac(self, seed: bytes, account: Account, member: MemberId) -> bytes:
        mac = hmac.new(self._key, seed + account + member, hashlib.sha256)
        return mac.digest()[:16]
