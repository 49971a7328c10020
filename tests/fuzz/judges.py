"""Who judges an input: both implementations of the protocol, and the server's own parsers."""

import json
import subprocess
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, Any

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


@contextmanager
def typescript(node: str, cases: Sequence[Case]) -> Generator[Callable[[], list[Outcome]]]:
    """The browser's implementation, at work in one process for all of them.

    What is yielded waits until it has ended. Raises AssertionError with the case at which it ended
    by anything else than a refusal.
    """
    with TemporaryFile() as asked, TemporaryFile() as said, TemporaryFile() as trace:
        for one in cases:
            asked.write(json.dumps({"op": one.op, "input": one.input}).encode() + b"\n")
        asked.seek(0)
        # Files, not pipes: it never waits for us, nor we for it.
        with subprocess.Popen([node, SCRIPT], stdin=asked, stdout=said, stderr=trace) as peer:
            yield lambda: _outcomes(peer, cases, said, trace)


def _outcomes(
    peer: "subprocess.Popen[bytes]", cases: Sequence[Case], said: IO[bytes], trace: IO[bytes]
) -> list[Outcome]:
    peer.wait()
    said.seek(0)
    answers: list[Any] = [json.loads(line) for line in said]
    if len(answers) < len(cases):
        trace.seek(0)
        raise AssertionError(f"{story(cases[len(answers)])}: {trace.read().decode()[-2000:]}")
    return [one["refused"] if "refused" in one else one["values"] for one in answers]


def disagreements(node: str, cases: Sequence[Case]) -> list[str]:
    """The story of every case that the three do not judge alike: same kind, or equal values."""
    with typescript(node, cases) as theirs:
        ours = [(python(case), server(case)) for case in cases]
        return [
            said
            for case, (own, servers), other in zip(cases, ours, theirs(), strict=True)
            for said in _disagreement(case, own, other, servers)
        ]


def contradictions(case: Case) -> list[str]:
    """The story of a case that the two in Python do not judge alike, or that encodes otherwise."""
    own = python(case)
    return [*_disagreement(case, own, own, server(case))]


def _disagreement(
    case: Case, ours: Outcome, theirs: Outcome, servers: Outcome | None
) -> Iterator[str]:
    if _differ(ours, theirs):
        yield f"{story(case)}: Python {ours}, TypeScript {theirs}"
    if servers is not None and _differ(servers, ours):
        yield f"{story(case)}: server {servers}, Python {ours}"
    if _is_changed(case, ours):
        yield f"{story(case)}: it encodes to other bytes than it was read from"


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
