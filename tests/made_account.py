"""An account with a journal of any size: what a phone would have sealed, signed and sent.

Made with the reference implementation and pushed over HTTP, for benchmarks, for showing the app,
and for tests that need more pages than anybody types.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import httpx
from msgspec import Struct, msgpack
from small_moments_protocol.canonical import Value
from small_moments_protocol.kit import Kit
from small_moments_protocol.member import KIT, kit_keys
from small_moments_protocol.revision import Revision

from tests.server.person import Body, Device, Person

HEADERS = {
    "content-type": "application/vnd.msgpack",
    "x-small-moments": "1",
    "sec-fetch-site": "same-origin",
}
PATIENCE = 30.0


class Page(Struct, frozen=True):
    """One entry. `day` is `YYYY-MM-DD`, `at` milliseconds since 1970.

    `fields` are those of its kind; `record` is its id, where another entry names it.
    """

    day: str
    text: str
    at: int
    kind: str = "entry"
    fields: Mapping[str, Value] = {}
    record: bytes | None = None


class MadeAccount(Struct, frozen=True):
    """What a person needs to open it on a device; `account` is in hexadecimal."""

    account: str
    kit: str
    passphrase: str


def make_account(
    url: str,
    invitation: str | None,
    passphrase: str,
    pages: Iterable[Page],
    *,
    per_link: int = 1,
    seed: int | None = None,
) -> MadeAccount:
    """Registers at `url` and pushes all pages, so many to a link; a person's links hold one.

    The same seed makes the same keys; without one they are new.
    """
    person = Person(secrets.randbits(64) if seed is None else seed)
    with httpx.Client(base_url=url, headers=HEADERS, timeout=PATIENCE) as client:
        sign_up(client, person, person.registration(invitation))
        kit = _add_kit(client, person, passphrase)
        written = (_written(person, page) for page in pages)
        for batch in _batches(written, per_link):
            post(client, "/api/log", person.push(*batch))
        client.delete("/api/session")
    return MadeAccount(person.account.hex(), kit.text(), passphrase)


def sign_up(client: httpx.Client, person: Person, registration: Body) -> None:
    """Registers and logs in; the client keeps the session."""
    post(client, "/api/accounts", registration)
    asked = {"account": person.account, "member": person.phone.id}
    nonce = msgpack.decode(post(client, "/api/login/challenge", asked).content)["nonce"]
    answer = post(client, "/api/login", person.signed(1, nonce, str(client.base_url).rstrip("/")))
    # Only browsers send a Secure cookie to http://localhost by themselves.
    client.headers["cookie"] = answer.headers["set-cookie"].split(";")[0]


def post(client: httpx.Client, path: str, body: Body) -> httpx.Response:
    """Must succeed."""
    answer = client.post(path, content=msgpack.encode(body))
    assert answer.is_success, answer.text
    return answer


def _add_kit(client: httpx.Client, person: Person, passphrase: str) -> Kit:
    kit = Kit(person.account, person.random(16))
    keys = kit_keys(kit, passphrase)
    seeds = iter((keys.sign_seed, keys.kem_seed))
    post(client, "/api/log", person.members(person.phone, Device(lambda _: next(seeds), KIT)))
    return kit


def _written(person: Person, page: Page) -> Revision:
    return person.write(
        page.text,
        day=page.day,
        at=page.at,
        kind=page.kind,
        record=page.record,
        fields=page.fields,
    )


def _batches(revisions: Iterator[Revision], size: int) -> Iterator[list[Revision]]:
    while batch := list(islice(revisions, size)):
        yield batch
