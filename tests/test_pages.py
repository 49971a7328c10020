"""The pages as they are served, looked at by checkers of others."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from small_moments.headers import KDF_WORKER_POLICY

from tests.program import Program

ROOT = Path(__file__).parent.parent
PAGES = ("/", "/privacy", "/terms")
# Severities of CSP Evaluator: 10 high, 20 syntax, 30 medium; above are "maybe" and information.
LEAST_SEVERE = 30


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Program]:
    notice = tmp_path / "notice.txt"
    notice.write_text("We are <glad> to help.\n\nAsk us.", "utf-8")
    named = ("--practice-name", "Quiet & Co", "--practice-contact", "At the door")
    program = Program(tmp_path, *named, "--privacy-notice", str(notice))
    program.start()
    yield program
    program.stop()


def found_in(policy: str, node: str) -> list[dict[str, Any]]:
    command = [node, "tests/policy.mjs", policy]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


def test_nothing_of_weight_is_found_in_any_policy(practice: Program, node: str) -> None:
    served = [httpx.get(practice.url + path).headers["content-security-policy"] for path in PAGES]
    for policy in (*served, KDF_WORKER_POLICY):
        assert [one for one in found_in(policy, node) if one["severity"] <= LEAST_SEVERE] == []


def test_the_evaluator_does_find_what_is_wrong(node: str) -> None:
    found = found_in("default-src 'none'; script-src 'unsafe-inline' https:", node)
    assert any(one["severity"] == 10 for one in found)


@pytest.mark.parametrize("path", PAGES)
def test_the_markup_is_valid(practice: Program, node: str, path: str) -> None:
    text = httpx.get(practice.url + path).text
    assert invalid(node, text) == []


def test_the_validator_does_find_what_is_wrong(node: str) -> None:
    assert invalid(node, "<!doctype html><html><body><p><h1></p></body></html>") != []


def invalid(node: str, text: str) -> list[str]:
    """The rules that a page breaks, with their lines."""
    command = [node, "node_modules/html-validate/bin/html-validate.mjs", "--stdin", "-f", "json"]
    done = subprocess.run(
        [*command, "-c", "tests/markup.json"],
        cwd=ROOT, input=text, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    messages = [one for result in json.loads(done.stdout) for one in result["messages"]]
    return [f"{one['line']}: {one['ruleId']}: {one['message']}" for one in messages]
