"""[C12] What the server keeps is shown as it is, beside what it holds, opened on the phone."""

import re
import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from e2e import database
from e2e.journeys import Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


def _open(phone: Device) -> None:
    phone.go_to("about")
    phone.press("about.sees.door")
    title = phone.page.get_by_role("heading", level=1, name=phone.words["sees.title"])
    expect(title).to_be_focused()


def test_each_row_of_the_server_stands_beside_what_it_holds(
    phone: Device, practice: Program
) -> None:
    phone.begin(PASSPHRASE)
    for number in range(12):
        phone.write(f"Page {number} of the heron", day=f"2026-10-{number + 1:02}")
    phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    _open(phone)
    table = phone.page.get_by_role("heading", name="revision", exact=True)
    revisions = phone.page.locator("section", has=table)
    rows = revisions.locator("[data-kept]")
    expect(rows).to_have_count(10)  # the newest; the others when they are asked for
    revisions.get_by_role("button", name=phone.words["sees.more"]).click()
    expect(rows).to_have_count(12)
    expect(rows.first).to_contain_text("Page 11 of the heron")
    expect(rows.first).to_contain_text("12 October 2026")

    with closing(sqlite3.connect(database.file_in(practice.data))) as connection:
        newest = "SELECT position, body FROM revision ORDER BY position DESC LIMIT 1"
        position, body = connection.execute(newest).fetchone()
    expect(rows.first).to_contain_text(str(position))
    sealed = bytes(body).hex(" ")
    expect(rows.first).to_contain_text(sealed[:140])
    expect(rows.first).not_to_contain_text(sealed)
    whole = phone.words.pattern("sees.all")
    rows.first.get_by_role("button", name=whole).last.click()
    expect(rows.first).to_contain_text(sealed)


def test_without_backup_or_without_a_connection_it_is_one_calm_sentence(
    phone: Device, practice: Program
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page")
    _open(phone)
    expect(phone.page.get_by_text(phone.words["sees.off"])).to_be_visible()
    phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    phone.go_offline()
    _open(phone)
    expect(phone.page.get_by_text(phone.words["sees.unreachable"])).to_be_visible()


def test_about_says_the_version_and_the_fingerprint_of_all_files(
    phone: Device, practice: Program
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page")
    phone.go_to("about")
    expected = practice.run("release-hashes").splitlines()[-1]
    shown = phone.page.locator("[data-fingerprint]")
    expect(shown).to_have_text(re.compile(r"^[0-9a-f ]{71}$"))
    assert shown.inner_text().replace(" ", "") == expected
    expect(phone.page.get_by_text(phone.words.pattern("about.version"))).to_be_visible()
