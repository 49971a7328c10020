"""The table of ops (`crypto/vectors/README.md`), as the Python implementation answers them."""

from collections.abc import Callable
from typing import Any

from vectors import archive_ops, blob_ops, key_ops, log_ops, pairing_ops, passkey_ops
from vectors.given import Given, Json, plainly

# names that Python keeps for itself, or that a module has already
_NAMED: dict[str, Callable[[Given], Json]] = {
    "hash": key_ops.hash_,
    "fixed_record": key_ops.record,
}


def run(op: str, given: Json, logs: dict[str, list[Json]] | None = None) -> Json:
    """The values of an op as JSON. Raises Refused, and KeyError for an op that there is not."""
    if op == "chain":
        return plainly(log_ops.chain(Given(given), logs or {}))
    return plainly(_function(op)(Given(given)))


def _function(op: str) -> Callable[[Given], Json]:
    if op in _NAMED:
        return _NAMED[op]
    for module in (key_ops, log_ops, pairing_ops, archive_ops, passkey_ops, blob_ops):
        found: Any = vars(module).get(op)
        if getattr(found, "__module__", "") == module.__name__:
            return found
    raise KeyError(op)
