"""Integrity-Policy: on the page if the build names every script's hash, in a real browser too."""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import sync_playwright
from small_moments.settings import Settings

from tests.program import Program
from tests.server.site import running

Scripts = dict[str, str]
MAIN, LAZY, WORKER = "/assets/main-1.js", "/assets/lazy-1.js", "/assets/kdf.worker-1.js"
SCRIPTS: Scripts = {
    MAIN: "document.title = 'main'; window.lazy = () => import('/assets/lazy-1.js');",
    LAZY: "export const said = 'lazy';",
    WORKER: "0",
}


def integrity(text: str, name: str = "sha384") -> str:
    return f"{name}-{base64.b64encode(hashlib.new(name, text.encode()).digest()).decode()}"


def page(mapped: dict[str, str], script: str) -> str:
    inline = json.dumps({"integrity": mapped})
    return f"""<!doctype html><html lang="en"><head><title>Moments</title>
<script type="importmap">{inline}</script>
<script type="module" src="{MAIN}" {script}></script></head><body></body></html>"""


def whole() -> str:
    mapped = {name: integrity(SCRIPTS[name]) for name in (MAIN, LAZY)}
    return page(mapped, f'integrity="{mapped[MAIN]}"')


def build(folder: Path, index: str) -> Path:
    (folder / "assets").mkdir(parents=True)
    for name, text in SCRIPTS.items():
        (folder / name[1:]).write_text(text)
    (folder / "index.html").write_text(index)
    return folder


async def served(tmp_path: Path, index: str) -> httpx.Headers:
    app = build(tmp_path / "app", index)
    async with running(tmp_path / "data", Settings(app=str(app))) as site:
        return (await site.client().get("/")).headers


async def test_a_whole_build_is_held_to_its_hashes(tmp_path: Path) -> None:
    headers = await served(tmp_path, whole())
    assert headers["integrity-policy"] == "blocked-destinations=(script), endpoints=(csp)"
    inline = whole().partition('importmap">')[2].partition("</script>")[0]
    source = f"script-src 'self' '{integrity(inline, 'sha256')}';"
    assert source in headers["content-security-policy"]


LACKING: dict[str, Callable[[], str]] = {
    "no import map": lambda: f'<script type="module" src="{MAIN}"></script>',
    "an import map without integrity": lambda: whole().replace('"integrity":', '"imports":'),
    "an import map that is none": lambda: whole().replace('{"integrity"', '{{"integrity"'),
    "a lazy script without a hash": lambda: page(
        {MAIN: integrity(SCRIPTS[MAIN])}, f'integrity="{integrity(SCRIPTS[MAIN])}"'
    ),
    "a script element without one": lambda: page(
        {name: integrity(SCRIPTS[name]) for name in (MAIN, LAZY)}, ""
    ),
    "a hash of something else": lambda: whole().replace(integrity(SCRIPTS[LAZY]), integrity("x")),
    "a hash of a script that is not there": lambda: whole().replace("lazy-1", "lazy-2"),
    "another inline script": lambda: whole().replace("</head>", "<script>0</script></head>"),
}


@pytest.mark.parametrize("name", LACKING)
async def test_a_build_that_lacks_something_gets_no_policy_that_would_break_it(
    tmp_path: Path, name: str
) -> None:
    headers = await served(tmp_path, LACKING[name]())
    assert "integrity-policy" not in headers
    assert "script-src 'self';" in headers["content-security-policy"]


def test_a_browser_runs_what_is_named_and_nothing_else(tmp_path: Path, chromium: str) -> None:
    app = build(tmp_path / "app", whole())
    (app / "assets/lazy-1.js").with_name("later-1.js").write_text("export const said = 1;")
    program = Program(tmp_path, "--app", str(app))
    (app / "assets/later-1.js").rename(app / "later-1.js")
    program.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium)
            tab = browser.new_page()
            tab.goto(program.url)
            assert tab.title() == "main"
            assert tab.evaluate("async () => (await window.lazy()).said") == "lazy"
            add = """() => new Promise((done) => {
              const script = document.createElement("script");
              const policy = trustedTypes.createPolicy("moments", { createScriptURL: (a) => a });
              script.src = policy.createScriptURL("/later-1.js");
              script.type = "module";
              script.onload = () => done("ran");
              script.onerror = () => done("blocked");
              document.head.append(script);
            })"""
            assert tab.evaluate(add) == "blocked"
            browser.close()
    finally:
        program.stop()
