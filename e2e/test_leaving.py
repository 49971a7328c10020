"""A journal leaves with everything in it, is read without us, and comes back somewhere else."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e import leaving
from e2e.conftest import NewPhone
from e2e.journeys import Device

PASSPHRASE = "otter lantern quiet harbour"
OTHERS = "copper meadow winter violin"
OPEN = Path(sys.executable).parent / "small-moments-protocol"


@pytest.fixture
def written(phone: Device) -> Device:
    """A phone with a page of a past day, a changed one, and one in the trash."""
    phone.begin(PASSPHRASE)
    phone.write("On a past day", day="2026-02-03")
    changed = phone.write("At first like this")
    phone.edit(changed, "Later like this, with a café")
    gone = phone.write("Put into the <b>trash</b>")
    phone.delete(gone)
    return phone


def test_a_journal_leaves_sealed_and_comes_back_on_a_fresh_browser(
    written: Device, new_phone: NewPhone, tmp_path: Path
) -> None:
    before = written.entries()
    written.go_offline()
    file = leaving.take(written, "sealed", tmp_path / "moments.sealed")
    assert b"caf" not in file.read_bytes()
    written.switch_off()

    fresh = new_phone("fresh")
    fresh.open()
    fresh.begin(OTHERS)
    fresh.go_offline()
    leaving.visit(fresh, "bring")
    leaving.look(fresh, file, OTHERS)
    expect(fresh.page.get_by_text(fresh.words["bring.refused.passphrase"])).to_be_visible()
    fresh.field("bring.passphrase").fill(PASSPHRASE)
    fresh.press("bring.look")
    leaving.bring(fresh)
    fresh.press("bring.open")
    fresh.lists(*before)

    fresh.restart()
    fresh.unlock(OTHERS)
    fresh.lists(*before)
    fresh.go_to("trash")
    expect(fresh.page.locator("[data-trashed]", has_text="<b>trash</b>")).to_be_visible()

    leaving.visit(fresh, "bring")
    leaving.look(fresh, file, PASSPHRASE)
    expect(fresh.page.get_by_text(fresh.words["bring.nothing"])).to_be_visible()


def test_the_reader_opens_the_sealed_file_from_a_disk_with_the_network_off(
    written: Device, tmp_path: Path
) -> None:
    file = leaving.take(written, "sealed", tmp_path / "moments.sealed")
    with written.page.expect_download() as saved:
        written.press("take.reader")
    reader = tmp_path / "moments-reader.html"
    saved.value.save_as(reader)

    written.go_offline()
    page = written.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reader.as_uri())
    page.get_by_label(written.words["reader.file"]).set_input_files(file)
    page.get_by_label(written.words["reader.passphrase"]).fill("not these words")
    page.get_by_role("button", name=written.words["reader.open"]).click()
    expect(page.get_by_text(written.words["reader.wrong"])).to_be_visible()
    page.get_by_label(written.words["reader.passphrase"]).fill(PASSPHRASE)
    page.get_by_role("button", name=written.words["reader.open"]).click()
    expect(page.locator(".words")).to_have_text(
        ["On a past day", "Later like this, with a café", "Put into the <b>trash</b>"]
    )
    with page.expect_download() as text:
        page.get_by_role("button", name=written.words["reader.save"]).click()
    assert "Later like this, with a café" in text.value.path().read_text("utf-8")
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []


def test_the_protocol_s_own_program_opens_the_sealed_file(written: Device, tmp_path: Path) -> None:
    file = leaving.take(written, "sealed", tmp_path / "moments.sealed")
    said = subprocess.run(
        [OPEN, "open", file],
        input=f"{PASSPHRASE}\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert said.returncode == 0, said.stderr
    assert "2026-02-03" in said.stdout
    assert "Later like this, with a café" in said.stdout
    assert "At first like this" not in said.stdout


def test_a_readable_copy_holds_every_page_as_text_as_data_and_as_a_page_without_script(
    written: Device, tmp_path: Path
) -> None:
    file = leaving.take(written, "readable", tmp_path / "moments.zip")
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        texts = {name: packed.read(name).decode("utf-8") for name in packed.namelist()}
    pages = [text for name, text in texts.items() if name.startswith("entries/2026-02-03-entry-")]
    assert len(pages) == 1
    assert pages[0].startswith("---\nday: 2026-02-03\nkind: entry\n")
    assert pages[0].endswith("\n---\n\nOn a past day\n")
    records = json.loads(texts["records.json"])["records"]
    assert "At first like this" in json.dumps(records)
    assert {record["kind"] for record in records} == {"entry"}
    index = tmp_path / "index.html"
    index.write_text(texts["index.html"], "utf-8")
    assert "<script" not in texts["index.html"]
    written.go_offline()
    page = written.context.new_page()
    page.goto(index.as_uri())
    expect(page.locator(".words")).to_have_text(
        ["On a past day", "Later like this, with a café", "Put into the <b>trash</b>"]
    )


def test_c20_nothing_leaves_before_the_passphrase_was_given(written: Device) -> None:
    leaving.visit(written, "take")
    for form in ("sealed", "readable"):
        leaving.make(written, form, "not these words at all")
        expect(written.page.get_by_text(written.words["take.refused.passphrase"])).to_be_visible()
        expect(leaving.made(written, form)).to_have_count(0)
        leaving.visit(written, "take")


def test_words_of_another_app_come_in_once_after_a_yes(phone: Device, tmp_path: Path) -> None:
    entries = [
        {"uuid": "A1", "creationDate": "2024-03-02T20:00:00Z", "text": "From Day One\\."},
        {"uuid": "A2", "creationDate": "2024-03-05T20:00:00Z", "text": "And another"},
    ]
    day_one = tmp_path / "day-one.zip"
    with zipfile.ZipFile(day_one, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Journal.json", json.dumps({"metadata": {}, "entries": entries}))
        packed.writestr("photos/a.jpeg", bytes(2_000))
    phone.begin(PASSPHRASE)
    phone.write("My own")
    leaving.visit(phone, "bring")
    leaving.choose(phone, day_one)
    expect(phone.page.locator("[data-held='day-one']")).to_contain_text("2")
    phone.press("bring.leave")
    phone.lists("My own")

    leaving.visit(phone, "bring")
    leaving.choose(phone, day_one)
    leaving.bring(phone)
    phone.lists("My own", "And another", "From Day One.")
    leaving.visit(phone, "bring")
    leaving.choose(phone, day_one)
    expect(phone.page.get_by_text(phone.words["bring.nothing"])).to_be_visible()


def test_a_file_that_does_not_fit_is_named_and_changes_nothing(
    phone: Device, tmp_path: Path
) -> None:
    phone.begin(PASSPHRASE)
    phone.write("My own")
    leaving.visit(phone, "bring")
    wrong = {
        "picture.jpg": (b"\xff\xd8\xff\xe0" + bytes(50), "unknown"),
        "notes.md": (b"No date anywhere", "undated"),
        "torn.zip": (b"PK\x03\x04" + bytes(9), "unknown"),
        "empty.json": (b'{"entries": []}', "empty"),
        "newer.sealed": (b"\x03moments-archive" + bytes(90), "newer"),
        "cut.sealed": (b"\x01moments-archive" + bytes(20), "damaged"),
    }
    for name, (data, cause) in wrong.items():
        file = tmp_path / name
        file.write_bytes(data)
        leaving.choose(phone, file)
        if name.endswith(".sealed"):
            phone.field("bring.passphrase").fill(PASSPHRASE)
            phone.press("bring.look")
        expect(phone.page.get_by_text(phone.words[f"bring.refused.{cause}"])).to_be_visible()
    phone.lists("My own")
