"""The lock of a phone, and the person who turns it on for the journal, uses it, loses it."""

import msgspec
from playwright.sync_api import Locator, expect

from e2e import cdp
from e2e.journeys import Device

Nothing = dict[str, object]


class _Added(msgspec.Struct, frozen=True, rename="camel"):
    authenticator_id: str


class Passkey(msgspec.Struct, frozen=True, rename="camel"):
    """A passkey as the phone's own list shows it."""

    credential_id: str
    rp_id: str = ""
    user_name: str = ""


class _Kept(msgspec.Struct, frozen=True):
    credentials: tuple[Passkey, ...]


class PhoneLock:
    """Chromium's virtual authenticator: the phone's own, with a PRF and a person whom it knows.

    It lasts until the browser ends.
    """

    def __init__(self, device: Device) -> None:
        """From now on the phone has a lock."""
        self._session = device.context.new_cdp_session(device.page)
        cdp.ask(self._session, "WebAuthn.enable", Nothing)
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "hasPrf": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        added = cdp.ask(self._session, "WebAuthn.addVirtualAuthenticator", _Added, options=options)
        self._id = added.authenticator_id

    def passkeys(self) -> tuple[Passkey, ...]:
        """The phone's own list."""
        return self._ask("getCredentials", _Kept).credentials

    def knows_the_person(self, *, known: bool) -> None:
        """Whether the face or the finger that comes next is the right one."""
        self._ask("setUserVerified", Nothing, isUserVerified=known)

    def delete_passkeys(self) -> None:
        """The person clears the phone's list."""
        self._ask("clearCredentials", Nothing)

    def remove(self) -> None:
        """The phone has no lock any more."""
        self._ask("removeVirtualAuthenticator", Nothing)

    def _ask(self, method: str, shape: type[cdp.T], **more: object) -> cdp.T:
        name = f"WebAuthn.{method}"
        return cdp.ask(self._session, name, shape, authenticatorId=self._id, **more)


def part(device: Device) -> Locator:
    """What the settings say of it, once they are open."""
    return device.page.locator(".phone-lock")


def ask(device: Device) -> None:
    """Touches what turns it on, in the settings, up to the warning and the passphrase."""
    device.go_to("settings")
    device.press("passkey.turn-on")
    expect(device.field("backup.passphrase")).to_be_visible()


def turn_on(device: Device) -> None:
    """Turns it on with the passphrase, in the settings that are open at the warning."""
    device.field("backup.passphrase").fill(device.passphrase)
    device.press("passkey.turn-on")
    expect(part(device)).to_contain_text(device.words["passkey.on"])


def open_by_lock(device: Device) -> None:
    """Opens the locked journal."""
    device.press("passkey.title")
    device.page.locator("main:not(.lock)").wait_for()


def is_closed(device: Device) -> None:
    """Touches it, and is told that the journal did not open this way."""
    device.press("passkey.title")
    expect(device.page.get_by_role("alert")).to_have_text(device.words["passkey.closed"])
    expect(device.field("lock.label")).to_be_visible()


def forget_passphrase(device: Device, passphrase: str) -> None:
    """Replaces a passphrase that is forgotten, up to what comes of it."""
    device.go_to("settings")
    device.press("change.title")
    device.press("change.passkey.forgotten")
    device.press("passphrase.choose-own")
    device.field("passphrase.own").fill(passphrase)
    device.press("change.change")
