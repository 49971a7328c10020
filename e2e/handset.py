"""A phone as a thing: switched on and off, put away, taken up, offline, asleep."""

import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.sync_api import BrowserContext, Page

from e2e import browser, cdp
from e2e.line import Line
from e2e.witness import Witness
from e2e.words import Words

PHONE = (390, 844)
FOCUS_IS = """(wanted) => new Promise((done, late) => {
  const look = () => document.hasFocus() === wanted && done();
  addEventListener("blur", look);
  addEventListener("focus", look);
  setTimeout(late, 60_000);
  look();
})"""
"""Waits in the page until it has the focus, or has lost it."""
UNTIL = """() => new Promise((done, late) => {
  const end = performance.now() + 60_000;
  const look = () => {
    if (%s) done();
    else if (performance.now() > end) late(new Error("it never came"));
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Playwright's own `wait_for_function` evaluates text, which the page's policy forbids."""
SIGHT_IS = """(sight) => {
  Object.defineProperty(document, "visibilityState", { value: sight, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""Says what a phone says to a page; a headless browser never hides one."""


class Handset:
    """One phone, with a browser profile that outlives restarts and sudden ends.

    All traffic goes over `line`, where it is recorded and can be disturbed. `page` is there for
    what no verb says; it is another one after a restart.
    """

    def __init__(
        self,
        base_url: str,
        profile_dir: Path,
        language: str = "en",
        viewport: tuple[int, int] = PHONE,
        scheme: browser.Scheme = "light",
        *,
        can_sleep: bool = False,
        film: Path | None = None,
        hears: bool = False,
    ) -> None:
        """A phone that is switched off. `viewport` is width and height in CSS pixels.

        `can_sleep`: the page's clock is one that `sleep` can move on. `film`: what its camera sees.
        `hears`: it has a microphone.
        """
        self.base_url = base_url
        self.words = Words(language)
        self.line = Line(base_url)
        self.witness = Witness(self.line)
        self.passphrase = ""
        self.phone = browser.Phone(
            profile=profile_dir,
            language=language,
            width=viewport[0],
            height=viewport[1],
            scheme=scheme,
            proxy=self.line.address,
            film=film,
            hears=hears,
        )
        self._context: BrowserContext | None = None
        self._offline = False
        self._can_sleep = can_sleep

    # Switching on and off

    @property
    def context(self) -> BrowserContext:
        """The running browser. Raises RuntimeError if the phone is off."""
        if self._context is None:
            raise RuntimeError("expected an open device, got one that is switched off")
        return self._context

    @property
    def page(self) -> Page:
        """The page that the person looks at."""
        return self.context.pages[0]

    def switch_on(self) -> None:
        """Starts the browser, unless it runs; the app is not opened yet."""
        if self._context is None:
            self._context = browser.start(self.phone)
            self._context.set_offline(self._offline)
            self.witness.watch(self._context)
            if self._can_sleep:
                self.page.clock.install()

    def open(self, path: str = "/") -> None:
        """Opens the app; returns once it shows and is kept for offline use."""
        self.switch_on()
        self.page.goto(self.base_url + path)
        self.page.locator("main:not([aria-busy]) :is(h1, h2)").first.wait_for(state="attached")
        self.page.evaluate("async () => { await navigator.serviceWorker.ready; }")

    def restart(self) -> None:
        """Closes the browser in good order and opens the app again."""
        self.switch_off()
        self.open()

    def switch_off(self) -> None:
        """Closes the browser in good order."""
        if self._context is not None:
            self._context.close()
            self._context = None

    def kill(self) -> None:
        """Ends the browser at once, as an empty battery would. `open` starts it again."""
        browser.kill(self.context)
        self._context = None

    def close(self) -> None:
        """Switches the phone off for good."""
        self.switch_off()
        self.line.close()

    def copy_to(self, other: Self) -> None:
        """All that this phone stores is copied to another one, as by a backup of the phone."""
        self.switch_off()
        shutil.copytree(self.phone.profile, other.phone.profile, symlinks=True)

    def go_offline(self) -> None:
        """No connection: the browser knows it, and the line is dead as well."""
        self._offline = self.line.is_cut = True
        self.context.set_offline(True)

    def go_online(self) -> None:
        """The connection is back."""
        self._offline = self.line.is_cut = False
        self.context.set_offline(False)

    def look_away(self) -> None:
        """The person turns to something else: the page loses the focus."""
        self._window(kept=False)
        self.page.evaluate(FOCUS_IS, arg=False)

    def look_back(self) -> None:
        """The person turns to the page again."""
        self._window(kept=True)
        self.page.evaluate(FOCUS_IS, arg=True)

    def put_away(self) -> None:
        """The person puts the phone away: the page goes out of sight."""
        self.page.evaluate(SIGHT_IS, arg="hidden")

    def take_up(self) -> None:
        """The person takes the phone up again."""
        self.page.evaluate(SIGHT_IS, arg="visible")

    def sleep(self, minutes: int) -> None:
        """Time passes at once. What was waited for by the clock comes late, as after a sleep."""
        self.wait_seconds(minutes * 60)

    def doze(self, minutes: int) -> None:
        """The machine sleeps with its page in sight, and wakes: no timer has come yet."""
        now: float = self.page.evaluate("Date.now()")
        self.page.clock.set_system_time((now + minutes * 60_000) / 1000)

    def wait_seconds(self, seconds: int) -> None:
        """The person waits for so long, which takes no time here."""
        self.page.clock.fast_forward(seconds * 1000)

    def until(self, condition: str) -> None:
        """Waits until this (an expression in JavaScript) holds in the page that is shown."""
        self.page.evaluate(UNTIL % condition)

    def __enter__(self) -> Self:
        """Itself; still switched off."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Closes it."""
        self.close()

    def _window(self, *, kept: bool) -> None:
        """Puts the window away, or back: what moves the focus in old headless Chromium too."""
        session = self.context.new_cdp_session(self.page)
        cdp.ask(session, "Emulation.setFocusEmulationEnabled", dict[str, str], enabled=kept)
        window = cdp.ask(session, "Browser.getWindowForTarget", cdp.Window).window_id
        bounds = {"windowState": "normal" if kept else "minimized"}
        cdp.ask(session, "Browser.setWindowBounds", dict[str, str], windowId=window, bounds=bounds)
