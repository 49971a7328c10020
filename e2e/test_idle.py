"""An open phone that nobody touches listens and does nothing else; put away, nothing at all."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.conftest import NewPhone, phones_at
from e2e.idleness import (
    STREAM,
    WATCH,
    Beat,
    Seen,
    asked,
    begin,
    pass_seconds,
    seen,
    stand_still,
)
from e2e.journeys import Device
from e2e.visited import Visited
from tests.counts import Counts
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
LEAST = 30_000
"""Milliseconds of the shortest timer that an idle page may begin."""
REST = b": rest\n\n"
RESTS, LASTS = (25, 50), 55
"""Seconds after which a stream says that it is quiet, and after which it ends."""
STREAMS = 30
"""Of the half hour after which the phone locks."""
UNTIL_LOCKED = 180
"""Seconds from then on, at most."""
SECOND, HOUR = 1000, 3600
GRACE = 60
"""Seconds out of sight after which it locks."""


@pytest.fixture(scope="module")
def beat() -> Iterator[Beat]:
    """What the phone hears."""
    beat = Beat()
    yield beat
    beat.end()


@pytest.fixture(scope="module")
def idle(
    practice: Program, visited: Visited, tmp_path_factory: pytest.TempPathFactory, beat: Beat
) -> Iterator[Device]:
    """A phone with a backup, in its journal, touched no more. Its time is the story's."""
    with phones_at(practice, visited, tmp_path_factory.mktemp("idle")) as new_phone:
        phone = new_phone("idle", can_sleep=True)
        phone.line.disturb = beat
        phone.switch_on()
        phone.context.add_init_script(WATCH)
        phone.open()
        phone.begin(PASSPHRASE)
        phone.go_to("settings")
        phone.field("settings.idle").select_option("30")
        phone.write("Before I put it down")
        phone.turn_on_backup(practice.invite())
        phone.go_home()
        phone.wait_backed_up()
        yield phone
        beat.end()


def hear(phone: Device, beat: Beat, word: bytes | None, timers: int) -> None:
    """The stream says this; returns once the page has heard it, and begun so many timers."""
    begun: int = phone.page.evaluate("watched.begun()")
    beat.say(word)
    phone.page.evaluate("(count) => watched.until(count)", begun + timers)


def live_one_stream(phone: Device, beat: Beat) -> None:
    """As long as one lasts, until the first word of the next."""
    passed = 0
    for at in RESTS:
        pass_seconds(phone, at - passed)
        hear(phone, beat, REST, 1)
        passed = at
    pass_seconds(phone, LASTS - passed)
    hear(phone, beat, None, 2)


def locked(phone: Device) -> None:
    """The lock screen stands, and the last of what showed before is gone."""
    phone.field("lock.label").wait_for()
    pass_seconds(phone, 1)


def do_nothing_for_an_hour(phone: Device) -> int:
    """No timer, no request, nothing drawn; gives the milliseconds of the main thread."""
    since, work = begin(phone)
    pass_seconds(phone, HOUR)
    milliseconds, layouts, page = work.milliseconds(), work.layouts(), seen(phone)
    assert page == Seen(running=[], begun=[], frames=0, changes=0, moving=0)
    assert (asked(phone, since), layouts) == ([], 0)
    return milliseconds


def test_a_phone_that_is_left_alone_hurries_at_nothing_locks_itself_and_then_does_nothing(
    idle: Device, beat: Beat, counts: Counts
) -> None:
    _holds_one_stream(idle, beat, counts)
    _locks_itself(idle)
    _waits_for_the_lock_alone_out_of_sight(idle, counts)
    counts.add("stories", 3)


def _holds_one_stream(idle: Device, beat: Beat, counts: Counts) -> None:
    stand_still(idle)
    live_one_stream(idle, beat)
    since, work = begin(idle)
    for _ in range(STREAMS):
        live_one_stream(idle, beat)
    layouts, milliseconds, page = work.layouts(), work.milliseconds(), seen(idle)
    requests = asked(idle, since)
    assert requests == [STREAM] * STREAMS
    assert min(page.begun) >= LEAST
    # One looks whether the stream has fallen silent, one whether it is time to lock.
    assert len(page.running) == 2
    assert (page.frames, page.changes, page.moving, layouts) == (0, 0, 0, 0)
    counts.add("idle minutes", STREAMS * LASTS // 60)
    counts.add("idle streams", requests.count(STREAM))
    counts.add("idle requests", len(requests) - requests.count(STREAM))
    counts.add("idle timers", len(page.begun))
    counts.add("idle milliseconds", milliseconds)


def _locks_itself(idle: Device) -> None:
    _, work = begin(idle)
    pass_seconds(idle, UNTIL_LOCKED)
    locked(idle)
    # What was counted as nothing before is counted.
    assert seen(idle).frames > 0
    assert seen(idle).changes > 0
    assert work.layouts() > 0
    do_nothing_for_an_hour(idle)


def _waits_for_the_lock_alone_out_of_sight(idle: Device, counts: Counts) -> None:
    idle.page.clock.resume()
    # What it asks for as it is unlocked has come once it listens.
    with idle.page.expect_response(lambda answer: STREAM in answer.url):
        idle.unlock(PASSPHRASE)
    idle.wait_backed_up()
    stand_still(idle)
    with idle.page.expect_response(lambda answer: "/api/log" in answer.url):
        idle.put_away()
    pass_seconds(idle, 1)
    since, work = begin(idle)
    pass_seconds(idle, GRACE - 2)
    layouts, page = work.layouts(), seen(idle)
    assert page == Seen(running=[GRACE * 1000], begun=[], frames=0, changes=0, moving=0)
    assert (asked(idle, since), layouts) == ([], 0)
    pass_seconds(idle, 2)
    locked(idle)
    counts.add("hidden minutes", HOUR // 60)
    counts.add("hidden milliseconds", do_nothing_for_an_hour(idle))


def test_a_breath_that_nobody_sees_rests_and_goes_on_in_sight(new_phone: NewPhone) -> None:
    phone = new_phone(can_sleep=True)
    phone.switch_on()
    phone.context.add_init_script(WATCH)
    phone.open()
    phone.settle("breathing")
    phone.page.locator(".way").first.click()
    word = phone.page.locator(".breath-word")
    expect(word).to_have_text(phone.words["breath.in"])
    stand_still(phone)
    phone.put_away()
    pass_seconds(phone, 1)
    since, _ = begin(phone)
    pass_seconds(phone, HOUR)
    assert seen(phone) == Seen(running=[], begun=[], frames=0, changes=0, moving=0)
    assert asked(phone, since) == []
    phone.take_up()
    pass_seconds(phone, phone.words.settling["breathing"]["paces"][0]["in"])
    assert min(seen(phone).begun) <= SECOND
    expect(word).to_be_visible()
