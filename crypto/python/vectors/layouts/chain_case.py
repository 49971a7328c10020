"""How a case of the chain rule is written."""

from hashlib import sha256
from typing import Any

import msgspec
from small_moments_protocol.chain import Carried, CarriedRevision

from vectors.case import Cases
from vectors.given import carried_json
from vectors.layouts.chain_log import SharedLog
from vectors.world import ACCOUNT

NAME = "plain"


class ChainCases:
    """Cases that begin with some links of the shared log."""

    def __init__(self, log: SharedLog) -> None:
        self.log = log
        self.made = Cases("chain", {NAME: [carried_json(carried) for carried in log.carried]})

    def ok(self, name: str, rules: str, take: int, *links: Carried, **given: Any) -> None:
        """The first `take` links of the log, then these, are accepted."""
        self.made.ok(name, rules, "chain", **_given(take, links, given))

    def refused(
        self, kind: str, name: str, rules: str, take: int, *links: Carried, **given: Any
    ) -> None:
        """The first `take` links of the log are accepted, then one of these is not."""
        self.made.refused(kind, name, rules, "chain", **_given(take, links, given))


def _given(take: int, links: tuple[Carried, ...], given: dict[str, Any]) -> dict[str, Any]:
    plain = {"account": ACCOUNT, "log": NAME if take else None, "take": take}
    plain |= {"finish": True, "epoch_keys": None}
    return plain | {"links": [carried_json(carried) for carried in links]} | given


def without_bodies(carried: Carried) -> Carried:
    """The same link as a server hands it out once its bodies are purged."""
    revisions = tuple(
        CarriedRevision(revision.header, None, sha256(revision.body or b"").digest())
        for revision in carried.revisions
    )
    return msgspec.structs.replace(carried, revisions=revisions)


def with_revision(carried: Carried, **changes: bytes | None) -> Carried:
    """The same link with its only revision changed."""
    (revision,) = carried.revisions
    changed = msgspec.structs.replace(revision, **changes)
    return msgspec.structs.replace(carried, revisions=(changed,))
