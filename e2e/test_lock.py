"""[C18] Locked shows nothing: no words, no titles, no counts, on no screen."""

import pytest

from e2e.conftest import NewPhone
from e2e.journeys import DESKTOP, PHONE, Device, RefusedError

PASSPHRASE = "otter lantern quiet harbour"
SECRET = "quillfenwort"


def _nothing_shows(device: Device) -> None:
    device.field("lock.label").wait_for()
    assert SECRET not in device.page.content()
    assert SECRET not in device.page.title() + device.page.url
    assert device.page.locator("[data-entry], [data-draft], [data-save]").count() == 0
    shown = device.page.locator("body").inner_text().split("\n")
    words = [device.words["lock.unlock"], device.words["lock.label"], device.words["app.name"]]
    allowed = {*words, device.words["passphrase.show"], ""}
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
    device.page.go_back()
    _nothing_shows(device)


def test_hidden_for_longer_than_the_grace_it_is_locked_and_a_half_written_page_is_kept(
    phone: Device,
) -> None:
    phone.begin(PASSPHRASE)
    phone.go_to("settings")
    phone.page.get_by_label(phone.words["settings.lock"]).select_option("0")
    phone.compose(f"Half a sentence about {SECRET}")
    hide = phone.context.new_page()
    hide.bring_to_front()
    phone.page.bring_to_front()
    hide.close()
    _nothing_shows(phone)
    phone.unlock(PASSPHRASE)
    phone.go_home()
    phone.page.locator("[data-draft]").click()
    assert phone.field("write.label").input_value() == f"Half a sentence about {SECRET}"


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
