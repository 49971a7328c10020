"""Time: a note for later, looking back by consent, the long view."""

from playwright.sync_api import expect

from e2e import today, work
from e2e.conftest import NewPhone
from e2e.journeys import Device

PASSPHRASE = "otter lantern quiet harbour"
HARBOUR = "Remember the harbour, and that it was calm"


def test_a_note_for_later_shows_nowhere_until_its_day_and_is_offered_once(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(can_sleep=True)
    phone.open()
    phone.begin(PASSPHRASE)
    work.visit(phone, "/later")
    phone.press("work.later.new")
    phone.field("work.later.words").fill(HARBOUR)
    phone.field("work.later.opens").fill(work.days_ago(-7))
    work.finish(phone)
    expect(phone.page.get_by_text(phone.words.pattern("work.later.closed.until"))).to_be_visible()
    expect(phone.page.get_by_text(HARBOUR)).to_have_count(0)
    phone.go_home()
    line = phone.page.locator("[data-entry]")
    expect(line).to_contain_text(phone.words["work.later.closed"])
    expect(line).not_to_contain_text("harbour")
    assert phone.search("harbour") == []
    phone.go_home()
    line.click()
    expect(phone.page.get_by_role("button", name=phone.words["work.later.open"])).to_be_visible()
    expect(phone.page.get_by_text(HARBOUR)).to_have_count(0)
    expect(phone.page.get_by_role("button", name=phone.words["entry.edit"])).to_have_count(0)
    today.go_today(phone)
    work.nothing_offered(phone)

    work.pass_days(phone, 7)
    work.offered(phone, phone.words["work.today.later"])
    expect(phone.page.get_by_text(HARBOUR)).to_have_count(0)
    phone.press("work.today.later.leave")
    work.nothing_offered(phone)
    work.pass_days(phone, 1)
    work.nothing_offered(phone)

    work.visit(phone, "/later")
    phone.press("work.later.open")
    expect(phone.page.get_by_role("article")).to_have_text(HARBOUR)
    assert phone.search("harbour") == [HARBOUR]


def test_c10_looking_back_is_asked_first_and_quotes_nothing(new_phone: NewPhone) -> None:
    phone = new_phone(can_sleep=True)
    phone.open()
    phone.begin(PASSPHRASE)
    phone.write("The hour at the station", day=work.days_ago(366))
    today.go_today(phone)
    asked = phone.words.say("work.recall.ask", when=phone.words["work.recall.year"])
    work.offered(phone, asked)
    expect(phone.page.get_by_text("station")).to_have_count(0)
    sizes = {
        (box["height"], phone.page.get_by_role("button", name=name).get_attribute("class"))
        for name in (phone.words[f"work.recall.{answer}"] for answer in ("see", "later", "never"))
        if (box := phone.page.get_by_role("button", name=name, exact=True).bounding_box())
    }
    assert len(sizes) == 1  # of equal weight

    phone.press("work.recall.later")
    work.nothing_offered(phone)
    work.pass_days(phone, 20)
    work.nothing_offered(phone)
    work.pass_days(phone, 1)
    work.offered(phone, asked)
    phone.press("work.recall.see")
    expect(phone.page.get_by_role("article")).to_have_text("The hour at the station")
    phone.press("work.recall.away")
    expect(today.today(phone)).to_be_visible()
    work.nothing_offered(phone)


def test_c10_never_is_for_good_and_can_be_for_all(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("The hour at the station", day=work.days_ago(366))
    phone.write("Rain on the roof", day=work.days_ago(372))
    today.go_today(phone)
    work.offered(phone, phone.words["work.recall.see"])
    phone.press("work.recall.never")
    work.offered(phone, phone.words["work.recall.never.one"])
    phone.restart()
    phone.unlock(PASSPHRASE)
    work.offered(phone, phone.words["work.recall.see"])
    phone.press("work.recall.see")
    expect(phone.page.get_by_role("article")).to_have_text("Rain on the roof")
    phone.press("work.recall.never")
    expect(today.today(phone)).to_be_visible()
    phone.restart()
    phone.unlock(PASSPHRASE)
    work.nothing_offered(phone)
    phone.write("One more from then", day=work.days_ago(360))
    assert len(phone.entries()) == 3


def test_c3_the_long_view_shows_months_with_words_all_alike_and_leads_to_them(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    for day in (work.days_ago(0), work.days_ago(1), work.days_ago(95), work.days_ago(190)):
        phone.write(f"Words of {day}", day=day)
    work.visit(phone, "/long-view")
    stones = phone.page.locator("ol button")
    months = {
        day[:7]
        for day in (work.days_ago(0), work.days_ago(1), work.days_ago(95), work.days_ago(190))
    }
    expect(stones).to_have_count(len(months))
    fills = {
        one.evaluate("one => getComputedStyle(one).fill") for one in stones.locator("svg").all()
    }
    assert len(fills) == 1
    stones.last.click()
    expect(work.heading(phone, "journal.title")).to_be_visible()
    expect(phone.page.locator(f"[data-day='{work.days_ago(190)}']")).to_be_focused()
