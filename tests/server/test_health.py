"""`/healthz`, `/readyz` and `/metrics`: how the server is, and nothing of whom."""

import re
from pathlib import Path

import httpx
import pytest
from msgspec import json
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from small_moments import app
from small_moments.metrics import Metrics
from small_moments.settings import Settings

from tests.program import Program, free_port
from tests.server.client import Client, slug
from tests.server.person import Person
from tests.server.site import Site, running


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_a_server_that_is_well_says_so(site: Site, path: str) -> None:
    answer = await site.client().get(path)
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["cache-control"] == "no-store"
    refused = await site.client().send("POST", path, b"", {})
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


async def test_a_server_whose_writer_has_ended_lives_and_is_not_ready(site: Site) -> None:
    await site.desk.database.writer.stop()
    assert (await site.client().get("/healthz")).status_code == 200
    answer = await site.client().get("/readyz")
    assert (answer.status_code, slug(answer)) == (503, "not-ready")
    assert answer.headers["retry-after"] == "1"


async def test_a_server_that_ends_is_not_ready(site: Site) -> None:
    site.desk.streams.close()
    assert (await site.client().get("/readyz")).status_code == 503


def read(metrics: Metrics) -> dict[str, float]:
    """Samples by their names and labels."""
    text = generate_latest(metrics.registry).decode("utf-8")
    return {
        sample.name
        + "".join(f" {sample.labels[key]}" for key in sorted(sample.labels)): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_metrics_count_what_went_how_and_name_nobody(site: Site) -> None:
    metrics = Metrics(site.desk)
    told = app.application(site.desk, write=site.lines.append, count=metrics.take, tick=site.clock)
    client, person = Client(told, site.desk.origin, "192.0.2.1"), Person()
    await client.register(person, await site.invitation())
    await client.push(person.push(person.write()))
    await client.get("/api/no/such?canary=1")
    found = read(metrics)
    assert found["small_moments_requests_total POST /api/log 200"] == 1
    assert found["small_moments_requests_total GET /api/? 404"] == 1
    assert found["small_moments_request_seconds_count /api/accounts"] == 1
    assert found["small_moments_accounts"] == 1
    assert found["small_moments_event_streams"] == 0
    # An invitation, an account, a session and a revision, and what the start wrote.
    assert found["small_moments_writes_total"] == 5
    assert 1 <= found["small_moments_commits_total"] <= 5
    assert found["small_moments_database_bytes"] > 0
    text = generate_latest(metrics.registry).decode("utf-8")
    for needle in (person.account.hex(), "192.0.2.1", "canary"):
        assert needle not in text


async def test_each_line_of_the_log_may_be_an_object(tmp_path: Path) -> None:
    async with running(tmp_path / "data", Settings(log_format="json")) as site:
        await site.member(Person())
        await site.client().get("/api/no/such?canary=1")
        lines = [json.decode(line) for line in site.lines]
    assert [line["status"] for line in lines] == [201, 200, 204, 404]
    assert lines[-1].keys() == {
        "kind", "method", "route", "status", "milliseconds", "size", "request",
    }  # fmt: skip
    assert re.fullmatch(r"[0-9a-f]{12}", lines[-1]["request"])


def test_the_installed_program_answers_prometheus_at_a_place_of_its_own(tmp_path: Path) -> None:
    place = f"127.0.0.1:{free_port()}"
    program = Program(tmp_path, "--metrics", place, "--log-format", "json")
    program.start()
    try:
        text = httpx.get(f"http://{place}/metrics").text
        # Nothing of it is where people are.
        assert httpx.get(f"{program.url}/metrics").status_code == 404
    finally:
        assert program.stop() == 0
    assert "small_moments_info{version=" in text
    assert "process_resident_memory_bytes" in text
    assert '"route":"/api/status","status":200' in program.log()
