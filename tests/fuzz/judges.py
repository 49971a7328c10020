"""Who judges an input: both implementations of the protocol, and the server's own parsers."""

import json
import subprocess
from collections.abc import Sequence
from typing import Any

from small_moments.layout import RefusedError
from small_moments_protocol import Refused
from vectors import ops
from vectors.given import Json

from tests.fuzz.seeds import Case
from tests.protocol.peer import SCRIPT
from tests.server.test_vectors import OPS

_SERVER = {op: parse for op, parse in OPS.items() if op != "check_genesis"}
"""Registering names no account beside roster 0, so the server has none to compare."""

Outcome = Json | str
"""The values, or the kind of the refusal."""


def python(case: Case) -> Outcome:
    """What the reference implementation says. Whatever else it raises is a finding."""
    try:
        return ops.run(case.op, case.input)
    except Refused as refused:
        return refused.kind


def server(case: Case) -> Outcome | None:
    """What the server says; None for what it has no parser for."""
    parse = _SERVER.get(case.op)
    if parse is None:
        return None
    try:
        return parse(case.input)
    except RefusedError as refused:
        return refused.kind


def typescript(node: str, cases: Sequence[Case]) -> list[Outcome]:
    """What the browser's implementation says of each, in one process for all of them.

    Raises AssertionError with the case at which it ended by anything else than a refusal.
    """
    lines = "".join(json.dumps({"op": one.op, "input": one.input}) + "\n" for one in cases)
    done = subprocess.run([node, SCRIPT], input=lines.encode(), capture_output=True, check=False)
    said: list[Any] = [json.loads(line) for line in done.stdout.splitlines()]
    if len(said) < len(cases):
        raise AssertionError(f"{story(cases[len(said)])}: {done.stderr.decode()[-2000:]}")
    return [one["refused"] if "refused" in one else one["values"] for one in said]


def disagreements(node: str, cases: Sequence[Case]) -> list[str]:
    """The story of every case that the three do not judge alike: same kind, or equal values."""
    found: list[str] = []
    for case, theirs in zip(cases, typescript(node, cases), strict=True):
        ours, servers = python(case), server(case)
        if _differ(ours, theirs):
            found.append(f"{story(case)}: Python {ours}, TypeScript {theirs}")
        if servers is not None and _differ(servers, ours):
            found.append(f"{story(case)}: server {servers}, Python {ours}")
        if _is_changed(case, ours):
            found.append(f"{story(case)}: it encodes to other bytes than it was read from")
    return found


def story(case: Case) -> str:
    """A line that can be put into the corpus."""
    return json.dumps({"op": case.op, "input": case.input})


def _differ(one: Outcome, other: Outcome) -> bool:
    """Each may tell more than the table of ops asks: what both tell must be equal."""
    if isinstance(one, str) or isinstance(other, str):
        return one != other
    return any(one[name] != other[name] for name in one.keys() & other.keys())


def _is_changed(case: Case, outcome: Outcome) -> bool:
    """R3: what parses encodes to the same bytes."""
    given = case.input.get("bytes")
    return (
        not isinstance(outcome, str) and given is not None and outcome.get("bytes", given) != given
    )
