"""Reports of broken policies: counted by directive, and forgotten."""

import json
from typing import Any

import httpx
import pytest

from tests.server.client import slug
from tests.server.site import Site

NEW = "application/reports+json"
OLD = "application/csp-report"
SECRET = "https://secret.example/path"


def violation(directive: object) -> dict[str, Any]:
    body = {"effectiveDirective": directive, "documentURL": SECRET, "sample": SECRET}
    return {"type": "csp-violation", "url": SECRET, "age": 1, "body": body}


async def send(site: Site, body: object, kind: str = NEW) -> httpx.Response:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await site.client().send("POST", "/api/reports", raw, {"content-type": kind})


def said(site: Site) -> list[str]:
    return [line for line in site.lines if line.startswith("report ")]


async def test_a_directive_is_counted_and_said_once_an_hour(site: Site) -> None:
    for _ in range(3):
        assert (await send(site, [violation("script-src-elem")])).status_code == 204
    assert said(site) == ["report script-src-elem 1"]
    site.clock.seconds += 3600
    await send(site, [violation("script-src-elem"), violation("img-src")])
    assert said(site)[1:] == ["report script-src-elem 4", "report img-src 1"]


async def test_nothing_else_of_a_report_is_kept_or_said(site: Site) -> None:
    await send(site, [violation("img-src"), {"type": "integrity-violation", "body": None}])
    await send(site, {"csp-report": {"violated-directive": "font-src", "blocked-uri": SECRET}}, OLD)
    assert said(site) == ["report img-src 1", "report integrity 1", "report font-src 1"]
    assert not any("secret" in line for line in site.lines)


@pytest.mark.parametrize("name", ["made up", "x" * 500, "\u0000", 7, None, {"a": 1}])
async def test_names_that_no_policy_has_are_not_repeated(site: Site, name: object) -> None:
    assert (await send(site, [violation(name), {"type": "crash"}, {}])).status_code == 204
    assert said(site) == ["report other 1"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "problem"),
    [
        (b"{", NEW, 400, "malformed"),
        (b"\xff", NEW, 400, "malformed"),
        ({"type": "csp-violation"}, NEW, 400, "malformed"),
        ([violation("img-src")], OLD, 400, "malformed"),
        (b"[" * 30_000, NEW, 400, "malformed"),
        ([violation("img-src")], "application/json", 415, "media-type"),
        (b" " * 40_000, NEW, 413, "too-large"),
    ],
)
async def test_what_is_no_report_is_refused(
    site: Site, body: object, kind: str, status: int, problem: str
) -> None:
    answer = await send(site, body, kind)
    assert (answer.status_code, slug(answer)) == (status, problem)
    assert said(site) == []


async def test_one_address_cannot_flood(site: Site) -> None:
    statuses = [(await send(site, [violation("img-src")])).status_code for _ in range(31)]
    assert statuses == [204] * 30 + [429]
    flood = [violation("img-src")] * 100
    site.clock.seconds += 3600
    await send(site, flood)
    assert said(site)[-1] == "report img-src 31"
    site.clock.seconds += 3600
    await send(site, flood)
    assert said(site)[-1] == "report img-src 63"
