"""Python and TypeScript against each other: what one seals the other opens."""

import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_moments_protocol import Refused
from vectors import ops
from vectors.case import FOLDER
from vectors.given import Json, plainly

from tests.counts import Counts
from tests.protocol import strategies as some
from tests.protocol.exchanges import Exchange, archives, exchanges
from tests.protocol.peer import Peer

EACH_WAY = settings(
    max_examples=500,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
ARCHIVES = settings(EACH_WAY, max_examples=5)
"""Sealing and opening stretch the passphrase."""
LAYOUTS = {
    "accept", "answer", "body", "bytes", "commit", "offer", "padded", "reveal", "roster", "sealed",
    "signature", "wrap", "wrapped",
}  # fmt: skip
SLOW = {"argon2id", "kit_member", "passphrase_check", "wrap_local_key", "open_local_key", "chain"}


@pytest.fixture(scope="session")
def peer(node: str) -> Iterator[Peer]:
    """The TypeScript implementation."""
    process = Peer(node)
    yield process
    process.close()


def _python(op: str, given: Json) -> Json:
    return ops.run(op, plainly(given))


@EACH_WAY
@given(exchange=exchanges)
def test_typescript_opens_what_python_seals(exchange: Exchange, peer: Peer, counts: Counts) -> None:
    sealed = _python(exchange.op, exchange.given)
    opened = peer.run(exchange.opens, exchange.open_with(sealed))
    assert {name: opened[name] for name in exchange.expect} == exchange.expect
    counts.add("interop cases", 1)


@EACH_WAY
@given(exchange=exchanges)
def test_python_opens_what_typescript_seals(exchange: Exchange, peer: Peer, counts: Counts) -> None:
    sealed = peer.run(exchange.op, exchange.given)
    opened = _python(exchange.opens, exchange.open_with(sealed))
    assert {name: opened[name] for name in exchange.expect} == exchange.expect
    if exchange.op != "make_wrap":
        assert sealed == _python(exchange.op, exchange.given), "the same input, other bytes"
    counts.add("interop cases", 1)


@ARCHIVES
@given(exchange=archives())
def test_r62_typescript_opens_an_archive_that_python_seals(
    exchange: Exchange, peer: Peer, counts: Counts
) -> None:
    sealed = _python(exchange.op, exchange.given)
    assert peer.run(exchange.opens, exchange.open_with(sealed)) == exchange.expect
    counts.add("interop cases", 1)


@ARCHIVES
@given(exchange=archives())
def test_r62_python_opens_an_archive_that_typescript_seals(
    exchange: Exchange, peer: Peer, counts: Counts
) -> None:
    sealed = peer.run(exchange.op, exchange.given)
    assert _python(exchange.opens, exchange.open_with(sealed)) == exchange.expect
    counts.add("interop cases", 1)


@settings(EACH_WAY, max_examples=200)
@given(passphrase=some.texts)
def test_r6_both_normalize_a_passphrase_alike(passphrase: str, peer: Peer, counts: Counts) -> None:
    given = {"text": passphrase}
    assert _outcome(peer.run, "normalize_passphrase", given) == _outcome(
        _python, "normalize_passphrase", given
    )
    counts.add("interop cases", 1)


def _vectors() -> list[tuple[str, Json]]:
    files: list[Json] = [json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")]
    cases: list[Json] = [case for file in files for case in file["cases"]]
    return [(case["op"], case["input"]) for case in cases if case["op"] not in SLOW]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, Json]:
    """A vector with one bit of one of its byte strings flipped, or the end of a layout cut off."""
    op, given = draw(st.sampled_from(VECTORS))
    names = sorted(name for name, value in given.items() if _is_hex(value))
    if not names:
        return op, given
    name = draw(st.sampled_from(names))
    data = bytearray.fromhex(given[name])
    bit = draw(st.integers(0, len(data) * 8 - 1))
    if op.startswith("make_") or name not in LAYOUTS or draw(st.booleans()):
        data[bit // 8] ^= 1 << bit % 8
    else:
        del data[bit // 8 :]
    return op, given | {name: bytes(data).hex()}


def _is_hex(value: object) -> bool:
    if not isinstance(value, str) or not value or len(value) % 2:
        return False
    return set(value) <= set("0123456789abcdef")


VECTORS = _vectors()


@EACH_WAY
@given(case=damaged())
def test_both_judge_damaged_input_alike(case: tuple[str, Json], peer: Peer, counts: Counts) -> None:
    op, given = case
    theirs, ours = _outcome(peer.run, op, given), _outcome(_python, op, given)
    if isinstance(theirs, dict) and isinstance(ours, dict):
        theirs = {name: theirs[name] for name in ours}  # they may tell more than the table asks
    assert theirs == ours
    counts.add("interop cases", 1)


def _outcome(run: Callable[[str, Json], Json], op: str, given: Json) -> Json | str:
    try:
        return run(op, given)
    except Refused as refused:
        return refused.kind
