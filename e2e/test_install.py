"""[PHONE 1 to 12, 46] The app can come to the home screen, says how, and opens as it is asked."""

import zipfile
from datetime import UTC, datetime, timedelta

import msgspec
from playwright.sync_api import expect

from e2e import cdp, leaving
from e2e.conftest import NewPhone
from e2e.journeys import Device

PASSPHRASE = "otter lantern quiet harbour"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
AGENT = "Object.defineProperty(navigator, 'userAgent', { value: '%s' });"
OFFER = """() => {
  const offer = new Event("beforeinstallprompt", { cancelable: true });
  offer.prompt = async () => { window.prompted = (window.prompted ?? 0) + 1; };
  window.dispatchEvent(offer);
  return offer.defaultPrevented;
}"""
"""Chromium offers only to people who have come back, and never without a window."""
LAUNCHES = """
const launchQueue = { setConsumer: (consume) => {
  window.launch = (path) => consume({ targetURL: new URL(path, location.origin).href });
} };
Object.defineProperty(window, "launchQueue", { value: launchQueue });
"""
"""What an installed app is handed on a second start; a page in a window of a browser is not."""
SHARES = """
navigator.canShare = () => true;
navigator.share = async ({ files: [file] }) => {
  if (window.shareFails) throw new DOMException("no", "NotAllowedError");
  window.shared = await file.text();
};
"""
"""A share sheet; Linux has none."""


class _Errors(msgspec.Struct, frozen=True):
    installabilityErrors: tuple[object, ...]  # noqa: N815  (Chromium's own name)


class _Manifest(msgspec.Struct, frozen=True):
    data: str
    errors: tuple[object, ...]


def test_the_app_can_be_installed(new_phone: NewPhone) -> None:
    phone = new_phone(first_visit=True)
    phone.open()
    session = phone.context.new_cdp_session(phone.page)
    manifest = cdp.ask(session, "Page.getAppManifest", _Manifest)
    assert manifest.errors == ()
    assert '"Moments"' in manifest.data
    found = cdp.ask(session, "Page.getInstallabilityErrors", _Errors)
    assert found.installabilityErrors == ()


def test_a_shortcut_opens_its_screen_also_after_unlocking(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("A page")
    for path, label in (("/write", "write.label"), ("/search", "search.label")):
        phone.open(path)
        phone.unlock(PASSPHRASE)
        expect(phone.field(label)).to_be_visible()


def test_a_second_start_leads_to_the_shortcuts_screen_in_the_window_that_is_open(
    new_phone: NewPhone,
) -> None:
    phone = new_phone()
    phone.open()
    phone.context.add_init_script(LAUNCHES)
    phone.page.reload()
    phone.begin(PASSPHRASE)
    phone.write("A page")
    phone.page.evaluate("window.launch('/')")
    expect(phone.page.get_by_text("A page")).to_be_visible()
    phone.page.evaluate("window.launch('/search')")
    expect(phone.field("search.label")).to_be_visible()


def test_the_browsers_offer_waits_for_a_wish_and_is_quiet_for_thirty_days(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.page.evaluate(OFFER)
    phone.write("A page")
    install = phone.page.get_by_role("button", name=phone.words["install.install"])
    expect(install).to_be_visible()
    phone.press("install.not-now")
    expect(install).to_have_count(0)
    phone.go_to("settings")
    expect(install).to_be_visible()
    phone.go_home()
    phone.page.reload()
    phone.unlock(PASSPHRASE)
    phone.page.evaluate(OFFER)
    phone.go_home()
    expect(install).to_have_count(0)
    phone.page.clock.set_system_time(datetime.now(UTC) + timedelta(days=31))
    phone.page.reload()
    phone.unlock(PASSPHRASE)
    phone.page.evaluate(OFFER)
    install.click()
    expect(install).to_have_count(0)
    assert phone.page.evaluate("window.prompted") == 1


def test_on_an_iphone_the_steps_of_safari_are_told_and_what_does_not_come_along(
    new_phone: NewPhone,
) -> None:
    phone = new_phone()
    phone.open()
    phone.context.add_init_script(AGENT % SAFARI)
    phone.page.reload()
    phone.begin(PASSPHRASE)
    phone.write("A page")
    phone.press("install.how")
    sheet = phone.page.get_by_role("dialog")
    expect(sheet.get_by_role("listitem")).to_have_count(3)
    expect(sheet).to_contain_text(phone.words["install.apart"])
    phone.page.go_back()
    expect(sheet).to_have_count(0)


def test_inside_another_app_the_first_visit_says_that_another_browser_is_better(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(first_visit=True)
    phone.open()
    hint = phone.page.get_by_text(phone.words["install.in-app"])
    expect(hint).to_have_count(0)
    phone.context.add_init_script(AGENT % f"{SAFARI} Instagram 400")
    phone.page.reload()
    expect(hint).to_be_visible()


def test_the_manifest_speaks_the_language_of_the_phone(new_phone: NewPhone) -> None:
    phone = new_phone(language="es", first_visit=True)
    phone.open()
    linked = phone.page.locator('link[rel="manifest"]')
    expect(linked).to_have_attribute("href", "/manifest.es.webmanifest")
    session = phone.context.new_cdp_session(phone.page)
    manifest = cdp.ask(session, "Page.getAppManifest", _Manifest)
    assert manifest.errors == ()
    assert '"lang": "es"' in manifest.data
    assert cdp.ask(session, "Page.getInstallabilityErrors", _Errors).installabilityErrors == ()


def test_a_readable_copy_goes_to_the_share_sheet_and_is_saved_where_that_goes_wrong(
    new_phone: NewPhone,
) -> None:
    phone = new_phone()
    phone.open()
    phone.context.add_init_script(SHARES)
    phone.page.reload()
    phone.begin(PASSPHRASE)
    phone.write("Words to hand on")
    leaving.visit(phone, "take")
    leaving.make(phone, "readable", PASSPHRASE)
    phone.press("take.share")
    # A zip file: packed, but for the names in it.
    phone.until("window.shared?.includes('index.html')")
    phone.page.evaluate("window.shareFails = true")
    with phone.page.expect_download() as saved:
        phone.press("take.share")
    with zipfile.ZipFile(saved.value.path()) as packed:
        assert b"Words to hand on" in packed.read("index.html")
