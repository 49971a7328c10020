"""What a history of devices leaves (`pwa/test/world/left.ts`), verified, opened and folded here."""

from collections.abc import Mapping

import msgspec
from small_moments_protocol.chain import Carried, Chain, Opened, advance, finish, open_carried
from small_moments_protocol.journal import Entry, entries


class Folded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry, in a form of which equal ones are equal bytes."""

    id: bytes
    kind: str
    day: str
    at: int
    texts: tuple[str, ...]
    trashed: bool
    fields: Mapping[str, object]


class Left(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The log, the key of each epoch, and the entries as they were folded there."""

    account: bytes
    links: tuple[Carried, ...]
    keys: tuple[tuple[int, bytes], ...]
    entries: tuple[Folded, ...]


def compare(data: bytes) -> int:
    """How many entries were folded to the same bytes. Raises AssertionError at the first other."""
    left = msgspec.msgpack.decode(data, type=Left)
    theirs = {entry.id: _encoded(entry) for entry in left.entries}
    ours = {entry.id: _encoded(_folded(entry)) for entry in entries(_opened(left))}
    assert ours.keys() == theirs.keys()
    for record, encoded in ours.items():
        assert encoded == theirs[record], (encoded, theirs[record])
    return len(ours)


def _opened(left: Left) -> list[Opened]:
    """Every revision that has a body, of a log that verifies to its end."""
    chain, keys, opened = Chain(left.account), dict(left.keys), list[Opened]()
    for carried in left.links:
        opened += open_carried(chain, carried, keys)
        chain = advance(chain, carried)
    finish(chain)
    return opened


def _folded(entry: Entry) -> Folded:
    return Folded(
        entry.id, entry.kind, entry.day, entry.at, entry.texts, entry.trashed, entry.fields
    )


def _encoded(entry: Folded) -> bytes:
    return msgspec.msgpack.encode(entry, order="deterministic")
