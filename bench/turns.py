"""What one contender does in its turn, with a stopwatch; and what many turns come to."""

import asyncio
import time
from collections.abc import Awaitable, Sequence
from statistics import median, quantiles

from msgspec import Struct

from bench.contenders import Remote, Session
from bench.traffic import FIRST_SEQ, Traffic

Values = list[float | None]


class Turn(Struct, frozen=True):
    """A rate a second, and the slowest in a hundred, in milliseconds."""

    rate: float
    slowest: float


class Bulk(Struct, frozen=True):
    """Revisions a second, and bytes on the wire for each; None where there is no wire."""

    push: float
    pull: float
    sent: float | None
    received: float | None


async def timed(doing: Awaitable[object]) -> float:
    """Seconds."""
    begun = time.perf_counter()
    await doing
    return time.perf_counter() - begun


async def push_all(made: Traffic, session: Session) -> None:
    """Every push, one after the other."""
    for seq, body in enumerate(made.pushes, FIRST_SEQ):
        await session.push(seq, body)


async def pull_all(made: Traffic, session: Session) -> None:
    """Every page of what was pushed."""
    last, after = FIRST_SEQ - 1 + len(made.pushes), FIRST_SEQ - 1
    while after < last:
        after += await session.pull(after)


async def bulk(made: Traffic, session: Session) -> Bulk:
    """Pushes all of it and pulls all of it."""
    before = _counted(session)
    push = await timed(push_all(made, session))
    between = _counted(session)
    pull = await timed(pull_all(made, session))
    sent, received = between[0] - before[0], _counted(session)[1] - between[1]
    each = made.revisions
    return Bulk(each / push, each / pull, sent / each or None, received / each or None)


def _counted(session: Session) -> tuple[int, int]:
    """Bytes that went over its connection so far, there and back; zeros where there is none."""
    if isinstance(session, Remote):
        return session.line.sent, session.line.received
    return 0, 0


async def together(begun: Sequence[tuple[Traffic, list[Session]]], at: int, part: range) -> Turn:
    """All accounts push this part of theirs at once, to the contender `at`."""
    times: list[float] = []

    async def push(made: Traffic, session: Session) -> None:
        for place in part:
            seconds = await timed(session.push(FIRST_SEQ + place, made.pushes[place]))
            times.append(seconds)

    pushes = asyncio.gather(*(push(made, sessions[at]) for made, sessions in begun))
    seconds = await timed(pushes)
    return Turn(len(times) / seconds, _percentile(times, 99))


def medians(rounds: Sequence[Sequence[float]]) -> Values:
    """Of each contender, over the rounds."""
    return [median(values) for values in zip(*rounds, strict=True)]


def percentiles(times: Sequence[Sequence[float]], percent: int) -> Values:
    """Of each contender, in milliseconds."""
    return [_percentile(one, percent) for one in times]


def _percentile(seconds: Sequence[float], percent: int) -> float:
    return quantiles(seconds, n=100, method="inclusive")[percent - 1] * 1000
