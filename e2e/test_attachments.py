"""Photos and a voice with an entry: offline, through a lock and a kill, out, on another phone."""

import io
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from e2e import attaching, axe, leaving
from e2e.conftest import EVERYWHERE, NewPhone
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


def test_what_is_kept_of_a_photo_is_upright_smaller_and_tells_of_no_place_or_camera(
    new_phone: NewPhone, tmp_path: Path
) -> None:
    one = new_phone("one")
    taken = attaching.photo(tmp_path / "taken.jpg")
    assert taken.read_bytes().count(attaching.PLACE) >= 3
    one.open()
    one.begin(PASSPHRASE)
    one.go_offline()
    one.compose("At the sea")
    attaching.add_photos(one, taken)
    one.done()
    copy = leaving.take(one, "readable", tmp_path / "copy.zip")
    with zipfile.ZipFile(copy) as files:
        (name,) = [name for name in files.namelist() if name.startswith("attachments/")]
        kept = files.read(name)
    assert attaching.PLACE not in kept
    assert b"Exif" not in kept
    assert b"EXIF" not in kept
    assert b"xmpmeta" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert picture.size == (2048, 1365)
        above, below = (
            picture.convert("RGB").getpixel((9, 9)),
            picture.convert("RGB").getpixel((9, 1355)),
        )
    for found, wanted in ((above, attaching.SKY), (below, attaching.SEA)):
        assert isinstance(found, tuple)
        assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) < 12


def test_a_page_with_photos_and_a_voice_survives_a_kill_and_a_lock_and_shows_nothing_locked(
    new_phone: NewPhone, tmp_path: Path
) -> None:
    one = new_phone("one", hears=True)
    one.open()
    one.begin(PASSPHRASE)
    one.go_offline()
    one.compose("At the sea")
    attaching.add_photos(one, attaching.photo(tmp_path / "taken.jpg"))
    attaching.record(one)
    one.field("write.label").press_sequentially(", and we went on writing", delay=40)
    one.kill()
    one.open()
    one.unlock(PASSPHRASE)
    one.page.locator(".left-open button, [data-draft]").first.click()
    expect(attaching.thumbs(one, "photo").locator("img")).to_have_count(1)
    expect(attaching.thumbs(one, "voice")).to_have_count(1)
    one.done()
    entry = one.page.locator("[data-entry]").first
    expect(entry).to_contain_text(one.words["attach.line.photo"])
    entry.click()
    assert attaching.width_of(attaching.photos(one)) == 2048
    assert axe.violations(one.page) == []
    address = attaching.photos(one).get_attribute("src")
    one.lock()
    expect(one.page.locator("img[src^='blob:'], audio")).to_have_count(0)
    gone = """(address) => new Promise((done) => {
      const one = new Image();
      one.onload = () => done(false);
      one.onerror = () => done(true);
      one.src = address;
    })"""
    assert one.page.evaluate(gone, arg=address)


@EVERYWHERE
def test_what_was_attached_offline_comes_whole_to_the_other_phone(
    new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    one, two = new_phone("one", hears=True), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)
    one.go_offline()
    one.compose("At the sea")
    attaching.add_photos(
        one, *(attaching.photo(tmp_path / name) for name in ("one.jpg", "two.jpg"))
    )
    attaching.record(one)
    one.done()
    one.go_online()
    one.wait_backed_up()

    two.restart()
    two.unlock(PASSPHRASE)
    two.sees("At the sea")
    two.page.locator("[data-entry]").first.click()
    expect(attaching.photos(two)).to_have_count(2)
    assert attaching.width_of(attaching.photos(two).first) == 320
    attaching.photos(two).first.click()
    # The preview stands there until the whole has come.
    two.until("document.querySelector('.attached-large img')?.naturalWidth === 2048")
    two.press("attach.close")
    two.press("attach.fetch")
    two.press("attach.play")
    two.until("document.querySelector('audio')?.currentTime > 0.3")
