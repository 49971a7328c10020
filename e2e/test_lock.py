"""[C18] Locked shows nothing: no words, no titles, no counts, on no screen."""

import pytest
from playwright.sync_api import expect

from e2e.conftest import NewPhone
from e2e.journeys import DESKTOP, PHONE, Device, RefusedError

PASSPHRASE = "otter lantern quiet harbour"
SECRET = "quillfenwort"


def _nothing_shows(device: Device) -> None:
    device.field("lock.label").wait_for()
    assert SECRET not in device.page.content()
    assert SECRET not in device.page.title() + device.page.url
    expect(device.page.locator("[data-entry], [data-draft], [data-save]")).to_have_count(0)
    shown = device.page.locator("body").inner_text().split("\n")
    words = ("lock.unlock", "lock.label", "name.moments", "passphrase.show")
    doors = ("settle.title", "help.title")
    allowed = {*(device.words[name] for name in (*words, *doors)), ""}
    assert {line.strip() for line in shown} <= allowed


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_locked_by_hand_on_any_screen_nothing_shows(
    new_phone: NewPhone, viewport: tuple[int, int]
) -> None:
    device = new_phone(viewport=viewport)
    device.open()
    device.begin(PASSPHRASE)
    entry = device.write(f"About the {SECRET}")
    device.search(SECRET)
    device.lock()
    _nothing_shows(device)
    device.unlock(PASSPHRASE)
    assert SECRET in device.read(entry)
    device.lock()
    _nothing_shows(device)
    device.open("/entry")
    _nothing_shows(device)


def test_looking_away_covers_at_once_and_within_the_grace_nothing_is_lost(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write(f"About the {SECRET}")
    words = phone.page.get_by_text(SECRET)
    expect(words).to_be_visible()
    # Covered is transparent, not hidden: a field that is being written in keeps its focus.
    shown = phone.page.locator("body")
    phone.look_away()
    expect(shown).to_have_css("opacity", "0")
    phone.look_back()
    expect(shown).to_have_css("opacity", "1")
    expect(words).to_be_visible()


def test_put_away_for_longer_than_the_grace_it_locks_and_a_half_written_page_is_kept(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    phone.go_to("settings")
    phone.field("settings.lock").select_option("0")
    phone.go_to("settings")
    expect(phone.field("settings.lock")).to_have_value("0")  # it is kept, and holds from now on
    phone.compose(f"Half a sentence about {SECRET}")
    phone.put_away()
    phone.take_up()
    _nothing_shows(phone)
    phone.unlock(PASSPHRASE)
    phone.go_home()
    expect(phone.page.locator("main")).to_contain_text(SECRET)


def test_slept_in_sight_for_longer_than_anybody_stays_away_the_first_touch_locks_it(
    new_phone: NewPhone,
) -> None:
    laptop = new_phone(can_sleep=True, viewport=DESKTOP)
    laptop.open()
    laptop.begin(PASSPHRASE)
    laptop.write(f"About the {SECRET}")
    laptop.doze(60)
    laptop.page.keyboard.press("Shift")
    _nothing_shows(laptop)


def test_left_for_another_page_and_back_it_is_locked(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write(f"About the {SECRET}")
    phone.page.goto("about:blank")
    phone.page.go_back()
    _nothing_shows(phone)


def test_a_wrong_passphrase_gets_one_calm_sentence_as_often_as_one_tries(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write(f"About the {SECRET}")
    phone.lock()
    for _ in range(2):
        with pytest.raises(RefusedError) as refused:
            phone.unlock("not these words at all")
        assert str(refused.value) == phone.words["lock.wrong"]
        assert SECRET not in phone.page.content()
    phone.unlock(PASSPHRASE)
    assert phone.entries() == [f"About the {SECRET}"]
