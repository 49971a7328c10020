"""Epoch keys and the sealed key of the epoch before."""

from vectors.case import Cases, fixed
from vectors.world import ACCOUNT, EPOCH_KEYS, OTHER_ACCOUNT, commitment


def cases() -> Cases:
    made = Cases("epoch")
    for epoch in (1, 2, 2**32 - 1):
        given = {"account": ACCOUNT, "epoch": epoch, "key": EPOCH_KEYS[1]}
        made.ok(f"the commitment of epoch {epoch}", "R17", "epoch_commitment", **given)
        made.ok(f"the data key of epoch {epoch}", "R17", "data_key", **given)
    keys = {"account": ACCOUNT, "epoch": 2, "key": EPOCH_KEYS[2]}
    previous = {"previous": EPOCH_KEYS[1], "nonce": fixed("previous nonce", 12)}
    values = made.ok("a sealed previous key", "R18", "seal_previous", **keys, **previous)
    sealed = bytes.fromhex(values["sealed"])
    given = keys | {"sealed": sealed, "commitment": commitment(1)}
    made.ok("a sealed previous key opened", "R18", "open_previous", **given)
    _refused(made, given, sealed)
    return made


def _refused(made: Cases, given: dict[str, bytes | int], sealed: bytes) -> None:
    op = "open_previous"
    for size in (0, 27, 59):
        made.refused("length", f"{size} bytes", "R18", op, **given | {"sealed": sealed[:size]})
    made.refused("length", "61 bytes", "R18", op, **given | {"sealed": sealed + b"\0"})
    changed: dict[str, dict[str, bytes | int]] = {
        "the old key, which never opens the new": {"key": EPOCH_KEYS[1]},
        "another account": {"account": OTHER_ACCOUNT},
        "another epoch": {"epoch": 3},
        "a flipped bit in the nonce": {"sealed": bytes([sealed[0] ^ 1]) + sealed[1:]},
        "a flipped bit in the key": {"sealed": sealed[:12] + bytes([sealed[12] ^ 1]) + sealed[13:]},
        "a flipped bit in the tag": {"sealed": sealed[:-1] + bytes([sealed[-1] ^ 1])},
    }
    for name, change in changed.items():
        made.refused("open", name, "R18", op, **given | change)
    other = {"commitment": commitment(2)}
    made.refused(
        "commitment", "a key that the older roster does not name", "R18", op, **given | other
    )
