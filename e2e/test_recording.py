"""A voice that is recorded: a microphone that goes away, and a person who uses the keys."""

from pathlib import Path

from playwright.sync_api import Locator, expect

from e2e import attaching
from e2e.conftest import NewPhone
from e2e.journeys import Device

PASSPHRASE = "otter lantern quiet harbour"
HELD = """() => {
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => (window.heard = await ask(wanted));
}"""
"""Keeps hold of what the microphone gives, so that it can be unplugged."""
BROKEN = """() => {
  MediaRecorder.prototype.start = () => { throw new DOMException("", "NotSupportedError"); };
}"""


def test_a_microphone_that_goes_away_ends_the_recording_and_what_was_said_is_kept(
    new_phone: NewPhone,
) -> None:
    one = _writing(new_phone)
    one.page.evaluate(HELD)
    attaching.speak(one)
    one.page.evaluate("window.heard.getTracks().forEach((track) => track.stop())")
    expect(attaching.thumbs(one, "voice")).to_have_count(1)
    expect(one.page.locator(".recorder")).to_have_count(0)
    one.done()


def test_a_recorder_that_cannot_begin_lets_go_of_the_microphone(new_phone: NewPhone) -> None:
    one = _writing(new_phone)
    one.page.evaluate(HELD)
    one.page.evaluate(BROKEN)
    one.press("attach.voice")
    expect(one.page.get_by_text(one.words["attach.refused.microphone"])).to_be_visible()
    states = "window.heard.getTracks().map((track) => track.readyState)"
    assert one.page.evaluate(states) == ["ended"]


def test_with_the_keys_alone_a_voice_is_recorded_and_a_photo_taken_out(
    new_phone: NewPhone, tmp_path: Path
) -> None:
    one = _writing(new_phone)
    voice, stop = _named(one, "attach.voice"), _named(one, "attach.stop")
    voice.focus()
    one.page.keyboard.press("Enter")
    expect(stop).to_be_focused()
    expect(one.page.locator(".recorder-time")).to_contain_text("0:01")
    one.page.keyboard.press("Enter")
    expect(attaching.thumbs(one, "voice")).to_have_count(1)
    expect(voice).to_be_focused()
    attaching.add_photos(one, attaching.photo(tmp_path / "taken.jpg"))
    out = attaching.thumbs(one, "photo").locator("button")
    out.focus()
    one.page.keyboard.press("Enter")
    expect(attaching.thumbs(one, "photo")).to_have_count(0)
    expect(voice).to_be_focused()


def _writing(new_phone: NewPhone) -> Device:
    """A phone with a microphone, on which a page is being written."""
    one = new_phone("one", hears=True)
    one.open()
    one.begin(PASSPHRASE)
    one.compose("At the sea")
    return one


def _named(device: Device, word: str) -> Locator:
    return device.page.get_by_role("button", name=device.words[word], exact=True)
