"""[C16] Name and sign are chosen from three before installing, and hold without a connection."""

import msgspec
import pytest
from playwright.sync_api import expect

from e2e import cdp
from e2e.conftest import NewPhone
from e2e.test_install import OFFER

PASSPHRASE = "otter lantern quiet harbour"
OTHER = {"en": ("Pebbles", ".pebbles"), "es": ("Guijarros", ".pebbles.es")}


class _Manifest(msgspec.Struct, frozen=True):
    data: str
    errors: tuple[object, ...]


class _Errors(msgspec.Struct, frozen=True):
    installabilityErrors: tuple[object, ...]  # noqa: N815  (Chromium's own name)


@pytest.mark.parametrize("language", OTHER)
def test_c16_the_name_that_is_chosen_is_the_pages_the_tabs_and_the_one_that_is_installed(
    new_phone: NewPhone, language: str
) -> None:
    name, tag = OTHER[language]
    phone = new_phone(language=language)
    phone.open()
    phone.begin(PASSPHRASE)
    phone.write("A page")
    phone.page.evaluate(OFFER)
    phone.go_to("settings")
    phone.page.get_by_role("radio", name=name).check()
    expect(phone.page).to_have_title(name)
    phone.go_offline()
    phone.restart()
    expect(phone.page).to_have_title(name)
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(name)
    linked = {
        'link[rel="manifest"]': ("href", f"/manifest{tag}.webmanifest"),
        'link[rel="icon"]': ("href", "/icons/pebbles/icon.svg"),
        'link[rel="apple-touch-icon"]': ("href", "/icons/pebbles/apple-touch-180.png"),
        'meta[name="apple-mobile-web-app-title"]': ("content", name),
    }
    for selector, (attribute, value) in linked.items():
        expect(phone.page.locator(selector)).to_have_attribute(attribute, value)
    session = phone.context.new_cdp_session(phone.page)
    manifest = cdp.ask(session, "Page.getAppManifest", _Manifest)
    assert manifest.errors == ()
    assert f'"{name}"' in manifest.data
    assert cdp.ask(session, "Page.getInstallabilityErrors", _Errors).installabilityErrors == ()
