"""Photos and a voice with an entry: offline, through a lock, a kill and a line that breaks; out,
on another phone, and erased."""

import io
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from e2e import attaching, axe, database, disturbances, fit, leaving
from e2e.conftest import EVERYWHERE, NewPhone
from e2e.journeys import SLOW, Device
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
CUTS, LONGEST = 10, 819
"""How often a line breaks; seconds of the longest sound that can be kept."""


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
    (kept,) = attaching.kept_in(copy).values()
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


def test_a_page_that_is_left_keeps_the_photo_that_is_sealed_and_the_voice_that_is_recorded(
    new_phone: NewPhone, tmp_path: Path
) -> None:
    one = new_phone("one", hears=True)
    one.open()
    one.begin(PASSPHRASE)
    taken = attaching.photo(tmp_path / "taken.jpg", (6000, 4000))
    for before, leave in enumerate(("write.done", "place.back")):
        one.compose("")
        attaching.choose_photos(one, taken)
        one.press(leave)
        _have_pages(one, "attach.line.photo", before + 1)
    for before, leave in enumerate(("write.done", "place.back")):
        one.compose("")
        attaching.speak(one)
        one.press(leave)
        _have_pages(one, "attach.line.voice", before + 1)
    expect(one.page.locator("[data-draft]")).to_have_count(0)


def test_what_is_refused_while_a_page_is_finished_is_said_before_it_is_left(
    new_phone: NewPhone, tmp_path: Path
) -> None:
    one = new_phone("one")
    one.open()
    one.begin(PASSPHRASE)
    one.compose("At the sea")
    no_picture = tmp_path / "taken.jpg"
    no_picture.write_bytes(b"no picture")
    large = attaching.photo(tmp_path / "large.jpg", (6000, 4000))
    attaching.choose_photos(one, large, no_picture)
    one.press("write.done")
    expect(one.page.get_by_text(one.words["attach.refused.picture"])).to_be_visible()
    one.done()


def test_with_the_lock_at_once_a_photo_can_be_looked_for_in_another_app_and_that_alone(
    new_phone: NewPhone, tmp_path: Path
) -> None:
    one = new_phone("one", can_sleep=True)
    one.open()
    one.begin(PASSPHRASE)
    _lock_at_once(one)
    one.compose("At the sea")
    with one.page.expect_file_chooser() as chooser:
        one.page.locator(".attach-ways label").first.click()
    one.put_away()
    expect(one.page.locator("body")).to_have_css("opacity", "0")
    one.wait_seconds(4 * 60)
    chooser.value.set_files(attaching.photo(tmp_path / "taken.jpg"))
    one.take_up()
    expect(attaching.thumbs(one, "photo").locator("img")).to_have_count(1, timeout=10_000)
    one.put_away()
    one.take_up()
    one.unlock(PASSPHRASE)
    expect(attaching.thumbs(one, "photo").locator("img")).to_have_count(1, timeout=10_000)

    with one.page.expect_file_chooser():
        one.page.locator(".attach-ways label").first.click()
    one.put_away()
    one.wait_seconds(6 * 60)
    one.take_up()
    one.field("lock.label").wait_for()


def test_with_the_lock_at_once_a_voice_that_is_being_recorded_is_kept_before_it_locks(
    new_phone: NewPhone,
) -> None:
    one = new_phone("one", hears=True)
    one.open()
    one.begin(PASSPHRASE)
    _lock_at_once(one)
    one.compose("At the sea")
    attaching.speak(one)
    one.put_away()
    expect(one.page.locator("body")).to_have_css("opacity", "0")
    one.field("lock.label").wait_for(state="attached")
    one.take_up()
    one.unlock(PASSPHRASE)
    expect(attaching.thumbs(one, "voice")).to_have_count(1)


def _lock_at_once(one: Device) -> None:
    one.go_to("settings")
    one.field("settings.lock").select_option("0")
    one.go_to("settings")
    expect(one.field("settings.lock")).to_have_value("0")  # it is kept, and holds from now on


def _joined(new_phone: NewPhone, practice: Program) -> tuple[Device, Device]:
    """Two phones of one account; the first can record."""
    one, two = new_phone("one", hears=True), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)
    return one, two


@EVERYWHERE
def test_what_was_attached_offline_comes_whole_to_the_other_phone(
    new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    one, two = _joined(new_phone, practice)
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


def test_a_photo_of_25_megabytes_and_a_voice_cut_off_ten_times_are_whole_over_there_then_gone(
    new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    one, two = _joined(new_phone, practice)
    before = _files(practice)
    one.go_offline()
    one.compose("Everything of that day")
    attaching.add_photos(one, attaching.large_photo(tmp_path / "large.jpg"))
    attaching.record(one)
    # As a file it is as large as can be kept: 25 MB in 100 chunks.
    attaching.add_sound(one, attaching.sound(tmp_path / "long.wav", LONGEST))
    one.done()
    _cut_while_sending(one)
    one.wait_backed_up()
    sent = [request for request in one.line.requests if request.method == "PUT"]
    chunks = {request.path for request in sent}
    assert len(chunks) > 100
    # What had arrived was not sent again: each cut repeats the chunk that it hit, by the browser
    # itself too, where a line that was good is dead.
    assert len(sent) <= len(chunks) + 3 * CUTS

    two.restart()
    two.unlock(PASSPHRASE)
    two.sees("Everything of that day")
    _cut_while_fetching(two)
    there = attaching.kept_in(leaving.take(two, "readable", tmp_path / "two.zip"))
    here = attaching.kept_in(leaving.take(one, "readable", tmp_path / "one.zip"))
    assert there == here
    assert sorted(name[-4:] for name in there) == [".wav", "webm", "webp"]
    assert max(len(content) for content in there.values()) > 26_000_000
    assert not any(attaching.PLACE in content for content in there.values())

    assert len(_files(practice) - before) >= len(chunks)
    one.go_home()
    one.page.locator("[data-entry]").first.click()
    one.press("entry.delete")
    one.erase("Everything of that day")
    one.go_home()
    one.wait_backed_up()
    assert _files(practice) == before
    with database.stopped(practice) as data:
        assert all(database.holding(data, request.body[99:131]) == [] for request in sent[::9])
    two.go_home()
    two.page.get_by_text("Everything of that day").wait_for(state="detached")
    assert [attaching.chunks_on(phone) for phone in (one, two)] == [0, 0]


def test_the_readable_copy_and_the_reader_show_photos_and_hold_a_voice_from_a_disk_alone(
    new_phone: NewPhone, tmp_path: Path
) -> None:
    one = new_phone("one", hears=True)
    one.open()
    one.begin(PASSPHRASE)
    one.compose("At the sea")
    attaching.add_photos(one, attaching.photo(tmp_path / "taken.jpg"))
    attaching.record(one)
    one.done()
    with zipfile.ZipFile(leaving.take(one, "readable", tmp_path / "copy.zip")) as files:
        files.extractall(tmp_path / "copy")
    sealed = leaving.take(one, "sealed", tmp_path / "moments.sealed")
    with one.page.expect_download() as saved:
        one.press("take.reader")
    saved.value.save_as(tmp_path / "reader.html")

    one.go_offline()
    asked: list[str] = []
    page = one.context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "copy" / "index.html").as_uri())
    _shows_both(page)
    page.goto((tmp_path / "reader.html").as_uri())
    page.get_by_label(one.words["reader.file"]).set_input_files(sealed)
    page.get_by_label(one.words["reader.passphrase"]).fill(PASSPHRASE)
    page.get_by_role("button", name=one.words["reader.open"]).click()
    _shows_both(page)
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []


def test_what_cannot_be_had_is_said_before_a_journal_becomes_part_of_another_one(
    new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    one, two, other = new_phone("one"), new_phone("two"), new_phone("other")
    one.open()
    one.begin(PASSPHRASE)
    kit = one.turn_on_backup(practice.invite())
    before = _files(practice)
    one.compose("At the sea")
    attaching.add_photos(one, attaching.photo(tmp_path / "taken.jpg"))
    one.done()
    one.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)
    one.switch_off()
    for path in (practice.data / "blobs").rglob("*"):
        if path.is_file() and path.name not in before:
            path.unlink()
    other.open()
    other.begin("cedar window silver harbour")
    elsewhere = other.turn_on_backup(practice.invite())

    # Its backup is on, so no door offers this; the address leads there.
    two.open("/join")
    two.unlock(PASSPHRASE)
    two.field("join.kit").fill(elsewhere)
    two.field("join.passphrase").fill(other.passphrase)
    two.press("join.join")
    said = two.page.locator("[data-lacks='1']")
    expect(said).to_contain_text(two.words["attach.lacks.one"])
    assert axe.violations(two.page) == []
    two.page.set_viewport_size({"width": fit.SMALL[0], "height": fit.SMALL[1]})
    assert list(fit.faults(two.page, "join")) == []
    two.press("attach.lacks.later")
    expect(said).to_have_count(0)
    two.press("join.join")
    two.press("attach.lacks.go")
    expect(two.page.get_by_role("heading", name=two.words["join.done.title"])).to_be_visible()
    two.open_joined()
    two.sees("At the sea")


def _have_pages(one: Device, word: str, count: int) -> None:
    """The page that was left is an entry with this attached and no words, as others before it."""
    expect(one.page).not_to_have_url(f"{one.base_url}/write")
    one.go_home()
    entries = one.page.locator("[data-entry]").filter(has_text=one.words[word])
    expect(entries).to_have_count(count, timeout=15_000)


def _shows_both(page: Page) -> None:
    expect(page.locator(".words")).to_have_text(["At the sea"])
    assert attaching.width_of(page.locator("img")) == 2048
    heard = "(one) => new Promise((done) => { one.oncanplay = () => done(true); one.load(); })"
    assert page.locator("audio").evaluate(heard)
    assert axe.violations(page) == []


def _cut_while_sending(one: Device) -> None:
    """Ten times; once the phone dies with the line."""
    cuts = disturbances.Cuts(one.line, "PUT", every=10, times=CUTS)
    one.line.disturb = cuts.disturb
    one.go_online()
    for times in range(CUTS):
        assert cuts.happened.wait(SLOW / 1000)
        cuts.happened.clear()
        if times == 5:
            one.kill()
            one.line.is_cut = False
            one.open()
            one.unlock(PASSPHRASE)
        else:
            one.go_offline()
            one.go_online()
    assert cuts.left == 0


def _cut_while_fetching(two: Device) -> None:
    """Ten times, while the longest is fetched; a person asks for it again each time."""
    two.page.locator("[data-entry]").first.click()
    cuts = disturbances.Cuts(two.line, "GET", every=9, times=CUTS)
    two.line.disturb = cuts.disturb
    long = two.page.locator(".attached-other", has_text="13 min")
    long.get_by_role("button", name=two.words["attach.fetch"]).click()
    for _ in range(CUTS):
        assert cuts.happened.wait(SLOW / 1000)
        cuts.happened.clear()
        two.go_offline()
        again = long.get_by_role("button", name=two.words["attach.fetch-again"])
        again.wait_for()
        two.go_online()
        again.click()
    expect(two.page.locator(".player")).to_have_count(1)


def _files(practice: Program) -> set[str]:
    """The chunks that lie in the server's folder."""
    return {path.name for path in (practice.data / "blobs").rglob("*") if path.is_file()}
