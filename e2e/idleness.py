"""What a page does while nobody touches it, on a clock that stands still until it is moved."""

from collections.abc import Callable
from contextlib import closing
from itertools import chain
from queue import SimpleQueue

import msgspec
from msgspec.structs import replace

from e2e import cdp
from e2e.journeys import Device
from e2e.line import Answer, Request

STREAM = "/api/events"
WATCH = """{
  const running = new Map();
  let begun = [], frames = 0, changes = 0;
  let awaited = [];
  const { setTimeout: later, clearTimeout: forget, setInterval: often } = window;
  const { requestAnimationFrame: draw, requestIdleCallback: rest } = window;
  const keep = (id, delay) => {
    running.set(id, delay);
    begun.push(delay);
    awaited = awaited.filter(([count, done]) => count > begun.length || done());
    return id;
  };
  window.setTimeout = (work, delay = 0, ...more) => {
    const id = later(() => (running.delete(id), work(...more)), delay);
    return keep(id, delay);
  };
  window.setInterval = (work, delay = 0, ...more) => keep(often(work, delay, ...more), delay);
  window.clearTimeout = window.clearInterval = (id) => (running.delete(id), forget(id));
  window.requestAnimationFrame = (work) => (frames += 1, draw(work));
  window.requestIdleCallback = (...work) => (frames += 1, rest(...work));
  new MutationObserver((records) => (changes += records.length)).observe(document, {
    attributes: true, characterData: true, childList: true, subtree: true,
  });
  const moving = () =>
    document.getAnimations().filter(({ playState }) => playState === "running").length;
  window.watched = {
    begin: () => ([begun, frames, changes] = [[], 0, 0]),
    begun: () => begun.length,
    until: (count) => new Promise((done) => {
      if (begun.length >= count) done();
      else awaited.push([count, done]);
    }),
    seen: () => ({ running: [...running.values()], begun, frames, changes, moving: moving() }),
  };
}"""
"""Counts what the page asks the browser to do later, and what changes on it, from `begin` on."""

DRAWN = """async () => {
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  const frame = () => new Promise((done) => {
    new IntersectionObserver((_, one) => (one.disconnect(), done())).observe(document.body);
  });
  await frame();
  await frame();
}"""
"""Waits for all that moves and for two true frames: those that scripts can ask for stand still."""


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Delays in milliseconds of the timers that run and of those that were begun; counts."""

    running: list[float]
    begun: list[float]
    frames: int
    changes: int
    moving: int


class Metric(msgspec.Struct, frozen=True):
    """One of Chromium's own numbers about a page."""

    name: str
    value: float


class Metrics(msgspec.Struct, frozen=True):
    """All of them."""

    metrics: list[Metric]


class Work:
    """What Chromium says that a page costs, from now on. The tools that move its time count too."""

    def __init__(self, phone: Device) -> None:
        self._session = phone.context.new_cdp_session(phone.page)
        cdp.ask(self._session, "Performance.enable", dict[str, str])
        self._before = self._all()

    def layouts(self) -> int:
        """How often it was laid out, or its styles were looked up."""
        return round(self._since("LayoutCount") + self._since("RecalcStyleCount"))

    def milliseconds(self) -> int:
        """Of the main thread, scripts and everything."""
        return round(self._since("TaskDuration") * 1000)

    def _since(self, name: str) -> float:
        return self._all()[name] - self._before[name]

    def _all(self) -> dict[str, float]:
        metrics = cdp.ask(self._session, "Performance.getMetrics", Metrics).metrics
        return {metric.name: metric.value for metric in metrics}


class Beat:
    """Hands each event stream on as far as its first word; what follows is for the story to say."""

    def __init__(self) -> None:
        self._words: list[SimpleQueue[bytes | None]] = []
        self._is_over = False

    def __call__(self, request: Request, forward: Callable[[], Answer]) -> Answer:
        """A disturbance of the line."""
        answer = forward()
        if request.path != STREAM or answer.rest is None:
            return answer
        with closing(answer):
            first = next(answer.rest)
        words = SimpleQueue[bytes | None]()
        self._words.append(words)
        if self._is_over:
            words.put(None)
        return replace(answer, rest=chain((first,), iter(words.get, None)))

    def say(self, word: bytes | None) -> None:
        """On the newest stream; None ends it."""
        self._words[-1].put(word)

    def end(self) -> None:
        """Ends all of them, and each that a page still opens."""
        self._is_over = True
        for words in self._words:
            words.put(None)


def stand_still(phone: Device) -> None:
    """From now on time passes only where the story says so."""
    now: float = phone.page.evaluate("Date.now()")
    phone.page.clock.pause_at(now / 1000 + 1)


def pass_seconds(phone: Device, seconds: int) -> None:
    """Whatever is due is done when it is due."""
    phone.page.clock.run_for(seconds * 1000)


def seen(phone: Device) -> Seen:
    return msgspec.convert(phone.page.evaluate("watched.seen()"), Seen)


def begin(phone: Device) -> tuple[int, Work]:
    """Counts from here on, once what came before is drawn; gives the place of the next request."""
    phone.page.evaluate(DRAWN)
    phone.page.evaluate("watched.begin()")
    return len(phone.line.requests), Work(phone)


def asked(phone: Device, since: int) -> list[str]:
    """What was asked for from this request on, but for the browser's own look for a new release."""
    return [one.path for one in phone.line.requests[since:] if one.path != "/sw.js"]
