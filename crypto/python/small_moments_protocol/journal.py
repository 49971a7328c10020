"""Records folded from revisions, as far as reading a file needs it (R41, R42, R44)."""

from collections.abc import Callable, Iterable
from typing import Protocol

import msgspec

from small_moments_protocol.canonical import Value
from small_moments_protocol.content import Content


class Written(Protocol):
    """A revision: of a log, or of an archive."""

    @property
    def id(self) -> bytes: ...
    @property
    def content(self) -> Content: ...


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A revision of an archive, under the id that it had."""

    id: bytes
    content: Content


Read = Callable[[Written], Value]

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


def in_order(one: Written) -> tuple[bytes, bytes]:
    """The order of revisions (R42): a new sealing stands where the first one stood."""
    return one.content.replaces or one.id, one.id


class Record:
    """The revisions of one record, with parents resolved through replacements (R41)."""

    def __init__(self, revisions: Iterable[Written]) -> None:
        by_id = {one.id: one for one in sorted(revisions, key=in_order)}
        replaced: dict[bytes, bytes] = {}
        for one in by_id.values():
            before = one.content.replaces
            if before is not None and before != one.id:
                first = replaced.setdefault(before, one.id)
                if first != one.id:
                    replaced[one.id] = first
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

    def last_changes(self, read: Read) -> list[Written]:
        """These revisions, in order."""
        found: dict[bytes, Written] = {}
        for one in self._back_from(self.heads, lambda one: not self.changes(one, read)):
            if self.changes(one, read):
                found[one.id] = one
        newest = [
            one
            for one in found.values()
            if not any(self.descends(other, one) for other in found.values())
        ]
        return sorted(newest, key=in_order)

    def changes(self, one: Written, read: Read) -> bool:
        """True if the revision begins the field, or differs in it from a parent."""
        parents = self._parents[one.id]
        return not parents or any(read(parent) != read(one) for parent in parents)

    def descends(self, one: Written, other: Written) -> bool:
        """True if `other` is an ancestor of `one`."""
        ancestors = self._back_from(self._parents[one.id], lambda _: True)
        return any(ancestor.id == other.id for ancestor in ancestors)

    def _back_from(
        self, start: Iterable[Written], goes_on: Callable[[Written], bool]
    ) -> list[Written]:
        seen: dict[bytes, Written] = {}
        todo = list(start)
        while todo:
            one = todo.pop()
            if one.id not in seen:
                seen[one.id] = one
                todo += self._parents[one.id] if goes_on(one) else []
        return list(seen.values())


def kept(contents: Iterable[Content]) -> list[Kept]:
    """The revisions of an archive (R65)."""
    return [Kept(content.replaces or b"", content) for content in contents]


def entries(revisions: Iterable[Written]) -> list[Entry]:
    """What a person wrote, of every kind, by day and then by when it was begun."""
    records: dict[tuple[str, bytes], list[Written]] = {}
    for one in revisions:
        if one.content.kind not in NOT_WRITTEN:
            records.setdefault((one.content.kind, one.content.record), []).append(one)
    read = [_entry(kind, record_id, Record(held)) for (kind, record_id), held in records.items()]
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


def _related(record: Record, one: Written, other: Written) -> bool:
    return one.id == other.id or record.descends(one, other) or record.descends(other, one)


def _day(one: Written) -> Value:
    return one.content.day


def _field(name: str) -> Read:
    return lambda one: one.content.fields.get(name)


def _parents(
    one: Written, replaced: dict[bytes, bytes], by_id: dict[bytes, Written]
) -> list[Written]:
    found: dict[bytes, Written] = {}
    for parent in one.content.parents:
        at, seen = parent, {parent}
        while at in replaced and replaced[at] not in seen:
            at = replaced[at]
            seen.add(at)
        if at in by_id and at != one.id:
            found[at] = by_id[at]
    return list(found.values())
