"""The clocks of the phones: no day begins and none ends while a story is told."""

from datetime import UTC, datetime

from e2e import browser
from e2e.journeys import Device

DAY = "new Intl.DateTimeFormat('sv').format()"
"""YYYY-MM-DD, as that language writes it."""
HOUR = """([timeZone, at]) =>
  new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format(at)"""


def test_on_every_phone_it_is_past_noon_whenever_stories_are_told(phone: Device) -> None:
    for hour in range(24):
        now = datetime(2026, 11, 25, hour, 30, tzinfo=UTC)
        said = phone.page.evaluate(HOUR, [browser.zone_of_noon(now), now.timestamp() * 1000])
        assert said == "12"
    assert phone.page.evaluate("new Date().getHours()") in {12, 13}
    assert phone.page.evaluate(DAY) == browser.today().isoformat()
