"""A phone with a stopwatch in its pages and a main thread that can be slowed down."""

from pathlib import Path
from typing import Self

from msgspec import Struct
from playwright.sync_api import CDPSession

from e2e import cdp
from e2e.journeys import PHONE, Device
from tests.program import Program

STOPWATCH = Path(__file__).parent / "stopwatch.js"

Notes = list[tuple[str, float]]
"""What happened, and when, in milliseconds since the page began to load."""


class Heap(Struct, frozen=True, rename="camel"):
    """In bytes."""

    used_size: float


class Watched:
    """A `Device` that was switched on with the stopwatch; nothing is opened yet."""

    def __init__(self, practice: Program, profile: Path, slowness: int = 1) -> None:
        """`slowness` is Chromium's CPU throttling: it slows the page's main thread only."""
        self.device = Device(practice.url, profile, viewport=PHONE)
        self._slowness = slowness
        self.switch_on()

    def switch_on(self) -> None:
        """As in the morning: the browser is started anew."""
        self.device.switch_off()
        self.device.switch_on()
        self.device.context.add_init_script(path=STOPWATCH)
        self._tools: CDPSession = self.device.context.new_cdp_session(self.device.page)
        self._tools.send("Emulation.setCPUThrottlingRate", {"rate": self._slowness})  # pyright: ignore[reportUnknownMemberType]

    def take(self) -> Notes:
        """The notes since the last time."""
        return self.device.page.evaluate("stopwatch.take()")

    def take_with(self, name: str) -> Notes:
        """The same, once this was noted."""
        self.device.page.evaluate("(name) => stopwatch.until(name)", name)
        return self.take()

    def memory(self) -> float:
        """MiB that the page's scripts hold, once what they let go of was collected."""
        tools: CDPSession = self.device.context.new_cdp_session(self.device.page)
        tools.send("HeapProfiler.collectGarbage")  # pyright: ignore[reportUnknownMemberType]
        return cdp.ask(tools, "Runtime.getHeapUsage", Heap).used_size / 2**20

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.device.close()


def between(notes: Notes, begin: str, end: str) -> float:
    """Milliseconds from the last `begin` before the last `end` to that."""
    until = max(at for name, at in notes if name == end)
    return until - max(at for name, at in notes if name == begin and at <= until)


def total(notes: Notes, begin: str, end: str) -> float:
    """Milliseconds of all spans from a `begin` to the next `end`."""
    begun = [at for name, at in notes if name == begin]
    ended = [at for name, at in notes if name == end]
    return sum(until - start for start, until in zip(begun, ended, strict=True))
