"""Lies about a journal, told on a phone's line by somebody who holds no key of it."""

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import msgspec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from msgspec.structs import replace
from small_moments_protocol.labels import M
from small_moments_protocol.link import ROSTER, Link, head_of, make_link
from small_moments_protocol.member import DEVICE, Keys, Member, load_kem_public
from small_moments_protocol.roster import Roster, make_roster, parse_roster
from small_moments_protocol.wrap import Wrap, parse_wrap

from e2e.line import Answer, Disturbance, Request, forwarded
from tests.server.person import Person

PACKED = (("Content-Type", "application/vnd.msgpack"),)
MEBIBYTE = bytes(1024 * 1024)
THEIRS = Keys(bytes([7]) * 32, bytes([9]) * 32)
"""The keys of a device that the server made."""


class Revision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sealed revision on its way: its body, or the hash of one that is gone."""

    header: bytes
    body: bytes | None = None
    body_hash: bytes | None = None


class Carried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link with what it carries."""

    link: bytes
    roster: bytes | None = None
    revisions: tuple[Revision, ...] = ()


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to a pull: links, and where the whole log ends."""

    links: tuple[Carried, ...]
    seq: int
    head: bytes


class Pull(msgspec.Struct, frozen=True):
    """What a phone asked for: the links that it holds, and the page that is the honest answer."""

    held: tuple[Carried, ...]
    page: Page


Told = Page | Answer


def on_log(lie: Callable[[Pull], Told]) -> Disturbance:
    """Answers each pull with what `lie` makes of it, and everything else honestly."""

    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer:
        if (request.method, request.path) != ("GET", "/api/log"):
            return forward()
        after = int(parse_qs(urlsplit(request.url).query)["after"][0])
        whole = _page(forwarded(replace(request, url=request.url.split("?")[0] + "?after=0")))
        pull = Pull(whole.links[:after], replace(whole, links=whole.links[after:]))
        return _said(lie(pull))

    return disturb


def _page(answer: Answer) -> Page:
    return msgspec.msgpack.decode(answer.body, type=Page)


def _said(told: Told) -> Answer:
    if isinstance(told, Answer):
        return told
    return Answer(status=200, headers=PACKED, body=msgspec.msgpack.encode(told))


def _links(links: Iterable[Carried], pull: Pull) -> Page:
    return replace(pull.page, links=tuple(links))


def _with_bodies(pull: Pull, change: Callable[[tuple[bytes, ...]], tuple[bytes, ...]]) -> Page:
    """The page with other bodies in the place of those of its links that carry one revision."""
    ahead = [one for one in pull.page.links if len(one.revisions) == 1]
    bodies = tuple(one.revisions[0].body or b"" for one in ahead)
    changed = dict(zip((one.link for one in ahead), change(bodies), strict=True))
    return _links(
        (
            replace(one, revisions=(replace(one.revisions[0], body=changed[one.link]),))
            if one.link in changed
            else one
            for one in pull.page.links
        ),
        pull,
    )


def _turned(bodies: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return (*bodies[:-1], bodies[-1][:-1] + bytes([bodies[-1][-1] ^ 1]))


def _kept_back(pull: Pull) -> Page:
    *others, last = pull.page.links
    (one,) = last.revisions
    gone = Revision(one.header, None, hashlib.sha256(one.body or b"").digest())
    return _links((*others, replace(last, revisions=(gone,))), pull)


def _older(pull: Pull) -> Page:
    """An earlier state of this very log: without the newest link that the phone holds."""
    *before, _ = pull.held
    return Page((), len(before), head_of(before[-1].link))


def _one_more_device(pull: Pull) -> Page:
    """A roster version with a device of the server's, in the name of a member of the one before."""
    before = [parse_roster(one.roster) for one in pull.held if one.roster is not None][-1]
    added = _next_roster(before)
    link = make_link(
        Link(
            account=before.account,
            seq=len(pull.held) + 1,
            previous=head_of(pull.held[-1].link),
            roster=before.hash,
            signer=before.members[0].id,
            kind=ROSTER,
            payload=(added.hash,),
        ),
        THEIRS.sign_seed,
    ).encode()
    return Page((Carried(link, added.encode()),), len(pull.held) + 1, head_of(link))


def _next_roster(before: Roster) -> Roster:
    unsigned = replace(
        before,
        number=before.number + 1,
        previous=before.hash,
        sealed_previous=None,
        random=None,
        members=(*before.members, THEIRS.member(DEVICE)),
        signer=before.members[0].id,
    )
    return make_roster(unsigned, THEIRS.sign_seed)


def _newer_version(pull: Pull) -> Page:
    first, *others = pull.page.links
    return _links((replace(first, link=b"\2" + first.link[1:]), *others), pull)


def _bomb(_pull: Pull) -> Answer:
    """2^32 links, as it says."""
    return Answer(status=200, headers=PACKED, body=b"\x81\xa5links\xdd\xff\xff\xff\xff")


def _endless(_pull: Pull) -> Answer:
    """A page that goes on for as long as somebody reads."""
    rest: Iterator[bytes] = itertools.repeat(MEBIBYTE)
    return Answer(status=200, headers=PACKED, body=b"\x81\xa5links\xc6\xff\xff\xff\xff", rest=rest)


class Lie(msgspec.Struct, frozen=True):
    """How a pull is answered, and what a phone says of it: that it is not genuine, or nothing."""

    disturb: Disturbance
    notice: Literal["tampered"] | None = "tampered"


LIES: dict[str, Lie] = {
    "A4 a device of the server's own joins": Lie(on_log(_one_more_device)),
    "A11 a bit of a body is turned": Lie(on_log(lambda pull: _with_bodies(pull, _turned))),
    "A12 two bodies change places": Lie(
        on_log(lambda pull: _with_bodies(pull, lambda bodies: bodies[::-1]))
    ),
    "A13 a link is left out": Lie(on_log(lambda pull: _links(pull.page.links[1:], pull))),
    "A13 a link comes twice": Lie(
        on_log(lambda pull: _links((pull.page.links[0], *pull.page.links), pull))
    ),
    "A14 an older state is shown": Lie(on_log(_older), None),
    "A16 a body is kept back": Lie(on_log(_kept_back)),
    "A17 a link is of another version": Lie(on_log(_newer_version)),
    "A20 a length that nothing has is named": Lie(on_log(_bomb), None),
    "A20 a page never ends": Lie(on_log(_endless), None),
}
"""About the log of a phone that holds most of it: two links of one revision are ahead of it."""


def another_journal(person: Person) -> Disturbance:
    """Somebody else's journal, whole and signed, in the place of the one that is asked for."""
    bodies = (person.registration(None), person.push(person.write("Not yours")))
    links = tuple(
        Carried(
            body["link"],
            body.get("roster"),
            tuple(Revision(one["header"], one["body"]) for one in body.get("revisions", ())),
        )
        for body in bodies
    )
    return on_log(lambda _pull: Page(links, person.seq, person.head))


def a_known_key(request: Request, forward: Callable[[], Answer]) -> Answer:
    """Each wrap holds a key that the server knows, in the place of the journal's."""
    honest = forward()
    if request.path != "/api/wraps":
        return honest
    log = _page(forwarded(replace(request, url=request.url.replace("wraps", "log?after=0"))))
    rosters = [parse_roster(one.roster) for one in log.links if one.roster is not None]
    members = {member.id: member for roster in rosters for member in roster.members}
    wraps = [parse_wrap(data) for data in msgspec.msgpack.decode(honest.body)["wraps"]]
    false = [_false(wrap, members[wrap.member]) for wrap in wraps]
    return Answer(status=200, headers=PACKED, body=msgspec.msgpack.encode({"wraps": false}))


def _false(wrap: Wrap, member: Member) -> bytes:
    """A wrap of 32 zero bytes, which is right in everything else."""
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    info = M("wrap", wrap.context())
    sealed = suite.encrypt(bytes(32), load_kem_public(member.kem_public), info=info)
    return replace(wrap, sealed=sealed).encode()
