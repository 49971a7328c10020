"""What is promised to whoever may be watched: said first, and nothing calls from outside."""

import pytest
from playwright.sync_api import expect

from e2e.conftest import NewPhone
from e2e.words import LANGUAGES

PASSPHRASE = "otter lantern quiet harbour"
CALLS = """
window.called = [];
const note = (name) => (...all) => { window.called.push(name); return Promise.resolve("denied"); };
Notification.requestPermission = note("notification");
Navigator.prototype.setAppBadge = note("badge");
if (window.PushManager) PushManager.prototype.subscribe = note("push");
"""
"""Whatever asks for a notification, a badge or a push is noted."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_c15_a_watched_phone_is_spoken_of_before_beginning_and_before_installing(
    new_phone: NewPhone, language: str
) -> None:
    phone = new_phone(language=language)
    phone.open()
    for word in ("welcome.watched.text", "welcome.watched.traces"):
        expect(phone.page.get_by_text(phone.words[word])).to_be_visible()
    phone.begin(PASSPHRASE)
    phone.write("One page")
    phone.page.evaluate(
        """() => window.dispatchEvent(
            Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
                prompt: async () => undefined,
            }),
        )"""
    )
    phone.go_to("settings")
    expect(phone.page.get_by_text(phone.words["install.watched"])).to_be_visible()


def test_c16_nothing_asks_for_a_notification_a_badge_or_a_push(new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.switch_on()
    phone.context.add_init_script(CALLS)
    phone.open()
    phone.begin(PASSPHRASE)
    phone.write("One page")
    for place in ("search", "trash", "backup", "settings", "about"):
        phone.go_to(place)
        expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
    assert phone.page.evaluate("window.called") == []
    assert phone.page.title() == "Moments"


def test_c14_the_save_state_says_which_in_words(new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.open()
    phone.begin(PASSPHRASE)
    phone.write("One page")
    phone.wait_save_state("saved-here")
    line = phone.page.locator("[data-save]")
    expect(line).to_have_attribute("role", "status")
    expect(line).to_have_text("Saved on this phone")
