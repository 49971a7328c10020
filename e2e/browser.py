"""A real Chromium on a profile that outlives it: started, closed and killed like a phone's."""

import contextlib
import functools
import os
import shutil
import signal
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec
from playwright.sync_api import BrowserContext, Playwright, expect, sync_playwright

from e2e import cdp

SLOW = 60_000.0
"""Milliseconds that a person waits for anything before a story fails: as many as a slow and busy
machine needs. Nothing takes longer because of them."""
expect.set_options(timeout=SLOW)

LOCALES = {"en": "en-GB", "es": "es-ES"}
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
    "--disable-auto-reload",
    "--dns-prefetch-disable",
)
"""A browser's own business, off, so that every request on the line is the app's."""

CHOICES = {
    "credentials_enable_service": False,
    "profile": {"password_manager_enabled": False, "password_manager_leak_detection": False},
}
"""Off, as a person may choose: the browser would ask its maker whether a passphrase has leaked."""

Scheme = Literal["light", "dark"]


def _noon(now: datetime) -> timedelta:
    return timedelta(hours=12 - now.astimezone(UTC).hour)


def zone_of_noon(now: datetime) -> str:
    """The time zone in which it is past noon and not yet one. Its sign is turned, as in POSIX."""
    east = _noon(now) // timedelta(hours=1)
    return f"Etc/GMT{-east:+}"


_BEGAN = datetime.now(UTC)
ZONE = zone_of_noon(_BEGAN)
"""Where all phones are, so that no day ends and none begins while a story is told."""


def today() -> date:
    """The day there, which is not that of UTC where a story is told past its midnight."""
    return (datetime.now(UTC) + _noon(_BEGAN)).date()


class Phone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is the same at every start of one phone."""

    profile: Path
    language: str
    width: int
    height: int
    scheme: Scheme
    proxy: str
    film: Path | None = None
    """What its camera sees, as YUV4MPEG2; without one it has no camera."""
    hears: bool = False
    """It has a microphone, which hears beeps, and a person who lets the page use it."""


def executable() -> str | None:
    """The browser to use: $CHROMIUM, one on PATH, else Playwright's own (None)."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return named or next((path for path in found if path), None)


@functools.cache
def playwright() -> Playwright:
    """Playwright's driver, one for all phones until `hang_up`.

    It need not follow what a service worker fetches: that is on the line, and costs it a second.
    """
    os.environ["PLAYWRIGHT_DISABLE_SERVICE_WORKER_NETWORK"] = "1"
    return sync_playwright().start()


def hang_up() -> None:
    """Stops the driver, so that others may start one of their own."""
    if playwright.cache_info().currsize:
        playwright().stop()
        playwright.cache_clear()


def start(phone: Phone) -> BrowserContext:
    """Starts the browser on the phone's profile, all of its traffic going through the proxy."""
    _choose(phone.profile / "Default" / "Preferences")
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    context = playwright().chromium.launch_persistent_context(
        phone.profile,
        executable_path=executable(),
        args=[*QUIET, *as_root, *_camera(phone)],
        timeout=SLOW,
        locale=LOCALES[phone.language],
        timezone_id=ZONE,
        viewport={"width": phone.width, "height": phone.height},
        has_touch=phone.width < 600,
        color_scheme=phone.scheme,
        reduced_motion="reduce",
        accept_downloads=True,
        proxy={"server": phone.proxy, "bypass": "<-loopback>"},
    )
    context.set_default_timeout(SLOW)
    return context


def _camera(phone: Phone) -> tuple[str, ...]:
    """A camera that sees a film, a microphone, and a person who lets the page use them."""
    if phone.film is None and not phone.hears:
        return ()
    film = [] if phone.film is None else [f"--use-file-for-fake-video-capture={phone.film}"]
    return ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", *film)


def _choose(preferences: Path) -> None:
    """Writes the choices of a new profile; the browser keeps them with its own from then on."""
    if not preferences.exists():
        preferences.parent.mkdir(parents=True, exist_ok=True)
        preferences.write_bytes(msgspec.json.encode(CHOICES))


def kill(context: BrowserContext) -> None:
    """Ends the browser's processes with SIGKILL: it has no chance to write or to say goodbye."""
    browser = context.browser
    if browser is None:
        raise RuntimeError("expected a browser of our own, got none")
    processes = cdp.ask(
        browser.new_browser_cdp_session(), "SystemInfo.getProcessInfo", _Processes
    ).processInfo
    with context.expect_event("close"):
        for process in sorted(processes, key=lambda process: process.type != "browser"):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.id, signal.SIGKILL)


class _Process(msgspec.Struct, frozen=True):
    type: str
    id: int


class _Processes(msgspec.Struct, frozen=True):
    processInfo: tuple[_Process, ...]  # noqa: N815  (Chromium's own name)
