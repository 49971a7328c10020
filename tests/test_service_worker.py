"""The service worker takes a release whole or not at all, and keeps old parts for open pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.release_site import ReleaseSite

REGISTER = """async () => {
  const policy = trustedTypes.createPolicy("moments", { createScriptURL: (path) => path });
  await navigator.serviceWorker.register(policy.createScriptURL("/sw.js"));
  await navigator.serviceWorker.ready;
  while (navigator.serviceWorker.controller === null) {
    await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
  }
}"""
# Asks for the new release and tells how its installation ended.
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  // Kept at once: one that is refused is soon gone from the registration.
  const found = new Promise((done) => registration.addEventListener("updatefound", () =>
    done(registration.installing)));
  await registration.update();
  const worker = await found;
  while (worker.state === "installing") {
    await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
  }
  return worker.state;
}"""
APPLY = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const changed = new Promise((done) =>
    navigator.serviceWorker.addEventListener("controllerchange", done));
  registration.waiting.postMessage({ type: "apply-update" });
  await changed;
}"""
CACHES = "async () => (await caches.keys()).length"
ONE_CACHE_LEFT = """async () => {
  for (let left = 6000; (await caches.keys()).length > 1 && left > 0; left--) {
    await new Promise((done) => setTimeout(done, 10));
  }
  return (await caches.keys()).length === 1;
}"""


def _release(mark: str) -> dict[str, str]:
    return {
        "index.html": f"""<!doctype html><title>{mark}</title>
          <script type=module src=/assets/main-{mark}.js></script>""",
        f"assets/main-{mark}.js": f"document.body.append('{mark}');\n",
        f"assets/lazy-{mark}.js": f"export const mark = '{mark}';\n",
    }


@pytest.fixture
def site() -> Iterator[ReleaseSite]:
    site = ReleaseSite()
    site.publish(_release("one"))
    yield site
    site.close()


@pytest.fixture
def phone(chromium: str, tmp_path: Path) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium, headless=True
        )
        yield context
        context.close()


@pytest.fixture
def page(phone: BrowserContext, site: ReleaseSite) -> Page:
    page = phone.pages[0]
    page.goto(site.url)
    page.evaluate(REGISTER)
    return page


def _lazy(page: Page, mark: str) -> str:
    return page.evaluate(f"async () => (await import('/assets/lazy-{mark}.js')).mark")


def test_a_release_that_was_installed_needs_no_network(page: Page, site: ReleaseSite) -> None:
    site.files = {}
    site.asked.clear()
    page.goto(f"{site.url}/any/page?of=it")
    assert page.title() == "one"
    assert _lazy(page, "one") == "one"
    assert [path for path in site.asked if path != "/sw.js"] == []


def test_the_server_s_headers_are_kept_with_a_file(page: Page, site: ReleaseSite) -> None:
    site.files = {}
    answer = page.goto(site.url)
    assert answer is not None
    assert answer.from_service_worker
    assert "require-trusted-types-for" in answer.headers["content-security-policy"]


def test_pictures_for_the_question_whether_to_install_are_left_to_whoever_asks_for_them(
    page: Page, site: ReleaseSite
) -> None:
    site.publish({**_release("two"), "screens/journal.png": "a picture"})
    site.asked.clear()
    assert page.evaluate(UPDATE) == "installed"
    assert "/assets/lazy-two.js" in site.asked
    assert "/screens/journal.png" not in site.asked


@pytest.mark.parametrize("name", ["index.html", "assets/lazy-two.js", "release.json"])
def test_a_file_that_does_not_match_is_refused_and_the_old_release_stays(
    page: Page, site: ReleaseSite, name: str
) -> None:
    site.publish(_release("two"))
    site.files[name] += b" "
    assert page.evaluate(UPDATE) == "redundant"
    assert page.evaluate(CACHES) == 1
    page.reload()
    assert page.title() == "one"


def test_a_missing_file_is_refused_and_the_old_release_stays(page: Page, site: ReleaseSite) -> None:
    site.publish(_release("two"))
    del site.files["assets/lazy-two.js"]
    assert page.evaluate(UPDATE) == "redundant"
    page.reload()
    assert page.title() == "one"


def test_an_update_waits_until_a_person_takes_it(page: Page, site: ReleaseSite) -> None:
    site.publish(_release("two"))
    assert page.evaluate(UPDATE) == "installed"
    page.reload()
    assert page.title() == "one"
    page.evaluate(APPLY)
    page.reload()
    assert page.title() == "two"


def test_an_open_page_of_the_old_release_still_loads_its_parts(
    page: Page, phone: BrowserContext, site: ReleaseSite
) -> None:
    site.publish(_release("two"))
    page.evaluate(UPDATE)
    page.evaluate(APPLY)
    other = phone.new_page()
    other.goto(site.url)
    assert other.title() == "two"
    assert _lazy(page, "one") == "one"
    page.close()
    other.reload()
    assert other.title() == "two"
    assert other.evaluate(ONE_CACHE_LEFT)


def test_the_api_is_never_answered_from_the_cache(page: Page, site: ReleaseSite) -> None:
    site.files["api/status"] = b"fresh"
    site.asked.clear()
    said = page.evaluate("async () => (await fetch('/api/status')).text()")
    assert said == "fresh"
    assert site.asked.count("/api/status") == 1


@pytest.mark.parametrize("name", ["privacy", "terms"])
def test_the_practice_s_pages_are_the_server_s_and_never_the_app(
    page: Page, site: ReleaseSite, name: str
) -> None:
    site.files[name] = b"in the practice's own words"
    for _ in range(2):
        page.goto(f"{site.url}/{name}")
        assert page.inner_text("body") == "in the practice's own words"
    assert site.asked.count(f"/{name}") == 2


def test_what_the_practice_says_is_kept_from_release_to_release(
    page: Page, site: ReleaseSite
) -> None:
    keep = (
        """async () => (await caches.open("practice")).put("/api/practice", new Response("it"))"""
    )
    page.evaluate(keep)
    site.publish(_release("two"))
    page.evaluate(UPDATE)
    page.evaluate(APPLY)
    page.reload()
    assert page.evaluate("async () => (await caches.match('/api/practice')).text()") == "it"
