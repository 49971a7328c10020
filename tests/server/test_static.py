"""The built app's files."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from small_moments.settings import Settings

from tests.server.client import Client, slug
from tests.server.site import running

PAGE = "<!doctype html><title>Moments</title>" + "x" * 500
SCRIPT = "export const a = 1;\n" * 100


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    folder = tmp_path / "app"
    (folder / "assets").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    for name, text in (("index.html", PAGE), ("assets/main-1a2b.js", SCRIPT), ("sw.js", "1")):
        (folder / name).write_text(text)
    (folder / "assets/main-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (folder / "assets/main-1a2b.js.br").write_bytes(b"br")  # never opened here
    (folder / "manifest.webmanifest").write_text("{}")
    async with running(tmp_path / "data", Settings(app=str(folder))) as site:
        yield site.client()


@pytest.mark.parametrize(
    ("path", "kind", "caching"),
    [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        (
            "/assets/main-1a2b.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
    ],
)
async def test_type_and_caching(client: Client, path: str, kind: str, caching: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (kind, caching)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br, gzip", "br"),
        ("gzip, br;q=0", "gzip"),
        ("GZIP", "gzip"),
        ("deflate", None),
        ("identity", None),
    ],
)
async def test_the_smallest_coding_that_is_accepted(
    client: Client, accepted: str, coding: str | None
) -> None:
    answer = await client.send("HEAD", "/assets/main-1a2b.js", None, {"accept-encoding": accepted})
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "accept-encoding"


async def test_a_coded_file_decodes_to_the_plain_one(client: Client) -> None:
    answer = await client.get("/assets/main-1a2b.js", **{"accept-encoding": "gzip"})
    assert answer.text == SCRIPT


async def test_each_coding_has_an_etag_of_its_own_and_304_answers_it(client: Client) -> None:
    etags: set[str] = set()
    for accepted in ("br", "gzip", "identity"):
        asked = {"accept-encoding": accepted}
        etag = (await client.send("HEAD", "/assets/main-1a2b.js", None, asked)).headers["etag"]
        assert etag.startswith('"')
        etags.add(etag)
        for known in (etag, f'"x", W/{etag}', "*"):
            asked["if-none-match"] = known
            answer = await client.send("GET", "/assets/main-1a2b.js", None, asked)
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == etag
    assert len(etags) == 3


async def test_a_changed_file_is_sent_again(client: Client) -> None:
    answer = await client.get("/", **{"if-none-match": '"0"'})
    assert (answer.status_code, answer.text) == (200, PAGE)


async def test_head_has_the_length_and_no_body(client: Client) -> None:
    answer = await client.send("HEAD", "/", None, {})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(PAGE))


@pytest.mark.parametrize("path", ["/day/2026-11-23", "/settings", "/assets/gone.js"])
async def test_an_unknown_path_that_is_a_page_answers_the_app(client: Client, path: str) -> None:
    page = await client.get(path, accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (page.status_code, page.text) == (200, PAGE)
    other = await client.get(path, accept="*/*")
    assert (other.status_code, slug(other)) == (404, "not-found")


async def test_an_unknown_path_of_the_api_is_never_a_page(client: Client) -> None:
    answer = await client.get("/api/day", accept="text/html")
    assert (answer.status_code, slug(answer)) == (404, "not-found")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/index.html/",
        "/index.html%00.js",
        "/link.txt",
        "/assets",
        "/assets/",
        "/assets/main-1a2b.js.gz",
    ],
)
async def test_no_path_leads_anywhere_else(client: Client, path: str) -> None:
    answer = await client.get(path, accept="*/*")
    assert (answer.status_code, slug(answer)) == (404, "not-found")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
async def test_files_are_only_read(client: Client, method: str) -> None:
    answer = await client.send(method, "/", None, {})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_without_a_built_app_the_api_still_answers(tmp_path: Path) -> None:
    async with running(tmp_path / "data", Settings(app=str(tmp_path / "none"))) as site:
        client = site.client()
        assert (await client.get("/", accept="text/html")).status_code == 404
        assert (await client.get("/api/status")).status_code == 200
