"""What phones send, made before anything is timed: the same bytes go to every server."""

import httpx
from msgspec import Struct, msgpack

from tests.made_account import HEADERS, sign_up
from tests.server.person import Body, Person

FIRST_SEQ = 2
"""Of the first push: the link before it enters roster 0."""


class Traffic(Struct, frozen=True):
    """One account's registration, and its pushes in order as bodies of requests."""

    person: Person
    registration: Body
    pushes: list[bytes]
    revisions: int


def make(invitation: str | None, seed: int, pushes: int, per_push: int) -> Traffic:
    """Pushes of so many revisions of 1 KiB, signed and sealed; nothing is sent yet."""
    person = Person(seed)
    registration = person.registration(invitation)
    bodies = [
        msgpack.encode(person.push(*(person.write("a few words") for _ in range(per_push))))
        for _ in range(pushes)
    ]
    return Traffic(person, registration, bodies, pushes * per_push)


def log_in(url: str, traffic: Traffic) -> str:
    """Registers the account; returns the cookie of its session."""
    with httpx.Client(base_url=url, headers=HEADERS) as client:
        sign_up(client, traffic.person, traffic.registration)
        return client.headers["cookie"]


def one_more(traffic: Traffic) -> bytes:
    """A push of one revision that comes after all others."""
    return msgpack.encode(traffic.person.push(traffic.person.write("a few words")))
