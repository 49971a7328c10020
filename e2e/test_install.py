"""[PHONE 1, 2] A browser finds nothing that would keep it from installing the app."""

import msgspec

from e2e import cdp
from e2e.journeys import Device


class _Errors(msgspec.Struct, frozen=True):
    installabilityErrors: tuple[object, ...]  # noqa: N815  (Chromium's own name)


class _Manifest(msgspec.Struct, frozen=True):
    data: str
    errors: tuple[object, ...]


def test_the_app_can_be_installed(phone: Device) -> None:
    session = phone.context.new_cdp_session(phone.page)
    manifest = cdp.ask(session, "Page.getAppManifest", _Manifest)
    assert manifest.errors == ()
    assert '"Moments"' in manifest.data
    found = cdp.ask(session, "Page.getInstallabilityErrors", _Errors)
    assert found.installabilityErrors == ()
