"""[C19] The phone's own lock beside the passphrase: warned of, turned on, used, refused, lost."""

import pytest
from playwright.sync_api import expect

from e2e import keys, passkey
from e2e.conftest import NewPhone
from e2e.journeys import Device, RefusedError
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
CHANGED = "copper meadow winter violin"


def _begun(phone: Device) -> passkey.PhoneLock:
    phone.open()
    phone.begin(PASSPHRASE)
    phone.write("Behind the lock")
    return passkey.PhoneLock(phone)


def test_c19_it_is_off_says_who_could_open_the_journal_and_asks_for_the_passphrase(
    new_phone: NewPhone,
) -> None:
    phone = new_phone()
    lock = _begun(phone)
    phone.lock()
    door = phone.page.get_by_role("button", name=phone.words["passkey.title"], exact=True)
    expect(door).to_have_count(0)
    phone.unlock(PASSPHRASE)
    passkey.ask(phone)
    said = passkey.part(phone)
    expect(said).to_contain_text("face, finger or screen code opens this phone could then open")
    phone.field("backup.passphrase").fill("not these words at all")
    phone.press("passkey.turn-on")
    expect(said.get_by_role("alert").last).to_have_text(phone.words["backup.refused.passphrase"])
    assert lock.passkeys() == ()
    passkey.turn_on(phone)
    (made,) = lock.passkeys()
    assert made.user_name == phone.words["name.moments"]
    keys.look(phone)
    expect(phone.page.get_by_text(phone.words["keys.passkey.on"])).to_be_visible()

    phone.lock()
    expect(door).to_be_visible()
    passkey.open_by_lock(phone)
    phone.lists("Behind the lock")
    phone.open()
    expect(door).to_be_visible()  # and asked by nobody until it is touched
    passkey.open_by_lock(phone)
    phone.lists("Behind the lock")


def test_not_verified_deleted_or_without_a_lock_the_passphrase_opens_it(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(language="es")
    lock = _begun(phone)
    passkey.ask(phone)
    passkey.turn_on(phone)
    for lost in (lambda: lock.knows_the_person(known=False), lock.delete_passkeys):
        phone.lock()
        lost()
        passkey.is_closed(phone)
        phone.unlock(PASSPHRASE)
        phone.lists("Behind the lock")
    phone.lock()
    lock.remove()
    phone.press("passkey.title")  # nobody answers: the passphrase is typed meanwhile
    phone.unlock(PASSPHRASE)
    phone.lists("Behind the lock")
    phone.go_to("settings")
    phone.press("passkey.turn-off")
    off = phone.words.say("passkey.turned-off", app=phone.words["name.moments"])
    expect(passkey.part(phone).get_by_role("alert")).to_have_text(off)
    phone.lock()
    title = phone.words["passkey.title"]
    expect(phone.page.get_by_role("button", name=title, exact=True)).to_have_count(0)


def test_a_forgotten_passphrase_is_replaced_by_a_fresh_verification(
    new_phone: NewPhone, practice: Program
) -> None:
    phone = new_phone()
    lock = _begun(phone)
    phone.turn_on_backup(practice.invite())
    passkey.ask(phone)
    passkey.turn_on(phone)
    phone.lock()
    passkey.open_by_lock(phone)
    passkey.forget_passphrase(phone, CHANGED)
    phone.field("kit.groups").wait_for()
    phone.confirm_kit()
    phone.wait_backed_up()
    phone.lock()
    with pytest.raises(RefusedError):
        phone.unlock(PASSPHRASE)
    passkey.open_by_lock(phone)
    phone.lists("Behind the lock")

    lock.knows_the_person(known=False)  # the journal is open, and that alone proves nothing
    passkey.forget_passphrase(phone, PASSPHRASE)
    refused = phone.words["change.passkey.refused"]
    expect(phone.page.get_by_role("alert")).to_have_text(refused)
    phone.lock()
    phone.unlock(CHANGED)
