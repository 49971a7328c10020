"""Logs that a server makes up, judged by both implementations."""

import subprocess
from collections import Counter
from pathlib import Path

import msgspec
from small_moments_protocol import Refused
from small_moments_protocol.chain import Carried, Chain, advance, finish, open_carried

SCRIPT = Path(__file__).with_name("crooked-logs.ts")


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link after so many honest ones, the class of attack, and what TypeScript says of it."""

    attack: int
    name: str
    before: int
    carried: Carried
    verdict: str


class Logs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An honest log of one device, and links that are not of it."""

    account: bytes
    epoch_key: bytes
    honest: tuple[Carried, ...]
    cases: tuple[Case, ...]


def judged(node: str, folder: Path, most: int) -> Counter[int]:
    """How many of each class both refused for the same reason; `most` of a kind, 0 for all.

    Raises AssertionError for the first on which they differ, or that is accepted and not honest.
    """
    file = folder / "logs"
    subprocess.run([node, SCRIPT, file, str(most)], check=True)
    logs = msgspec.msgpack.decode(file.read_bytes(), type=Logs)
    chains = _chains(logs)
    for case in logs.cases:
        said = _verdict(chains[case.before], case.carried, logs.epoch_key)
        assert said == case.verdict, case
        assert said != "ok" or case.carried == logs.honest[case.before], case
    small_order = {case.verdict for case in logs.cases if case.attack == 22}
    assert small_order == {"key", "signature"}
    return Counter(case.attack for case in logs.cases if case.verdict != "ok")


def _chains(logs: Logs) -> list[Chain]:
    """Before each honest link."""
    chains = [Chain(logs.account)]
    for carried in logs.honest:
        assert _verdict(chains[-1], carried, logs.epoch_key) == "ok"
        chains.append(advance(chains[-1], carried))
    return chains


def _verdict(chain: Chain, carried: Carried, epoch_key: bytes) -> str:
    try:
        finish(advance(chain, carried))
        open_carried(chain, carried, {1: epoch_key})
    except Refused as error:
        return error.kind
    return "ok"
