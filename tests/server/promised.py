"""A client of a server that may die: what it was promised, and what it cannot know yet."""

import hashlib
import random
from collections.abc import Iterator
from typing import Any

import httpx
from msgspec import msgpack
from small_moments import link, revision, wrap

from tests.made_account import HEADERS, PATIENCE
from tests.server.asking import answered
from tests.server.person import Body, Person
from tests.server.photos import Photos

MOST_WORDS = 20_000  # bytes; most revisions take one page of the database, some a few
MOST_REVISIONS = 12
LARGE = 240_000  # bytes of a revision


class Journal:
    """One account, the pushes that were acknowledged, and the one that was not yet."""

    def __init__(self, url: str, code: str, seed: int) -> None:
        """Nothing is sent yet; the same seed makes the same keys and goes the same way."""
        self.person = Person(seed)
        self.origin = url
        self.http = httpx.Client(base_url=url, headers=HEADERS, timeout=PATIENCE)
        self.acknowledged: list[Body] = []
        self.photos = Photos(self.http, seed)
        self._chance = random.Random(seed)
        self._registration = self.person.registration(code)
        self._pending: Body | None = None
        self._alive: list[bytes] = []

    def act(self) -> None:
        """Do one thing, chosen by chance. Raises UnansweredError."""
        if not self.acknowledged:
            self._register()
        elif "cookie" not in self.http.headers or self._chance.random() < 0.03:
            self._log_in()
        elif self._pending is not None:
            self._push(self._pending)
        else:
            acts = (self.write, self.write_many, self.purge, self.enter_roster, self._look)
            self._chance.choices((*acts, self.attach), (8, 4, 2, 1, 2, 4))[0]()

    def settle(self) -> None:
        """What was promised is there byte for byte and nothing is half there; then nothing is open.

        Raises AssertionError, and UnansweredError.
        """
        if not self.acknowledged:
            self._register()
        if "cookie" not in self.http.headers:
            self._log_in()
        found = self._pull()
        promised = _as_pulled(self.acknowledged)
        if self._pending is None:
            assert found == promised, _first_difference(found, promised)
            self.photos.settle({one for body in self.acknowledged for one in _purged(body["link"])})
            return
        whole = _as_pulled([*self.acknowledged, self._pending])
        assert found in (promised, whole), _first_difference(found, promised)
        self._push(self._pending)  # again, where it was done already
        self.settle()

    def close(self) -> None:
        """Hang up."""
        self.http.close()

    def _register(self) -> None:
        self._send("/api/accounts", self._registration)
        self.acknowledged.append({"revisions": [], **self._registration})

    def _log_in(self) -> None:
        self.http.headers.pop("cookie", None)
        asked = {"account": self.person.account, "member": self.person.phone.id}
        nonce = msgpack.decode(self._send("/api/login/challenge", asked).content)["nonce"]
        signed = self.person.signed(1, nonce, self.origin)
        answer = self._send("/api/login", signed)
        # Only browsers send a Secure cookie to http://localhost by themselves.
        self.http.headers["cookie"] = answer.headers["set-cookie"].split(";")[0]

    def write(self) -> None:
        """Push one revision."""
        self._write_revisions(1)

    def write_many(self) -> None:
        """Push some at once."""
        self._write_revisions(self._chance.randint(2, MOST_REVISIONS))

    def write_large(self) -> None:
        """Push nearly as much as a link carries."""
        self._push(self.person.push(*(self.person.write("w" * LARGE) for _ in range(4))))

    def _write_revisions(self, number: int) -> None:
        sizes = [self._chance.choice((10, 10, 10, MOST_WORDS)) for _ in range(number)]
        written = [self.person.write("w" * self._chance.randint(0, size)) for size in sizes]
        self._alive += [one.id for one in written]
        self._push(self.person.push(*written))

    def purge(self) -> None:
        """Erase a few for good, if there are any."""
        self._chance.shuffle(self._alive)
        gone, self._alive = self._alive[:3], self._alive[3:]
        if gone:
            self._push(self.person.purge(*gone))

    def attach(self) -> None:
        """A photo of something that was written, if there is anything."""
        if self._alive:
            self.photos.attach(self._chance.choice(self._alive))

    def enter_roster(self) -> None:
        """A new kit: in a new epoch, where it replaces another."""
        kit, replaces = self.person.kit(), len(self.person.roster.members) > 1
        self._push(self.person.members(self.person.phone, kit, rotates=replaces))

    def _look(self) -> None:
        assert len(self._pull()) == len(self.acknowledged)

    def _push(self, body: Body) -> None:
        self._pending = body
        self._send("/api/log", body)
        self.acknowledged.append(body)
        self._pending = None

    def _pull(self) -> list[dict[str, Any]]:
        """The whole log; the wraps of this member stand for those of each link."""
        links: list[dict[str, Any]] = []
        while True:
            page = self._get(f"/api/log?after={len(links)}")
            links += page["links"]
            if len(links) >= page["seq"]:
                break
        mine = [raw for body in self._sent() for raw in body["wraps"] if self._is_mine(raw)]
        found = self._get("/api/wraps")["wraps"]
        assert found == mine[: len(found)], "wraps: not those that were sent"
        assert len(found) >= len([raw for raw in mine if raw not in self._pending_wraps()])
        return links

    def _sent(self) -> Iterator[Body]:
        yield from self.acknowledged
        if self._pending is not None:
            yield self._pending

    def _pending_wraps(self) -> list[bytes]:
        return [] if self._pending is None else self._pending["wraps"]

    def _is_mine(self, raw: bytes) -> bool:
        return wrap.parse(raw).member == self.person.phone.id

    def _get(self, path: str) -> dict[str, Any]:
        return msgpack.decode(answered(lambda: self.http.get(path)).content)

    def _send(self, path: str, body: Body) -> httpx.Response:
        packed = msgpack.encode(body)
        return answered(lambda: self.http.post(path, content=packed))


def _as_pulled(bodies: list[Body]) -> list[dict[str, Any]]:
    """The log that these pushes make: what a purge names has lost its body."""
    gone = {one for body in bodies for one in _purged(body["link"])}
    return [
        {
            "link": body["link"],
            "roster": body["roster"],
            "revisions": [_kept(one["header"], one["body"], gone) for one in body["revisions"]],
        }
        for body in bodies
    ]


def _purged(raw: bytes) -> tuple[bytes, ...]:
    parsed = link.parse(raw)
    return parsed.payload if parsed.kind == link.PURGE else ()


def _kept(header: bytes, body: bytes, gone: set[bytes]) -> dict[str, bytes | None]:
    hashed = hashlib.sha256(body).digest()
    if revision.revision_id(header, hashed) in gone:
        return {"header": header, "body": None, "body_hash": hashed}
    return {"header": header, "body": body, "body_hash": None}


def _first_difference(found: list[dict[str, Any]], promised: list[dict[str, Any]]) -> str:
    at = next(
        (at for at, pair in enumerate(zip(found, promised, strict=False)) if pair[0] != pair[1]),
        min(len(found), len(promised)),
    )
    return f"promised {len(promised)} links, found {len(found)}; they part at seq {at + 1}"
