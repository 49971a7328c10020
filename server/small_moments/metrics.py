"""`/metrics`: counts for Prometheus, on an address of their own. No label names an account.

Routes are templates and statuses are numbers, as in the log: what is counted here stands there too.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from small_moments import __version__, backups
from small_moments.desk import Desk
from small_moments.log_lines import Failure, Line, Outage, Report, Request
from small_moments.store.errors import StoreError
from small_moments.store.sqlite import database, snapshot, survey

_NAME: Final = "small_moments_"
_ATTACHMENTS: Final = "Photos and voice notes that are kept or begun, previews included."
_ATTACHMENT_BYTES: Final = "What they count, sealed, whether all of it is there or not."
_WITHIN: Final = 2.0  # seconds that somebody who asks waits for the store
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """What was counted since the start; `take` is told each line of the log."""

    def __init__(self, desk: Desk) -> None:
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self.registry.register(_State(desk))
        self._requests = Counter(
            f"{_NAME}requests",
            "Requests answered.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            f"{_NAME}request_seconds",
            "How long answers took; event streams last by design.",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._failures = Counter(
            f"{_NAME}failures", "Requests in which something failed.", registry=self.registry
        )
        self._reports = Counter(
            f"{_NAME}reports",
            "Broken policies, the first of each hour that browsers reported.",
            ["directive"],
            registry=self.registry,
        )

    def take(self, line: Line) -> None:
        """Count it."""
        match line:
            case Request():
                self._requests.labels(line.method, line.route, line.status).inc()
                self._seconds.labels(line.route).observe(line.milliseconds / 1000)
            case Failure():
                self._failures.inc()
            case Report():
                self._reports.labels(line.directive).inc()
            case Outage():
                pass  # /readyz says so

    def listen(self, place: str) -> Callable[[], None]:
        """Answer at `address:port` from a thread of its own; returns what ends it. OSError."""
        host, _, port = place.rpartition(":")
        server, thread = start_http_server(int(port), host.strip("[]"), self.registry)

        def end() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        return end


class _State(Collector):
    """What is looked up when somebody asks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._loop = asyncio.get_running_loop()

    def collect(self) -> Iterable[Metric]:
        """All of it, from the thread that asks."""
        desk, folder = self._desk, self._desk.folder
        version = GaugeMetricFamily(f"{_NAME}info", "Which program.", labels=["version"])
        version.add_metric([__version__], 1)
        yield version
        writes, commits = desk.store.written
        yield _gauge("event_streams", "Event streams that are open.", desk.streams.open)
        yield _counter("writes", "Writes that were committed.", writes)
        yield _counter("commits", "Commits that they shared.", commits)
        if desk.settings.database:
            yield from self._counted()
            return
        for name in (database.FILE, f"{database.FILE}-wal"):
            size = _size(folder / name)
            what = "write_ahead_log_bytes" if name.endswith("-wal") else "database_bytes"
            yield _gauge(what, "Size on disk.", size)
        counted = _counted(folder)
        if counted is not None:
            yield _gauge("accounts", "Accounts that are kept.", counted[0])
            yield _gauge("attachments", _ATTACHMENTS, counted[1])
            yield _gauge("attachment_bytes", _ATTACHMENT_BYTES, counted[2])
        kept = backups.kept(folder / backups.FOLDER)
        if kept:
            made = backups.made_at(kept[-1])
            yield _gauge("backup_time_seconds", "When the newest backup was made.", made)

    def _counted(self) -> Iterable[Metric]:
        """From the loop that serves: PostgreSQL's connections belong to it."""
        asking = asyncio.run_coroutine_threadsafe(self._desk.store.counted(), self._loop)
        try:
            accounts, attachments, size = asking.result(_WITHIN)
            yield _gauge("accounts", "Accounts that are kept.", accounts)
            yield _gauge("attachments", _ATTACHMENTS, attachments)
            yield _gauge("attachment_bytes", _ATTACHMENT_BYTES, size)
        except (StoreError, TimeoutError):
            asking.cancel()


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"{_NAME}{name}", text, value)


def _counter(name: str, text: str, value: int) -> Metric:
    return CounterMetricFamily(f"{_NAME}{name}", text, value)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _counted(folder: Path) -> tuple[int, int, int] | None:
    """Accounts, attachments, and bytes of those."""
    try:
        with snapshot.read_only(folder / database.FILE) as connection:
            return survey.counted(connection)
    except sqlite3.Error:
        return None
