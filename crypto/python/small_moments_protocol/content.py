"""The content of a revision (R28 to R30)."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import TypeGuard, TypeVar

import msgspec

from small_moments_protocol.canonical import Value, decode_canonical, encode_canonical
from small_moments_protocol.errors import Refused
from small_moments_protocol.labels import H

_T = TypeVar("_T")
MAX_PARENTS = 64
MAX_SEEN = 256
_KIND = re.compile(r"[a-z][a-z-]{0,31}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`seen` is the version vector: (device id, counter), ascending. `day` is a civil date."""

    kind: str
    record: bytes
    parents: tuple[bytes, ...]
    seen: tuple[tuple[bytes, int], ...]
    schema: int
    day: str
    fields: dict[str, Value]
    replaces: bytes | None


def encode_content(content: Content) -> bytes:
    """The only bytes of this content. Refuses `encoding`."""
    array: list[Value] = [
        content.kind,
        content.record,
        list(content.parents),
        [[device, counter] for device, counter in content.seen],
        content.schema,
        content.day,
        content.fields,
        content.replaces,
    ]
    _content(array)
    return encode_canonical(array)


def parse_content(data: bytes) -> Content:
    """Refuses `encoding`."""
    return _content(decode_canonical(data))


def check_ancestors(content: Content, held: Mapping[bytes, int]) -> None:
    """Refuse `ancestor` unless the log before holds all that the writer had seen (R30).

    `held` maps a device id to the highest counter that the log holds of it.
    """
    if any(counter > held.get(device, 0) for device, counter in content.seen):
        raise Refused("ancestor", "expected revisions that the log before it does not hold")


def fixed_record(name: str) -> bytes:
    """The record id (16 bytes) of a record that there is once, `settings` or `check`."""
    return H("record", name.encode("utf-8"))[:16]


def _content(value: Value) -> Content:
    if not isinstance(value, list) or len(value) != 8:
        raise Refused("encoding", "expected an array of eight")
    kind, record, parents, seen, schema, day, fields, replaces = value
    if not isinstance(fields, dict):
        raise Refused("encoding", "expected fields to be a map")
    if not _is_int(schema) or not 1 <= schema <= 65_535:
        raise Refused("encoding", "expected a schema from 1 to 65535")
    return Content(
        kind=_matching(_KIND, kind, "a kind"),
        record=_binary(record, 16),
        parents=_parents(parents),
        seen=_seen(seen),
        schema=schema,
        day=_day(day),
        fields=fields,
        replaces=None if replaces is None else _binary(replaces, 32),
    )


def _is_int(value: Value) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _matching(pattern: re.Pattern[str], value: Value, what: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Refused("encoding", f"expected {what}")
    return value


def _binary(value: Value, length: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != length:
        raise Refused("encoding", f"expected {length} bytes")
    return value


def _parents(value: Value) -> tuple[bytes, ...]:
    if not isinstance(value, list) or len(value) > MAX_PARENTS:
        raise Refused("encoding", f"expected at most {MAX_PARENTS} parents")
    parents = [_binary(parent, 32) for parent in value]
    return tuple(_ascending(parents, parents))


def _seen(value: Value) -> tuple[tuple[bytes, int], ...]:
    if not isinstance(value, list) or len(value) > MAX_SEEN:
        raise Refused("encoding", f"expected at most {MAX_SEEN} devices")
    pairs = [_pair(entry) for entry in value]
    return tuple(_ascending(pairs, [device for device, _ in pairs]))


def _pair(value: Value) -> tuple[bytes, int]:
    if not isinstance(value, list) or len(value) != 2:
        raise Refused("encoding", "expected a device and a counter")
    device, counter = value
    if not _is_int(counter) or not 1 <= counter < 2**32:
        raise Refused("encoding", "expected a counter from 1")
    return _binary(device, 16), counter


def _ascending(items: list[_T], keys: list[bytes]) -> list[_T]:
    if any(a >= b for a, b in pairwise(keys)):
        raise Refused("encoding", "expected strictly ascending order")
    return items


def _day(value: Value) -> str:
    day = _matching(_DAY, value, "a civil date")
    try:
        date.fromisoformat(day)
    except ValueError:
        raise Refused("encoding", "expected a day that exists") from None
    return day
