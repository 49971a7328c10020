"""What a run says of the tests that failed: they are counted by what that means."""

from pathlib import Path

from tests.counts import BROKEN, Counts

ROOT = Path(__file__).parent.parent


def test_a_lie_that_gets_through_and_a_history_that_goes_wrong_are_counted() -> None:
    counts = Counts()
    assert "escapes 0 · violations 0 · losses 0" in counts.lines()
    for place in ("tests/hostile/log.test.ts", "pwa/test/world/soak.test.ts", "e2e/test_phone.py"):
        counts.add_failed(place)
    assert "escapes 1 · violations 1 · losses 0" in counts.lines()


def test_each_of_the_places_is_there() -> None:
    assert [place for place in BROKEN if not [*ROOT.glob(f"{place}*")]] == []
