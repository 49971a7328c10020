"""[A26] A release arrives whole, or the one that is there stays."""

from collections.abc import Callable

import msgspec

from e2e import browser
from e2e.conftest import NewPhone
from e2e.disturbances import NewRelease
from e2e.journeys import Device
from e2e.line import Answer, Request, forwarded

PASSPHRASE = "otter lantern quiet harbour"
REFUSED = "Failed to find a valid digest in the 'integrity' attribute"
CACHES = "async () => (await caches.keys()).sort()"
LOOK_FOR_UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  let worker = registration.installing ?? registration.waiting;
  registration.addEventListener("updatefound", () => {
    worker ??= registration.installing;
  });
  // The browser looks too, of itself; a look that it began on the old release takes ours in.
  for (let round = 0; worker === null; round += 1) {
    if (round === 100) throw new Error("no newer release was found");
    await registration.update();
    await new Promise((done) => setTimeout(done, 100));
  }
  while (worker.state === "installing") {
    await new Promise((done) => {
      worker.addEventListener("statechange", done, { once: true });
    });
  }
  return worker.state;
}"""


def test_a_file_changed_by_one_byte_is_refused_and_the_old_release_goes_on(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Written in the old release")
    before = phone.page.evaluate(CACHES)
    release = NewRelease(phone.base_url)
    release.spoiled = next(path for path in release.assets if path.endswith(".css"))
    phone.line.disturb = release.disturb
    assert phone.page.evaluate(LOOK_FOR_UPDATE) == "redundant"
    assert phone.page.evaluate(CACHES) == before
    assert release.spoiled in [request.path for request in phone.line.requests]

    phone.restart()
    assert "a newer one" not in phone.page.content()
    phone.unlock(PASSPHRASE)
    assert phone.entries() == ["Written in the old release"]


def test_the_same_release_unspoiled_is_taken(phone: Device) -> None:
    phone.begin(PASSPHRASE)
    phone.write("Written in the old release")
    phone.line.disturb = NewRelease(phone.base_url).disturb
    assert phone.page.evaluate(LOOK_FOR_UPDATE) == "installed"
    phone.go_home()
    phone.page.get_by_text(phone.words["update.ready"]).wait_for()
    phone.restart()
    phone.unlock(PASSPHRASE)
    assert phone.page.evaluate("fetch('/index.html').then((page) => page.text())").endswith(
        "<!-- a newer one -->"
    )
    assert phone.entries() == ["Written in the old release"]


def test_a_script_changed_on_the_way_is_not_run_even_before_a_release_is_kept(
    new_phone: NewPhone,
) -> None:
    phone = new_phone(first_visit=True)

    def spoil(request: Request, forward: Callable[[], Answer]) -> Answer | None:
        if request.path == "/sw.js":
            return None
        if not request.path.startswith("/assets/english-"):
            return forward()
        whole = forwarded(msgspec.structs.replace(request, headers=()))  # not compressed
        return msgspec.structs.replace(whole, body=whole.body + b"\nwindow.spoiled = true;")

    phone.line.disturb = spoil
    context = browser.start(phone.phone)
    page = context.pages[0]
    page.goto(phone.base_url)
    with context.expect_event("console", lambda message: REFUSED in message.text):
        page.get_by_role("button", name=phone.words["welcome.begin"]).click()
    assert page.evaluate("window.spoiled") is None
    context.close()
