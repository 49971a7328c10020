"""A phone is added by another one that lies beside it; whatever looks wrong changes nothing."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e import pairing
from e2e.conftest import EVERYWHERE, NewPhone
from e2e.journeys import Device, RefusedError
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
OTHER = "copper meadow winter violin"


def _with_backup(one: Device, practice: Program, *texts: str) -> str:
    one.open()
    one.begin(PASSPHRASE)
    for text in texts:
        one.write(text)
    kit = one.turn_on_backup(practice.invite())
    one.go_home()
    one.wait_backed_up()
    return kit


def _has_devices(one: Device, count: int) -> None:
    one.go_to("backup")
    form = "one" if count == 1 else "other"
    words = one.words[f"backup.devices.{form}"].replace("{count}", str(count))
    expect(one.page.get_by_text(words)).to_be_visible()


@EVERYWHERE
def test_c20_entries_on_both_are_one_journal_after_the_screen_was_scanned(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    _with_backup(one, practice, "One, first", "One, second")
    two.open()
    two.begin(OTHER)
    two.write("Two, before")
    pairing.show_code(one)
    seen = pairing.look_at(one)
    pairing.open_pairing(two)
    begun = time.perf_counter()
    pairing.enter(two, seen)
    one.page.locator(".pair-digits").wait_for()
    met = time.perf_counter()
    assert pairing.digits(one) == pairing.digits(two)
    pairing.say(two, same=True)
    told = time.perf_counter()
    pairing.say(one, same=True)
    two.field("join.passphrase").wait_for()
    let_in = time.perf_counter()
    pairing.open_with(two, PASSPHRASE)
    ended = time.perf_counter()
    machines = [met - begun, let_in - told, ended - let_in]
    print("seconds to digits, to being let in, to the journal:", *(f"{n:.1f}" for n in machines))
    two.open_joined()
    everything = ["One, first", "One, second", "Two, before"]
    two.lists(*everything)
    two.wait_backed_up()
    one.press("add.done.back")
    one.lists(*everything)
    _has_devices(one, 2)
    two.restart()
    two.unlock(PASSPHRASE)
    two.lists(*everything)


def test_the_camera_reads_the_screen_of_the_other_phone(
    new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    one = new_phone("one")
    _with_backup(one, practice, "Written on one")
    pairing.show_code(one)
    two = new_phone("two", film=pairing.film(one, tmp_path / "screen.y4m"))
    two.open()
    pairing.open_pairing(two)
    pairing.scan(two)
    assert pairing.digits(one) == pairing.digits(two)
    expect(two.page.locator("video")).to_have_count(0)


def test_without_a_camera_the_code_can_be_typed(new_phone: NewPhone) -> None:
    two = new_phone("two")
    two.open()
    pairing.open_pairing(two)
    with pytest.raises(RefusedError, match="code can be typed"):
        pairing.scan(two)
    expect(two.field("pair.code")).to_be_visible()


@EVERYWHERE
def test_a_fresh_phone_takes_the_typed_code_and_the_one_passphrase_of_the_account(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two", language="es")
    _with_backup(one, practice, "Written on one")
    code = pairing.show_code(one)
    two.open()
    pairing.open_pairing(two)
    pairing.enter(two, code.lower().replace(" ", "-"))
    assert pairing.digits(one) == pairing.digits(two)
    pairing.say(one, same=True)
    pairing.say(two, same=True)
    with pytest.raises(RefusedError, match="frase de acceso"):
        pairing.open_with(two, OTHER)
    pairing.open_with(two, PASSPHRASE)
    two.open_joined()
    two.lists("Written on one")
    two.write("Written on two")
    two.wait_backed_up()
    one.press("add.done.back")
    one.lists("Written on one", "Written on two")


@pytest.mark.parametrize("refuses", ["old", "new"])
def test_one_no_to_the_digits_ends_it_on_both_and_the_code_is_used_up(
    new_phone: NewPhone, practice: Program, refuses: str
) -> None:
    one, two = new_phone("one"), new_phone("two")
    _with_backup(one, practice, "Only here")
    code = pairing.show_code(one)
    two.open()
    pairing.open_pairing(two)
    pairing.enter(two, code)
    said_no, other = (one, two) if refuses == "old" else (two, one)
    pairing.say(said_no, same=False)
    pairing.is_told(said_no, "different")
    pairing.is_told(other, "stopped")
    with pytest.raises(RefusedError):
        pairing.enter(two, code)
    two.page.go_back()
    two.page.locator("main.welcome").wait_for()
    _has_devices(one, 1)


def test_a_code_is_good_for_two_minutes(new_phone: NewPhone, practice: Program) -> None:
    one, two = new_phone("one", can_sleep=True), new_phone("two")
    _with_backup(one, practice)
    code = pairing.show_code(one)
    one.wait_seconds(121)
    pairing.is_told(one, "expired")
    two.open()
    pairing.open_pairing(two)
    with pytest.raises(RefusedError):
        pairing.enter(two, code)
    pairing.is_told(two, "stopped")
    _has_devices(one, 1)


def test_c20_only_the_passphrase_shows_a_code_and_only_with_backup(
    new_phone: NewPhone, practice: Program
) -> None:
    one = new_phone("one")
    one.open()
    one.begin(PASSPHRASE)
    one.go_to("settings")
    one.press("add.title")
    one.page.get_by_text(one.words["pair.over.no-backup"]).wait_for()
    one.turn_on_backup(practice.invite())
    with pytest.raises(RefusedError, match="does not open"):
        pairing.show_code(one, OTHER)
    assert pairing.show_code_again(one, PASSPHRASE)


def test_what_is_no_code_gets_a_sentence_that_names_it(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    kit = _with_backup(one, practice)
    code = pairing.show_code(one)
    seen = pairing.look_at(one)
    two.open()
    pairing.open_pairing(two)
    swapped = code[:-1] + ("7" if code[-1] != "7" else "8")
    for text, cause in {
        kit: "is-kit",
        code[:-4]: "length",
        seen[:-9]: "length",
        swapped: "checksum",
        "https://example.com/": "symbol",
    }.items():
        with pytest.raises(RefusedError) as refused:
            pairing.enter(two, text)
        assert str(refused.value) == two.words[f"pair.check.{cause}"]
    pairing.enter(two, seen)
    assert pairing.digits(one) == pairing.digits(two)
