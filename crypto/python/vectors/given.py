"""The input of a case, and what JSON makes of contents and links."""

from collections.abc import Callable
from typing import Any, cast

from small_moments_protocol.canonical import Value
from small_moments_protocol.chain import Carried, CarriedRevision
from small_moments_protocol.content import Content
from small_moments_protocol.member import Member

Json = dict[str, Any]


class Given:
    """Typed access to the input of a case; bytes are hex."""

    def __init__(self, json: Json) -> None:
        self.json = json

    def hex(self, name: str) -> bytes:
        return bytes.fromhex(self.json[name])

    def maybe(self, name: str) -> bytes | None:
        return None if self.json[name] is None else self.hex(name)

    def number(self, name: str) -> int:
        value = self.json[name]
        assert isinstance(value, int)
        return value

    def text(self, name: str) -> str:
        value = self.json[name]
        assert isinstance(value, str)
        return value

    def hexes(self, name: str) -> tuple[bytes, ...]:
        return tuple(bytes.fromhex(value) for value in self.json[name])

    def random(self, *names: str) -> Callable[[int], bytes]:
        """Hands out these inputs, one a call."""
        left = [self.hex(name) for name in names]
        return lambda size: _sized(left.pop(0), size)

    def pairs(self, name: str) -> tuple[tuple[bytes, int], ...]:
        return tuple((bytes.fromhex(device), counter) for device, counter in self.json[name])


def _sized(value: bytes, size: int) -> bytes:
    assert len(value) == size
    return value


def content_of(json: Json) -> Content:
    """A content, not checked yet."""
    return Content(
        kind=json["kind"],
        record=bytes.fromhex(json["record"]),
        parents=tuple(bytes.fromhex(parent) for parent in json["parents"]),
        seen=tuple((bytes.fromhex(device), counter) for device, counter in json["seen"]),
        schema=json["schema"],
        day=json["day"],
        fields=value_of(json["fields"]),
        replaces=None if json["replaces"] is None else bytes.fromhex(json["replaces"]),
    )


def content_json(content: Content) -> Json:
    return {
        "kind": content.kind,
        "record": content.record.hex(),
        "parents": [parent.hex() for parent in content.parents],
        "seen": [[device.hex(), counter] for device, counter in content.seen],
        "schema": content.schema,
        "day": content.day,
        "fields": value_json(content.fields),
        "replaces": None if content.replaces is None else content.replaces.hex(),
    }


def carried_of(json: Json) -> Carried:
    return Carried(
        link=bytes.fromhex(json["link"]),
        roster=None if json["roster"] is None else bytes.fromhex(json["roster"]),
        revisions=tuple(
            CarriedRevision(
                bytes.fromhex(revision["header"]),
                None if revision["body"] is None else bytes.fromhex(revision["body"]),
                None if revision["body_hash"] is None else bytes.fromhex(revision["body_hash"]),
            )
            for revision in json["revisions"]
        ),
    )


def carried_json(carried: Carried) -> Json:
    return {
        "link": carried.link.hex(),
        "roster": _maybe(carried.roster),
        "revisions": [
            {
                "header": revision.header.hex(),
                "body": _maybe(revision.body),
                "body_hash": _maybe(revision.body_hash),
            }
            for revision in carried.revisions
        ],
    }


def member_of(json: Json) -> Member:
    return Member(
        json["kind"], bytes.fromhex(json["sign_public"]), bytes.fromhex(json["kem_public"])
    )


def member_json(member: Member) -> Json:
    return {
        "kind": member.kind,
        "sign_public": member.sign_public.hex(),
        "kem_public": member.kem_public.hex(),
    }


def _maybe(value: bytes | None) -> str | None:
    return None if value is None else value.hex()


def value_of(json: Any) -> Any:
    """A value of a content out of JSON."""
    if isinstance(json, dict):
        pairs = cast("dict[str, Any]", json)
        if set(pairs) == {"$bin"}:
            return bytes.fromhex(pairs["$bin"])
        return {key: value_of(value) for key, value in pairs.items()}
    if isinstance(json, list):
        return [value_of(value) for value in cast("list[Any]", json)]
    return json


def value_json(value: Value) -> Any:
    """A value of a content as JSON."""
    if isinstance(value, bytes):
        return {"$bin": value.hex()}
    if isinstance(value, list):
        return [value_json(inner) for inner in value]
    if isinstance(value, dict):
        return {key: value_json(inner) for key, inner in value.items()}
    return value


def plainly(value: Any) -> Any:
    """Bytes as hex, all through."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: plainly(inner) for key, inner in cast("Json", value).items()}
    if isinstance(value, list | tuple):
        return [plainly(inner) for inner in cast("list[Any]", value)]
    return value
