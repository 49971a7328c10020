"""Pushes that an honest server refuses: each names the field, and nothing is stored."""

from collections.abc import Callable

import msgspec
import pytest
from small_moments_protocol import wrap

from tests.server.client import Client, problem, slug
from tests.server.person import Body, Device, Person
from tests.server.site import Site

Spoil = Callable[[Person], Body]


async def refused(site: Site, spoil: Spoil) -> tuple[int, str, str | None, str | None]:
    """Status, slug, field and kind of the answer to a spoiled push; nothing may be stored."""
    person = Person()
    client = await site.member(person)
    await client.push(person.push(person.write()))
    before = await rows(client)
    answer = await client.post("/api/log", spoil(person))
    assert await rows(client) == before
    said = problem(answer)
    return answer.status_code, slug(answer), said.get("field"), said.get("kind")


async def rows(client: Client) -> bytes:
    """All rows of the account."""
    return (await client.get("/api/me")).content


def changed(field: str, change: Callable[[bytes], bytes]) -> Spoil:
    """A good push of one revision, one part of it changed."""

    def spoil(person: Person) -> Body:
        body = person.push(person.write())
        if field == "link":
            return {**body, "link": change(body["link"])}
        one = body["revisions"][0]
        return {**body, "revisions": [{**one, field: change(one[field])}]}

    return spoil


def flipped(at: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def removed_signer(person: Person) -> Body:
    laptop = Device(person.random)
    return person.push(person.write(), by=laptop)


def kit_signs_revisions(person: Person) -> Body:
    return person.push(person.write(), by=person.kit())


def another_epoch(person: Person) -> Body:
    spoiled = msgspec.structs.replace(person.roster, epoch=2)
    person.roster = spoiled
    made = person.write()
    person.roster = msgspec.structs.replace(spoiled, epoch=1)
    return person.push(made)


def counter_gap(person: Person) -> Body:
    person.write()
    return person.push(person.write())


def unknown_device(person: Person) -> Body:
    return person.push(person.write(device=Device(person.random)))


def more_revisions_than_named(person: Person) -> Body:
    body = person.push(person.write())
    return {**body, "revisions": body["revisions"] * 2}


def roster_with_revisions(person: Person) -> Body:
    return {**person.push(person.write()), "roster": person.roster.encode()}


def wraps_with_revisions(person: Person) -> Body:
    made = wrap.make_wrap(person.roster, person.phone.id, person.epoch_key)
    return {**person.push(person.write()), "wraps": [made.encode()]}


def no_roster(person: Person) -> Body:
    return {**person.members(person.phone, person.kit()), "roster": None}


def no_wraps(person: Person) -> Body:
    return {**person.members(person.phone, person.kit()), "wraps": []}


def a_wrap_twice(person: Person) -> Body:
    body = person.members(person.phone, person.kit())
    return {**body, "wraps": body["wraps"] * 2}


def wrap_of_another_version(person: Person) -> Body:
    body = person.members(person.phone, person.kit())
    return {**body, "wraps": [flipped(25)(body["wraps"][0])]}


def removes_in_the_same_epoch(person: Person) -> Body:
    return person.members(person.kit())


def two_kits(person: Person) -> Body:
    return person.members(person.phone, person.kit(), person.kit())


def eleven_devices(person: Person) -> Body:
    return person.members(person.phone, *(Device(person.random) for _ in range(10)))


def without(*fields: str, **others: bytes) -> Spoil:
    """A good push of one revision that lacks fields and has others."""

    def spoil(person: Person) -> Body:
        body = person.push(person.write())
        one = {name: value for name, value in body["revisions"][0].items() if name not in fields}
        return {**body, "revisions": [{**one, **others}]}

    return spoil


SPOILED: dict[str, tuple[Spoil, tuple[int, str, str | None, str | None]]] = {
    "R1 another version": (
        changed("link", lambda raw: b"\2" + raw[1:]),
        (400, "malformed", "link", "version"),
    ),
    "R2 an empty link": (
        changed("link", lambda _: b""),
        (400, "malformed", "link", "length"),
    ),
    "R2 a truncated link": (
        changed("link", lambda raw: raw[:-1]),
        (400, "malformed", "link", "length"),
    ),
    "R2 a longer link": (
        changed("link", lambda raw: raw + b"\0"),
        (400, "malformed", "link", "length"),
    ),
    "R31 a link of a fourth kind": (
        changed("link", lambda raw: raw[:101] + b"\4" + raw[102:]),
        (400, "malformed", "link", "encoding"),
    ),
    "R34 a link that is not signed": (
        changed("link", lambda raw: raw[:-64] + bytes(64)),
        (422, "refused", "link", "signature"),
    ),
    "R34 a link whose signature is changed": (
        changed("link", flipped(-40)),
        (422, "refused", "link", "signature"),
    ),
    "R34 another roster in force": (
        changed("link", flipped(60)),
        (422, "refused", "link", "roster"),
    ),
    "R34 another previous head": (changed("link", flipped(30)), (409, "stale", "link", None)),
    "R34 A10 a signer who is no member": (removed_signer, (422, "refused", "link", "signer")),
    "R34 a kit that signs revisions": (kit_signs_revisions, (422, "refused", "link", "signer")),
    "R34 more revisions than named": (
        more_revisions_than_named,
        (400, "malformed", "revisions", "length"),
    ),
    "R34 a roster with revisions": (roster_with_revisions, (422, "refused", "roster", "roster")),
    "R34 wraps with revisions": (wraps_with_revisions, (422, "refused", "wraps", "roster")),
    "R34 no roster": (no_roster, (422, "refused", "roster", "roster")),
    "R25 a truncated header": (
        changed("header", lambda raw: raw[:-1]),
        (400, "malformed", "revisions[0]", "length"),
    ),
    "R25 a header of another version": (
        changed("header", lambda raw: b"\0" + raw[1:]),
        (400, "malformed", "revisions[0]", "version"),
    ),
    "R26 a truncated body": (
        changed("body", lambda raw: raw[:-1]),
        (400, "malformed", "revisions[0]", "length"),
    ),
    "R26 a changed body": (
        changed("body", flipped(9)),
        (422, "refused", "revisions[0]", "body"),
    ),
    "R33 neither body nor hash": (without("body"), (422, "refused", "revisions[0]", "body")),
    "R33 both body and hash": (
        without(body_hash=bytes(32)),
        (422, "refused", "revisions[0]", "body"),
    ),
    "R33 a hash of 31 bytes": (
        without("body", body_hash=bytes(31)),
        (400, "malformed", "revisions[0]", "length"),
    ),
    "R33 the hash of another body": (
        without("body", body_hash=bytes(32)),
        (422, "refused", "revisions[0]", "body"),
    ),
    "R34 a revision of another epoch": (another_epoch, (422, "refused", "revisions[0]", "epoch")),
    "R34 a gap of counters": (counter_gap, (422, "refused", "revisions[0]", "counter")),
    "R34 a device of no roster": (unknown_device, (422, "refused", "revisions[0]", "device")),
    "R23 no wraps": (no_wraps, (422, "refused", "wraps", "signer")),
    "R23 a wrap twice": (a_wrap_twice, (422, "refused", "wraps", "signer")),
    "R22 a wrap of another version": (
        wrap_of_another_version,
        (422, "refused", "wraps", "roster"),
    ),
    "R21 a member removed without a new epoch": (
        removes_in_the_same_epoch,
        (422, "refused", "roster", "epoch"),
    ),
    "R21 two kits": (two_kits, (422, "refused", "roster", "roster")),
    "R21 eleven devices": (eleven_devices, (422, "refused", "roster", "roster")),
}


@pytest.mark.parametrize("name", SPOILED)
async def test_refused_and_nothing_stored(site: Site, name: str) -> None:
    spoil, expected = SPOILED[name]
    assert await refused(site, spoil) == expected
