"""Disturbances that remember: what comes late, again, out of turn, or in stages."""

import threading
from collections.abc import Callable, Sequence

from e2e.line import Answer, Disturbance, Request
from tests.network.faults import Fault, Hold, answered, is_push, lost, whole

TURN = 5.0
"""Seconds that a push waits for the other phone's, which may have nothing to send."""


def each_other(fault: Fault) -> Disturbance:
    """Every second request."""
    return by_turns(whole, fault)


def by_turns(*faults: Fault) -> Disturbance:
    """One after the other, and again from the first."""
    counted = _Counter()
    return lambda request, _: faults[counted.next() % len(faults)](request)


def first(
    times: int, fault: Fault, *, only: Callable[[Request], bool] = lambda _: True
) -> Disturbance:
    """The first few of those requests; what follows is not disturbed."""
    counted = _Counter()

    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer | None:
        return fault(request) if only(request) and counted.next() < times else forward()

    return disturb


def replayed() -> Disturbance:
    """Every push arrives again before each request that follows."""
    pushes: list[Request] = []

    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer:
        for push in [*pushes]:
            whole(push)
        if not pushes and not is_push(request):
            return forward()
        if is_push(request):
            pushes.append(request)
        return whole(request)

    return disturb


def late() -> Disturbance:
    """A push that was given up arrives before the next request, all but the last."""
    waiting: list[Request] = []
    lock = threading.Lock()

    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer | None:
        with lock:
            earlier, waiting[:] = [*waiting], [request] if is_push(request) else []
        for one in earlier:
            whole(one)
        return lost(request) if is_push(request) else forward()

    return disturb


def out_of_turn() -> Disturbance:
    """The push that comes first waits until another one was answered."""
    came, went = threading.Lock(), threading.Event()

    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer:
        if is_push(request):
            if came.acquire(blocking=False):
                went.wait(TURN)
                return whole(request)
            answer = forward()
            went.set()
            return answer
        return forward()

    return disturb


def remembered() -> Disturbance:
    """A cache on the way gives what it gave before, for as long as the same is asked for."""
    kept: dict[str, Answer] = {}

    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer:
        if request.method != "GET" or request.path == "/api/events":
            return forward()
        answer = kept.get(request.url) or forward()
        if answer.status == 200:
            kept[request.url] = answer
        return answer

    return disturb


def mixed_up() -> Disturbance:
    """Each answer is handed to whoever asks next."""
    before: list[Answer] = []

    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer:
        if request.path == "/api/events":
            return forward()
        before.append(forward())
        return before[-2] if len(before) > 1 else before[-1]

    return disturb


def portal() -> Disturbance:
    """A hotel's: it redirects, shows its page in place of everything, asks to sign in, is gone."""
    stages: Sequence[Fault] = (
        answered(302, Location="http://portal.invalid/"),
        answered(200),
        answered(511),
        lost,
    )
    return _in_stages(stages, 6)


def restarting() -> Disturbance:
    """A server behind a gateway that is being restarted."""
    stages: Sequence[Fault] = (answered(502), answered(503, Retry_After="7"), answered(504), whole)
    return _in_stages(stages, 4)


def _in_stages(stages: Sequence[Fault], each: int) -> Disturbance:
    counted = _Counter()
    last = len(stages) - 1
    return lambda request, _: stages[min(counted.next() // each, last)](request)


def slower(hold: Hold) -> Disturbance:
    """Each answer comes later than the phone waits, one in three not at all."""

    def too_late(request: Request) -> Answer:
        answer = whole(request)
        hold()
        return answer

    def never(_request: Request) -> None:
        hold()

    return by_turns(too_late, too_late, never)


class _Counter:
    """Counts from 0; requests come from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = -1

    def next(self) -> int:
        with self._lock:
            self._number += 1
            return self._number
