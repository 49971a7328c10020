"""What a keyboard may do with words: nothing, unless the person wants its help."""

from playwright.sync_api import Locator, expect

from e2e.conftest import NewPhone

PASSPHRASE = "otter lantern quiet harbour"
BOOLEAN = """
if (!("autocorrect" in HTMLElement.prototype)) {
  Object.defineProperty(HTMLElement.prototype, "autocorrect", {
    get() { return this.getAttribute("autocorrect") !== "off"; },
    set(on) { this.setAttribute("autocorrect", on ? "on" : "off"); },
  });
}
"""
"""As WebKit has it: a property that takes any text for true."""


def _helps(area: Locator, *, on: bool) -> None:
    expect(area).to_have_attribute("spellcheck", "true" if on else "false")
    expect(area).to_have_attribute("autocorrect", "on" if on else "off")
    expect(area).to_have_attribute("writingsuggestions", "true" if on else "false")
    expect(area).to_have_attribute("autocomplete", "off")


def test_every_place_for_words_obeys_what_was_chosen_for_the_keyboard(new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.switch_on()
    phone.context.add_init_script(BOOLEAN)
    phone.open()
    phone.begin(PASSPHRASE)
    for on in (False, True):
        if on:
            phone.go_to("settings")
            phone.field("settings.keyboard").select_option("on")
        phone.compose("A page")
        _helps(phone.field("write.label"), on=on)
        phone.done()
        phone.go_to("check-in")
        _helps(phone.field("check-in.note"), on=on)
        phone.go_home()


def test_a_passphrase_is_never_the_keyboards_to_help_with(new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.open()
    phone.begin(PASSPHRASE)
    phone.go_to("settings")
    phone.field("settings.keyboard").select_option("on")
    phone.lock()
    _helps(phone.field("lock.label"), on=False)
