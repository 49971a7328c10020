"""Tags of one's own on every entry, and a list of only some of them."""

from playwright.sync_api import expect

from e2e.journeys import Device
from e2e.today import add_tag, keep_moment, read, show_only, take_tag_off

PASSPHRASE = "otter lantern quiet harbour"


def test_tags_are_ones_own_put_on_and_taken_off_and_searched(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    page = phone.write("Soup, bread, the radio low.")
    moment = keep_moment(phone, "towards", "others", who="Ana")
    read(phone, page)
    add_tag(phone, "slow evening")
    read(phone, moment)
    phone.page.get_by_text(phone.words["tags.add"], exact=True).click()
    phone.page.get_by_role("button", name="slow evening", exact=True).click()
    add_tag(phone, "kitchen")
    phone.go_home()
    expect(phone.page.locator(f"[data-entry='{moment}']")).to_contain_text(
        "#kitchen · #slow evening"
    )
    phone.search("slow even")
    found = phone.page.locator("[data-entry]")
    expect(found).to_have_count(2)
    read(phone, page)
    take_tag_off(phone, "slow evening")
    expect(phone.page.get_by_text(phone.words["tags.add"], exact=True)).to_be_focused()
    phone.search("slow even")
    expect(found).to_have_count(1)
    read(phone, moment)
    # Faster than the first of them is kept, and than the page is drawn anew.
    phone.page.locator(".tag-line > .chips button").evaluate_all(
        "chips => chips.forEach((chip) => chip.click())"
    )
    phone.go_home()
    expect(phone.page.locator(f"[data-entry='{moment}']")).not_to_contain_text("#")


def test_only_some_kinds_and_tags_show_until_the_journal_is_locked(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Soup, bread, the radio low.")
    phone.go_home()
    expect(phone.page.get_by_text(phone.words["filter.title"])).to_have_count(0)
    home = keep_moment(phone, "towards", "others", who="Ana", words="A seat kept free.")
    away = keep_moment(phone, "away", "world", who="the office")
    read(phone, home)
    add_tag(phone, "home")
    phone.go_home()
    listed = phone.page.locator("[data-entry]")
    expect(listed).to_have_count(3)
    show_only(phone, phone.words["kind.moment"])
    expect(listed).to_have_count(2)
    show_only(phone, "home")
    expect(listed).to_have_count(1)
    phone.page.locator(f"[data-entry='{home}']").click()
    phone.page.locator("main.entry").wait_for()
    phone.go_home()
    expect(listed).to_have_count(1)
    expect(phone.page.get_by_text("Only: Moment · home")).to_be_visible()
    phone.lock()
    phone.unlock(PASSPHRASE)
    phone.go_home()
    expect(listed).to_have_count(3)
    phone.go_to("search")
    show_only(phone, phone.words["kind.moment"])
    expect(listed).to_have_count(2)
    phone.field("search.label").fill("office")
    expect(listed).to_have_count(1)
    expect(phone.page.locator(f"[data-entry='{away}'] mark")).to_have_text("office")


def test_the_place_in_a_long_list_of_some_is_kept_while_one_reads(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    for day in range(1, 10):
        phone.write(f"A longer page of day {day}. " * 12, day=f"2026-10-{day:02}")
    keep_moment(phone, "towards", "self")
    phone.go_home()
    show_only(phone, phone.words["kind.entry"])
    last = phone.page.locator("[data-day='2026-10-02'] [data-entry]")
    phone.scrolled_to(last).scroll_into_view_if_needed()
    before = phone.page.evaluate("scrollY")
    assert before > 0
    last.click()
    phone.page.locator("main.entry").wait_for()
    phone.page.go_back()
    last.wait_for()
    expect(last).to_be_in_viewport()
    phone.page.wait_for_function("(at) => Math.abs(scrollY - at) < 4", arg=before)
    expect(phone.page.locator("[data-kind='moment']")).to_have_count(0)
