"""Records folded from revisions, as far as a reader of a dump needs it (R41, R42, R44)."""

from collections.abc import Callable, Iterable

import msgspec

from small_moments_protocol.canonical import Value
from small_moments_protocol.chain import Opened

Read = Callable[[Opened], Value]

NOT_WRITTEN = {"settings", "check"}
"""Kinds of records that nobody writes by hand."""
COMMON = {"at", "saved", "text", "trashed"}


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`texts` has one text, or several that were written at the same time; `at` is in ms.

    So has each of `fields`, by its name: what only the entry's kind knows.
    """

    id: bytes
    kind: str
    day: str
    at: int
    texts: tuple[str, ...]
    trashed: bool
    fields: dict[str, tuple[Value, ...]]


class Record:
    """The revisions of one record, with parents resolved through replacements (R41)."""

    def __init__(self, revisions: Iterable[Opened]) -> None:
        by_id = {one.id: one for one in sorted(revisions, key=lambda one: one.id)}
        replaced: dict[bytes, bytes] = {}
        for one in by_id.values():
            if one.content.replaces not in (None, one.id):
                replaced.setdefault(one.content.replaces or b"", one.id)
        self.all = [one for one in by_id.values() if one.id not in replaced]
        self._parents = {one.id: _parents(one, replaced, by_id) for one in self.all}
        named = {parent.id for parents in self._parents.values() for parent in parents}
        self.heads = [one for one in self.all if one.id not in named]

    def values(self, read: Read) -> list[Value]:
        """The values of the revisions that changed a field last, equal ones once (R42)."""
        values: list[Value] = []
        for one in self.last_changes(read):
            if read(one) not in values:
                values.append(read(one))
        return values

    def last_changes(self, read: Read) -> list[Opened]:
        """These revisions, ascending by id."""
        found: dict[bytes, Opened] = {}
        for one in self._back_from(self.heads, lambda one: not self.changes(one, read)):
            if self.changes(one, read):
                found[one.id] = one
        newest = [
            one
            for one in found.values()
            if not any(self.descends(other, one) for other in found.values())
        ]
        return sorted(newest, key=lambda one: one.id)

    def changes(self, one: Opened, read: Read) -> bool:
        """True if the revision begins the field, or differs in it from a parent."""
        parents = self._parents[one.id]
        return not parents or any(read(parent) != read(one) for parent in parents)

    def descends(self, one: Opened, other: Opened) -> bool:
        """True if `other` is an ancestor of `one`."""
        ancestors = self._back_from(self._parents[one.id], lambda _: True)
        return any(ancestor.id == other.id for ancestor in ancestors)

    def _back_from(
        self, start: Iterable[Opened], goes_on: Callable[[Opened], bool]
    ) -> list[Opened]:
        seen: dict[bytes, Opened] = {}
        todo = list(start)
        while todo:
            one = todo.pop()
            if one.id not in seen:
                seen[one.id] = one
                todo += self._parents[one.id] if goes_on(one) else []
        return list(seen.values())


def entries(revisions: Iterable[Opened]) -> list[Entry]:
    """What a person wrote, of every kind, by day and then by when it was begun."""
    records: dict[tuple[str, bytes], list[Opened]] = {}
    for one in revisions:
        if one.content.kind not in NOT_WRITTEN:
            records.setdefault((one.content.kind, one.content.record), []).append(one)
    read = [_entry(kind, record_id, Record(kept)) for (kind, record_id), kept in records.items()]
    return sorted(read, key=lambda entry: (entry.day, entry.at, entry.id))


def _entry(kind: str, record_id: bytes, record: Record) -> Entry:
    days = [value for value in record.values(_day) if isinstance(value, str)]
    begun = [value for value in record.values(_field("at")) if isinstance(value, int)]
    texts = [value for value in record.values(_field("text")) if isinstance(value, str)]
    fields = {name: _said(record, name) for name in _own_fields(record)}
    trashed = _is_trashed(record)
    at = begun[0] if begun else 0
    return Entry(record_id, kind, days[0], at, tuple(texts), trashed, fields)


def _own_fields(record: Record) -> list[str]:
    names = {name for one in record.all for name in one.content.fields}
    return sorted(names - COMMON)


def _said(record: Record, name: str) -> tuple[Value, ...]:
    return tuple(value for value in record.values(_field(name)) if value is not None)


def _is_trashed(record: Record) -> bool:
    """`trashed` true loses against any concurrent edit of another field."""
    last = record.last_changes(_field("trashed"))
    if any(one.content.fields.get("trashed") is not True for one in last):
        return False
    own = [_field(name) for name in _own_fields(record)]
    others = [_day, _field("text"), _field("at"), *own]
    edits = [one for one in record.all if any(record.changes(one, read) for read in others)]
    return any(all(_related(record, one, edit) for edit in edits) for one in last)


def _related(record: Record, one: Opened, other: Opened) -> bool:
    return one.id == other.id or record.descends(one, other) or record.descends(other, one)


def _day(one: Opened) -> Value:
    return one.content.day


def _field(name: str) -> Read:
    return lambda one: one.content.fields.get(name)


def _parents(one: Opened, replaced: dict[bytes, bytes], by_id: dict[bytes, Opened]) -> list[Opened]:
    found: dict[bytes, Opened] = {}
    for parent in one.content.parents:
        at, seen = parent, {parent}
        while at in replaced and replaced[at] not in seen:
            at = replaced[at]
            seen.add(at)
        if at in by_id and at != one.id:
            found[at] = by_id[at]
    return list(found.values())
