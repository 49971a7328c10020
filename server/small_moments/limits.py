"""Token buckets: who asks too often waits a little; nobody is ever locked out."""

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable

from msgspec import Struct

from small_moments.problems import ProblemError

MOST_BUCKETS = 20_000


class Bucket(Struct):
    """What one asker has left, and when that was so (seconds of a steady clock)."""

    tokens: float
    at: float


class Limit:
    """`burst` tokens for each asker, refilled by `per_second`. Kept in memory only."""

    def __init__(self, burst: int, per_second: float, tick: Callable[[], float]) -> None:
        self._burst = burst
        self._per_second = per_second
        self._tick = tick
        self._buckets: OrderedDict[Hashable, Bucket] = OrderedDict()

    def take(self, asker: Hashable, tokens: float = 1) -> None:
        """Take tokens, or raise a problem that says in how many seconds to come again."""
        bucket = self._bucket(asker)
        wanted = min(tokens, self._burst)
        if bucket.tokens < wanted:
            wait = max(1, math.ceil((wanted - bucket.tokens) / self._per_second))
            raise ProblemError(
                "too-many-requests", f"again in {wait} s", headers={"retry-after": str(wait)}
            )
        bucket.tokens -= wanted

    def charge(self, asker: Hashable, tokens: float) -> None:
        """Take tokens after the fact; down to none, so that the next wait stays bounded."""
        bucket = self._bucket(asker)
        bucket.tokens = max(0.0, bucket.tokens - tokens)

    def remembered(self) -> int:
        """How many askers are kept in memory."""
        return len(self._buckets)

    def _bucket(self, asker: Hashable) -> Bucket:
        now = self._tick()
        bucket = self._buckets.get(asker)
        if bucket is None:
            bucket = self._buckets[asker] = Bucket(float(self._burst), now)
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(asker)
        refilled = bucket.tokens + (now - bucket.at) * self._per_second
        bucket.tokens = min(float(self._burst), refilled)
        bucket.at = now
        return bucket


def address_of(host: str) -> str:
    """Whom an address stands for: IPv6 hosts own a /64."""
    if ":" not in host:
        return host
    groups = host.split("%", maxsplit=1)[0].split("::", maxsplit=1)[0].split(":")
    return ":".join(groups[:4])
