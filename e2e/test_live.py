"""Open phones follow each other by themselves, and find each other again whatever came between."""

import statistics
import time
from collections.abc import Iterator

import pytest

from e2e.conftest import phones_at
from e2e.disturbances import hold_back
from e2e.journeys import SLOW, Device
from e2e.line import undisturbed
from e2e.visited import Visited
from tests.counts import Counts
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


@pytest.fixture(scope="module")
def joined(
    practice: Program, visited: Visited, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Device, Device]]:
    """Two open phones of one account, the same for the stories of this file."""
    with phones_at(practice, visited, tmp_path_factory.mktemp("phones")) as new_phone:
        one, two = new_phone("one"), new_phone("two", can_sleep=True)
        one.open()
        one.begin(PASSPHRASE)
        one.write("Before")
        kit = one.turn_on_backup(practice.invite())
        one.go_home()
        one.wait_backed_up()
        two.open()
        two.join(kit, PASSPHRASE)
        two.sees("Before")
        yield one, two


@pytest.fixture
def pair(joined: tuple[Device, Device], counts: Counts) -> Iterator[tuple[Device, Device]]:
    """Those phones, each with all that the other has."""
    for phone in joined:
        phone.wait_backed_up()
    yield joined
    counts.add("stories", 1)


def test_an_entry_saved_on_one_shows_on_the_other_without_any_touch(
    pair: tuple[Device, Device],
) -> None:
    one, two = pair
    took: list[float] = []
    for at in range(10):
        one.compose(f"Just now, number {at}")
        begun = time.monotonic()
        one.press("write.done")
        two.sees(f"Just now, number {at}")
        took.append(time.monotonic() - begun)
        one.go_home()
    print(f"from Done to the other phone: {statistics.median(took) * 1000:.0f} ms at the median")
    assert max(took) < SLOW / 1000
    one.wait_backed_up()
    two.wait_backed_up()


def test_the_server_dies_and_comes_back(pair: tuple[Device, Device], practice: Program) -> None:
    one, two = pair
    practice.kill()
    one.write("While it was down")
    one.wait_save_state("waiting")
    practice.start()
    two.sees("While it was down")
    one.wait_backed_up()
    two.write("And after it was back")
    one.sees("And after it was back")


def test_the_network_goes_and_comes_back(pair: tuple[Device, Device]) -> None:
    one, two = pair
    two.go_offline()
    one.write("While two had no network")
    one.wait_backed_up()
    assert "While two had no network" not in two.entries()
    two.go_online()
    two.sees("While two had no network")
    one.write("And after the network was back")
    two.sees("And after the network was back")


def test_a_phone_that_slept_for_an_hour_is_locked_and_has_everything_once_it_is_open(
    pair: tuple[Device, Device],
) -> None:
    one, two = pair
    two.put_away()
    one.write("While two slept")
    one.wait_backed_up()
    two.sleep(60)
    two.take_up()
    two.unlock(PASSPHRASE)
    two.sees("While two slept")
    one.write("And after it slept")
    two.sees("And after it slept")


def test_a_screen_that_slept_a_little_follows_again(pair: tuple[Device, Device]) -> None:
    one, two = pair
    two.sleep(4)
    one.write("After a short sleep")
    two.sees("After a short sleep")


def test_a_proxy_that_holds_the_stream_back_only_makes_it_slower(
    pair: tuple[Device, Device],
) -> None:
    one, two = pair
    two.line.disturb = hold_back
    two.restart()
    two.unlock(PASSPHRASE)
    two.wait_backed_up()
    one.write("Asked for, not heard")
    one.wait_backed_up()
    two.wait_seconds(41)
    two.wait_seconds(30)
    two.sees("Asked for, not heard")
    two.line.disturb = undisturbed
