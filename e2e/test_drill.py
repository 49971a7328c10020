"""[C23] Once a year it is offered to find the kit, and the sheet where there is one."""

from playwright.sync_api import expect

from e2e import keys, today, work
from e2e.conftest import NewPhone
from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
LATER = """globalThis.Date = class extends Date {
  static now() { return super.now() + %d * 86_400_000; }
  constructor(...said) { super(...(said.length > 0 ? said : [Date.now()])); }
};"""
"""So many days more on a page that is opened from then on. Its timers go as they did."""


def _days_later(phone: Device, days: int) -> None:
    phone.go_home()
    phone.wait_backed_up()
    phone.context.add_init_script(LATER % days)
    phone.open("/")
    phone.unlock(PASSPHRASE)
    today.today(phone).wait_for()


def test_c23_once_a_year_a_drill_is_offered_that_asks_for_a_part_of_each_paper(
    new_phone: NewPhone, practice: Program
) -> None:
    phone = new_phone()
    phone.open()
    phone.begin(PASSPHRASE)
    kit = phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    keys.look(phone)
    sheet = keys.make_sheet(phone)
    asked = phone.words["drill.offer"]
    today.go_today(phone)
    work.nothing_offered(phone)

    _days_later(phone, 365)
    work.offered(phone, asked)
    phone.press("drill.offer.later")
    work.nothing_offered(phone)
    _days_later(phone, 30)
    work.offered(phone, asked)

    phone.press("drill.offer.look")
    keys.type_back(phone, "kit", "AAAAA " * 12)
    expect(phone.page.get_by_text(phone.words["kit.ask.wrong"])).to_be_visible()
    keys.type_back(phone, "kit", kit.lower())
    expect(phone.page.locator("[data-found='kit']")).to_be_visible()
    keys.type_back(phone, "sheet", sheet)
    expect(phone.page.get_by_text(phone.words["drill.done"])).to_be_visible()
    today.go_today(phone)
    work.nothing_offered(phone)

    _days_later(phone, 365)
    work.offered(phone, asked)
    phone.press("drill.offer.never")
    expect(phone.page.get_by_text(phone.words["drill.offer.refused"])).to_be_visible()
    work.nothing_offered(phone)
