"""A portal, a line that repeats and a line that breaks: no word is lost or doubled."""

from collections import Counter

import pytest

from e2e import database
from e2e.conftest import NewPhone
from e2e.journeys import Device, RefusedError
from e2e.line import undisturbed
from tests.network.faults import Fault, answered, lost, on_gets, torn_within
from tests.network.orders import replayed
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
PORTAL: dict[str, Fault] = {
    "it redirects": answered(302, Location="http://portal.invalid/"),
    "its page is everywhere": answered(200),
    "it wants a sign-in": answered(511),
    "it is gone": lost,
}


def test_a27_a_portal_in_place_of_everything_is_as_good_as_offline(
    phone: Device, practice: Program
) -> None:
    phone.begin(PASSPHRASE)
    written = ["Before the hotel"]
    phone.write(written[0])
    phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    for stage, fault in PORTAL.items():
        phone.line.disturb = lambda request, _, fault=fault: fault(request)
        phone.restart()
        phone.unlock(PASSPHRASE)
        written.append(f"At the hotel: {stage}")
        phone.write(written[-1])
        phone.wait_save_state("waiting", "behind")
        phone.lists(*written)
    phone.line.disturb = undisturbed
    phone.restart()
    phone.unlock(PASSPHRASE)
    phone.wait_backed_up()
    phone.lists(*written)


def test_pushes_that_arrive_again_and_again_are_taken_once(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    before = len(database.links(practice.data))
    one.line.disturb = replayed()
    written = [f"Sent more than once, page {page}" for page in (1, 2, 3)]
    for text in written:
        one.write(text)
        one.wait_backed_up()
    pushes = Counter(request.path for request in one.line.requests if request.method == "POST")
    assert pushes["/api/log"] >= len(written)
    assert len(database.links(practice.data)) == before + len(written)
    two.open()
    two.join(kit, PASSPHRASE)
    two.lists(*written)
    one.lists(*written)


def test_a_line_that_breaks_within_a_pull_shows_no_half_of_it(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two, three = new_phone("one"), new_phone("two"), new_phone("three")
    one.open()
    one.begin(PASSPHRASE)
    one.write("On both from the beginning")
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)
    two.lock()
    one.write("Broken on its way")
    one.wait_backed_up()

    two.line.disturb = on_gets(torn_within)
    two.restart()
    two.unlock(PASSPHRASE)
    two.write("Writing goes on")
    two.wait_save_state("waiting")
    two.lists("On both from the beginning", "Writing goes on")
    three.line.disturb = on_gets(torn_within)
    three.open()
    with pytest.raises(RefusedError) as refused:
        three.join(kit, PASSPHRASE)
    assert str(refused.value) == three.words["join.refused.unreachable"]

    for device in (two, three):
        device.line.disturb = undisturbed
    two.restart()
    two.unlock(PASSPHRASE)
    two.wait_backed_up()
    three.join(kit, PASSPHRASE)
    for device in (two, three):
        device.lists("On both from the beginning", "Broken on its way", "Writing goes on")
