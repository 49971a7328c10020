"""A network drawn by chance: each request meets another fault, or none."""

import threading
from collections import Counter
from collections.abc import Callable
from random import Random

from e2e.line import Answer, Disturbance, Request
from tests.network import faults as f
from tests.network.cases import Case
from tests.network.faults import STREAM, Fault, Hold

WELL = (0.2, 0.5, 0.8)
"""How often a request meets no fault: most networks are either bad or good."""
SPOILING = (
    *(f.with_body(f.turned(at / 10)) for at in range(11)),
    *(f.with_body(lambda body, part=part: body[: len(body) * part // 8]) for part in range(8)),
    *(f.answered(status) for status in (200, 302, 401, 403, 408, 409, 413, 429, 511)),
    *(f.answered(status, Retry_After="40") for status in (429, 502, 503, 504)),
    *(f.done_but(status) for status in (200, 401, 409, 500, 502, 504)),
    *(f.sent_changed(f.turned(at / 5)) for at in range(6)),
    f.with_field("Content-Type", "text/html"),
    f.with_field("Set-Cookie", None),
    f.with_field("Set-Cookie", "moments=; Max-Age=0"),
)
PLAIN = (
    *(f.lost, f.unanswered, f.unanswered, f.torn, f.torn_after, f.torn_after, f.torn_within),
    *(f.half_sent, f.twice, f.twice, f.twice_first, f.dripping, f.promising(9), f.promising(-9)),
    f.raw(b"HTTP/1.1 200 OK\r\n"),
)
STREAMS = (
    *(f.lost, f.torn, f.answered(200), f.answered(503), f.answered(429, Retry_After="60")),
    f.stream_of(b": open\n\n", b"event: head\ndata:\n\n"),
    f.stream_of(b"\xff" * 5_000),
)


def drawn(seed: int) -> Case:
    """The same seed draws the same for the same requests, in whatever order they come."""
    return Case(f"seed {seed}", lambda hold: _drawn(seed, hold), spoils=True)


def _drawn(seed: int, hold: Hold) -> Disturbance:
    well = Random(seed).choice(WELL)
    held: tuple[Fault, ...] = (f.silent(hold), f.silent_after(hold), f.stalled(hold))
    came: Counter[tuple[str, str]] = Counter()
    lock = threading.Lock()

    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer | None:
        named = (request.method, request.path)
        with lock:
            came[named] += 1
            dice = Random(f"{seed} {named} {came[named]}")
        if dice.random() < well:
            return forward()
        if request.path == STREAM:
            return dice.choice((*STREAMS, f.silent(hold)))(request)
        return dice.choice(dice.choice((PLAIN, SPOILING, held)))(request)

    return disturb
