"""An open phone that nobody touches listens and does nothing else; put away, nothing at all."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Request

from e2e.conftest import phones_at
from e2e.journeys import Device
from e2e.visited import Visited
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
LASTS = "11"
"""Seconds of a stream: one that ends in ten would count as broken."""
LEAST = 30_000
"""Milliseconds of the shortest timer that an idle page may begin."""
WATCH = """{
  const running = new Map();
  let begun = [], frames = 0;
  const { setTimeout: later, clearTimeout: forget, setInterval: often } = window;
  const draw = window.requestAnimationFrame;
  const keep = (id, delay) => (running.set(id, delay), begun.push(delay), id);
  window.setTimeout = (work, delay = 0, ...rest) => {
    const id = later(() => (running.delete(id), work(...rest)), delay);
    return keep(id, delay);
  };
  window.setInterval = (work, delay = 0, ...rest) => keep(often(work, delay, ...rest), delay);
  window.clearTimeout = window.clearInterval = (id) => (running.delete(id), forget(id));
  window.requestAnimationFrame = (work) => (frames += 1, draw(work));
  window.watched = () => {
    const seen = { running: [...running.values()], begun, frames };
    [begun, frames] = [[], 0];
    return seen;
  };
}"""
"""Counts what the page asks the browser to do later. `watched()` tells and begins to count anew."""


@pytest.fixture(scope="module")
def idle(visited: Visited, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Device]:
    """A phone with a backup, in its journal, touched no more."""
    folder = tmp_path_factory.mktemp("idle")
    practice = Program(folder, "--events-seconds", LASTS, port=visited.port)
    practice.start()
    try:
        with phones_at(practice, visited, folder) as new_phone:
            phone = new_phone("idle")
            phone.switch_on()
            phone.context.add_init_script(WATCH)
            phone.open()
            phone.begin(PASSPHRASE)
            phone.write("Before I put it down")
            phone.turn_on_backup(practice.invite())
            phone.go_home()
            phone.wait_backed_up()
            yield phone
    finally:
        practice.stop()


def is_stream(request: Request) -> bool:
    return request.url.endswith("/api/events")


def hear_streams(phone: Device, number: int) -> None:
    """So many further streams begin: the page looks at nothing meanwhile."""
    for _ in range(number):
        with phone.page.expect_request(is_stream, timeout=60_000):
            pass


def test_an_open_phone_that_nobody_touches_holds_one_stream_and_hurries_at_nothing(
    idle: Device,
) -> None:
    hear_streams(idle, 1)
    idle.page.evaluate("() => watched()")
    before = len(idle.line.requests)
    hear_streams(idle, 2)
    seen = idle.page.evaluate("() => watched()")
    assert [one.path for one in idle.line.requests[before:]] == ["/api/events"] * 2
    assert min(seen["begun"]) >= LEAST
    assert seen["frames"] == 0
    # One looks whether the stream has fallen silent, one whether it is time to lock.
    assert len(seen["running"]) == 2


def test_out_of_sight_only_the_lock_is_waited_for_and_locked_nothing_is(idle: Device) -> None:
    idle.put_away()
    seen = idle.page.evaluate("() => watched()")
    assert [delay >= LEAST for delay in seen["running"]] == [True]
    idle.take_up()
    idle.lock()
    # What the last touches began (a fading line, a scroll) comes to its end.
    idle.page.evaluate("() => new Promise((done) => requestIdleCallback(done))")
    before = len(idle.line.requests)
    assert idle.page.evaluate("() => watched().running") == []
    assert idle.line.requests[before:] == []
