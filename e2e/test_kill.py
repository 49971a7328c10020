"""A browser that is ended without warning takes no words with it."""

from e2e.journeys import Device

PASSPHRASE = "otter lantern quiet harbour"
KEPT_WITHIN = 300
PER_KEY = 20
TYPED = "The quick brown fox looks at the lazy dog and thinks nothing of it at all"


def test_killed_while_typing_at_most_the_last_300_ms_are_missing(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Done before")
    phone.compose("")
    phone.field("write.label").press_sequentially(TYPED, delay=PER_KEY)
    phone.kill()
    phone.open()
    phone.unlock(PASSPHRASE)
    phone.go_home()
    assert phone.entries() == ["Done before"]
    phone.page.locator("[data-draft]").first.click()
    kept = phone.field("write.label").input_value()
    assert TYPED.startswith(kept)
    assert len(TYPED) - len(kept) <= KEPT_WITHIN // PER_KEY
    phone.done()
    assert kept.strip() in phone.entries()


def test_killed_right_after_done_the_entry_is_there(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Done and then dark")
    phone.wait_save_state("saved-here")
    phone.kill()
    phone.open()
    phone.unlock(PASSPHRASE)
    assert phone.entries() == ["Done and then dark"]
