"""A server that lies to a phone: no word is lost, it is said calmly, and the truth heals it."""

from collections.abc import Iterator

import pytest

from e2e import lies
from e2e.conftest import NewPhone, phones_at
from e2e.journeys import Device, RefusedError
from e2e.line import Disturbance, undisturbed
from e2e.visited import Visited
from tests.counts import Counts, attacks_cited
from tests.program import Program
from tests.server.person import Person

PASSPHRASE = "otter lantern quiet harbour"
OTHER = "copper meadow winter violin"
DAYS = {name: f"2026-01-{at + 1:02}" for at, name in enumerate(lies.LIES)}
"""The newest day stands first: what a story writes is in sight."""
Pair = tuple[Device, Device, str]


@pytest.fixture(scope="module")
def pair(
    practice: Program, visited: Visited, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    """One phone, another that is lied to, and the kit; the same for all stories of this file."""
    with phones_at(practice, visited, tmp_path_factory.mktemp("phones")) as new_phone:
        one, two = new_phone("one"), new_phone("two")
        one.open()
        one.begin(PASSPHRASE)
        one.write("Before any lie", day="2025-12-31")
        kit = one.turn_on_backup(practice.invite())
        one.wait_backed_up()
        two.open()
        two.join(kit, PASSPHRASE)
        two.lists("Before any lie")
        one.wait_backed_up()
        yield one, two, kit


@pytest.mark.parametrize("name", lies.LIES)
def test_of_a_lie_nothing_shows_and_the_truth_heals_it(
    pair: Pair, counts: Counts, name: str
) -> None:
    one, two, _ = pair
    lie = lies.LIES[name]
    mine, first, second = (f"{what} {name}" for what in ("Mine,", "First ahead,", "Second ahead,"))
    two.wait_backed_up()
    two.go_offline()
    for text in (first, second):
        one.write(text, day=DAYS[name])
        one.wait_backed_up()
    two.line.disturb = lie.disturb
    two.go_online()
    two.write(mine, day=DAYS[name])
    two.wait_save_state("behind")
    said = two.page.get_by_text(two.words["notice.tampered"])
    if lie.notice is not None:
        said.wait_for()
    assert said.count() == (lie.notice is not None)
    assert two.search(name) == [mine]

    two.line.disturb = undisturbed
    two.put_away()
    two.take_up()
    for device in pair[:2]:
        device.sees(first, second, mine)
    two.wait_backed_up()
    if lie.notice is not None:
        notice = two.page.locator(".notice", has=said)
        notice.get_by_role("button", name=two.words["notice.dismiss"]).click()
    _count(counts, name)
    counts.add("stories", 1)


@pytest.mark.parametrize(
    ("name", "disturb"),
    [
        ("A6 a key that the server knows", lies.a_known_key),
        ("A7 somebody else's journal", lies.another_journal(Person(7))),
    ],
)
def test_a_lie_to_a_phone_that_joins_is_refused_and_it_joins_by_the_truth(
    pair: Pair, new_phone: NewPhone, counts: Counts, name: str, disturb: Disturbance
) -> None:
    one, _, kit = pair
    three = new_phone("three")
    three.open()
    three.begin(OTHER)
    three.write(f"Mine, {name}")
    three.line.disturb = disturb
    with pytest.raises(RefusedError) as refused:
        three.join(kit, PASSPHRASE)
    assert str(refused.value) == three.words["join.refused.tampered"]
    assert three.entries() == [f"Mine, {name}"]

    three.line.disturb = undisturbed
    three.join(kit, PASSPHRASE)
    assert three.search("before any lie") == ["Before any lie"]
    for device in (three, one):
        device.sees(f"Mine, {name}")
    _count(counts, name)


def _count(counts: Counts, name: str) -> None:
    (number,) = attacks_cited(f"[{name}]")
    counts.add(f"hostile {number}", 1)
