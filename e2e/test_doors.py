"""[C21] The ladder of doors: what each ends, what stays, and whether it can be undone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e import database, leaving
from e2e.conftest import NewPhone
from e2e.journeys import Device
from e2e.words import LANGUAGES
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
DOORS = ("lock", "out", "forget", "everywhere", "erase")
ROWS = """async () => {
  const asked = indexedDB.open("moments");
  const database = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  let rows = 0;
  for (const table of database.objectStoreNames) {
    const count = database.transaction(table).objectStore(table).count();
    rows += await new Promise((done) => { count.onsuccess = () => done(count.result); });
  }
  database.close();
  return rows;
}"""


def _sessions(data: Path) -> int:
    with closing(sqlite3.connect(database.file_in(data))) as connection:
        return connection.execute("SELECT count(*) FROM session").fetchone()[0]


def _open_doors(phone: Device) -> None:
    phone.go_to("settings")
    phone.press("doors.title")
    phone.page.get_by_role("heading", name=phone.words["doors.title"], level=1).wait_for()


def _said(phone: Device, word: str) -> None:
    expect(phone.page.get_by_text(phone.words[word], exact=True)).to_be_visible()


def _backed_up(phone: Device, practice: Program) -> str:
    phone.open()
    phone.begin(PASSPHRASE)
    phone.write("A page to keep")
    kit = phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    return kit


@pytest.mark.parametrize("language", LANGUAGES)
def test_c21_each_door_says_what_stays_what_goes_and_whether_it_can_be_undone(
    new_phone: NewPhone, practice: Program, language: str
) -> None:
    phone = new_phone(language=language)
    _backed_up(phone, practice)
    _open_doors(phone)
    for door in DOORS:
        part = phone.page.locator(f"[data-door={door}]")
        for fact in ("stays", "goes", "undone"):
            expect(part).to_contain_text(phone.words[f"doors.{door}.{fact}"])
    phone.press("doors.lock.go")
    expect(phone.field("lock.label")).to_be_visible()


def test_c21_signed_out_here_the_session_is_gone_and_writing_goes_on(
    new_phone: NewPhone, practice: Program
) -> None:
    phone = new_phone()
    _backed_up(phone, practice)
    before = _sessions(practice.data)
    _open_doors(phone)
    phone.press("doors.out.go")
    _said(phone, "doors.out.done")
    assert _sessions(practice.data) == before - 1
    phone.write("Written while signed out")
    phone.wait_save_state("saved-here")
    phone.restart()
    phone.unlock(PASSPHRASE)
    phone.wait_save_state("saved-here")
    assert _sessions(practice.data) == before - 1
    phone.go_to("backup")
    phone.press("doors.out.back")
    phone.wait_backed_up()


def test_c21_signed_out_everywhere_each_session_ends_and_words_and_keys_stay(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    kit = _backed_up(one, practice)
    two.open()
    two.join(kit, PASSPHRASE)
    two.lock()
    _open_doors(one)
    one.press("doors.everywhere.go")
    _said(one, "doors.everywhere.done")
    one.go_home()
    one.wait_save_state("saved-here")
    two.unlock(PASSPHRASE)
    two.write("From the other one")
    two.wait_backed_up()
    _open_doors(one)
    one.press("doors.out.back")
    one.sees("From the other one")


def test_c21_the_erased_account_is_gone_from_the_servers_files_at_once(
    new_phone: NewPhone, practice: Program
) -> None:
    phone = new_phone()
    others = set(database.bodies(practice.data))
    before = _sessions(practice.data)
    _backed_up(phone, practice)
    ours = [body for body in database.bodies(practice.data) if body not in others]
    assert ours
    assert all(database.holding(practice.data, body[12:60]) for body in ours)
    _open_doors(phone)
    phone.press("doors.erase.go")
    expect(phone.page.locator("[data-door=erase]")).to_contain_text("30")  # backup_days
    phone.field("doors.erase.passphrase").fill("not these words at all")
    phone.press("doors.erase.sure")
    _said(phone, "doors.passphrase")
    assert set(ours) <= set(database.bodies(practice.data))
    phone.field("doors.erase.passphrase").fill(PASSPHRASE)
    phone.press("doors.erase.sure")
    _said(phone, "doors.erase.done")
    assert [name for body in ours for name in database.holding(practice.data, body[12:60])] == []
    assert _sessions(practice.data) == before
    phone.lists("A page to keep")
    phone.wait_save_state("saved-here")
    phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()


def test_c21_forgotten_here_what_is_not_backed_up_is_counted_first_and_a_copy_offered(
    new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    phone = new_phone()
    kit = _backed_up(phone, practice)
    phone.go_offline()
    phone.write("Only here")
    _open_doors(phone)
    phone.press("doors.forget.go")
    expect(phone.page.get_by_text(phone.words.say("doors.only-here.one", count=1))).to_be_visible()
    part = phone.page.locator("[data-door=forget]")
    part.get_by_role("button", name=phone.words["take.title"]).click()
    assert "Only here" in leaving.readable(phone, tmp_path / "copy.zip")
    phone.lists("A page to keep", "Only here")
    phone.go_online()
    phone.wait_backed_up()
    _open_doors(phone)
    phone.press("doors.forget.go")
    _said(phone, "doors.only-here.none")
    with phone.page.expect_navigation():
        phone.press("doors.forget.sure")
    expect(phone.page.locator("main.welcome")).to_be_visible()
    assert phone.page.evaluate(ROWS) == 0
    phone.join(kit, PASSPHRASE)
    phone.lists("A page to keep", "Only here")


def test_c21_without_backup_only_the_doors_that_there_are_show(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page")
    _open_doors(phone)
    _said(phone, "doors.no-account")
    expect(phone.page.locator("[data-door]")).to_have_count(2)
    phone.press("doors.forget.go")
    _said(phone, "doors.only-here.no-kit")
    phone.press("doors.forget.sure")
    expect(phone.page.locator("main.welcome")).to_be_visible()
