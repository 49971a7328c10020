"""Nothing jumps while it is looked at: the layout stays where it is once it shows."""

from playwright.sync_api import expect

from e2e.conftest import NewPhone
from e2e.journeys import DESKTOP, PHONE, Device

PASSPHRASE = "otter lantern quiet harbour"
MOST = 0.05
"""Cumulative Layout Shift; its makers call up to 0.1 good."""
WATCH = """(() => {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, startTime, hadRecentInput } of list.getEntries()) {
      if (!hadRecentInput) shifts.push([startTime, value]);
    }
  }).observe({ type: "layout-shift", buffered: true });
})()"""
SETTLED = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))"""
"""Waits until what shifted in the last frame was told to the watcher."""
JUMP = """() => {
  const jump = document.createElement("div");
  jump.style.blockSize = "300px";
  document.querySelector("main").prepend(jump);
}"""
NO_INPUT = 600
"""Milliseconds: a shift within half a second of a touch was asked for, and does not count."""


def _shift(device: Device) -> float:
    """The largest burst of shifts (web.dev/articles/cls): up to 5 s, no pause of 1 s in it."""
    device.page.evaluate(SETTLED)
    shifts: list[tuple[float, float]] = device.page.evaluate("shifts")
    largest = burst = began = last = 0.0
    for at, value in shifts:
        if at - last > 1000 or at - began > 5000:
            burst, began = 0.0, at
        burst, last = burst + value, at
        largest = max(largest, burst)
    return largest


def test_nothing_jumps_from_the_start_off_line_to_every_main_screen(new_phone: NewPhone) -> None:
    for size in (PHONE, DESKTOP):
        device = new_phone(f"of {size[0]}", viewport=size)
        device.open()
        device.begin(PASSPHRASE)
        device.write("A page of a rainy day. " * 20)
        device.write("And one of the day after")
        device.go_offline()
        device.switch_off()
        device.switch_on()
        device.context.add_init_script(WATCH)
        device.open()
        device.unlock(PASSPHRASE)
        _linger(device)
        for tab in ("path", "patterns", "today", "journal"):
            name = device.words[f"place.{tab}"]
            link = device.page.get_by_role("link", name=name, exact=True).filter(visible=True)
            link.click()
            expect(link).to_have_attribute("aria-current", "page")
            _linger(device)
        for place in ("settings", "search", "help"):
            device.go_to(place)
            _linger(device)
        device.read(device.write("One more"))
        _linger(device)
        assert _shift(device) < MOST, size
        # The same measure sees a jump.
        device.page.evaluate(JUMP)
        assert _shift(device) > MOST
        device.go_online()


def _linger(device: Device) -> None:
    """Looks at a screen for a while: what comes late is seen."""
    device.page.wait_for_timeout(NO_INPUT)
