"""An honest account, made with the reference implementation: what a phone would send."""

import random
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from small_moments_protocol import epoch, link, login, revision, roster, wrap
from small_moments_protocol.canonical import Value
from small_moments_protocol.content import Content
from small_moments_protocol.layout import ZERO32
from small_moments_protocol.link import Link
from small_moments_protocol.login import Login
from small_moments_protocol.member import DEVICE, KIT, Keys, Member, account_id
from small_moments_protocol.revision import Header, Revision
from small_moments_protocol.roster import Roster

Body = dict[str, Any]


class Device:
    """One member's keys, and how far its revisions have come."""

    def __init__(self, random_bytes: Callable[[int], bytes], kind: int = DEVICE) -> None:
        self.keys = Keys(random_bytes(32), random_bytes(32))
        self.member: Member = self.keys.member(kind)
        self.id = self.member.id
        self.counter = 0
        self.last = ZERO32


class Person:
    """An account and its log; each method makes the next thing to send and goes on from there."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed).randbytes
        self.phone = Device(self.random)
        founding = self.random(32)
        self.account = account_id(self.phone.member, founding)
        self.epoch_key = self.random(32)
        self.seq, self.head = 0, ZERO32
        self.roster = roster.make_roster(
            Roster(
                account=self.account,
                number=0,
                day=20780,
                previous=ZERO32,
                epoch=1,
                commitment=epoch.epoch_commitment(self.account, 1, self.epoch_key),
                sealed_previous=None,
                random=founding,
                members=(self.phone.member,),
                signer=self.phone.id,
            ),
            self.phone.keys.sign_seed,
        )

    def resign_first(self, changed: Roster) -> None:
        """Begin with another roster 0, signed by the same phone."""
        self.roster = roster.make_roster(changed, self.phone.keys.sign_seed)

    def kit(self) -> Device:
        """A member of kind kit, with random keys."""
        return Device(self.random, KIT)

    def registration(self, invitation: str | None) -> Body:
        """The body of POST /api/accounts."""
        entering = self.link(link.ROSTER, (self.roster.hash,))
        made = wrap.make_wrap(self.roster, self.phone.id, self.epoch_key).encode()
        return {
            "invitation": invitation,
            "roster": self.roster.encode(),
            "link": entering.encode(),
            "wraps": [made],
        }

    def link(self, kind: int, payload: tuple[bytes, ...], by: Device | None = None) -> Link:
        """The next link; the log goes on from it."""
        signer = by or self.phone
        unsigned = Link(
            account=self.account,
            seq=self.seq + 1,
            previous=self.head,
            roster=self.roster.hash,
            signer=signer.id,
            kind=kind,
            payload=payload,
        )
        made = link.make_link(unsigned, signer.keys.sign_seed)
        self.seq, self.head = made.seq, made.head
        return made

    def write(
        self,
        text: str = "words",
        device: Device | None = None,
        *,
        day: str = "2026-11-23",
        at: int = 0,
        kind: str = "entry",
        record: bytes | None = None,
        fields: Mapping[str, Value] | None = None,
    ) -> Revision:
        """A sealed revision of a device: a new entry. `at` is in milliseconds since 1970.

        `fields` are what only its kind knows; `record` is its id, drawn by chance without one.
        """
        writer = device or self.phone
        before = ((writer.id, writer.counter),) if writer.counter else ()
        header = Header(
            account=self.account,
            epoch=self.roster.epoch,
            device=writer.id,
            counter=writer.counter + 1,
            previous=writer.last,
        )
        content = Content(
            kind=kind,
            record=record or self.random(16),
            parents=(),
            seen=before,
            schema=1,
            day=day,
            fields={"at": at, "text": text, "trashed": False, **(fields or {})},
            replaces=None,
        )
        made = revision.seal_revision(header, content, self.epoch_key, self.random)
        writer.counter, writer.last = header.counter, made.id
        return made

    def push(self, *revisions: Revision, by: Device | None = None) -> Body:
        """The body of POST /api/log for revisions."""
        made = self.link(link.REVISIONS, tuple(one.id for one in revisions), by)
        carried = [{"header": one.header, "body": one.body} for one in revisions]
        return push(made.encode(), revisions=carried)

    def purge(self, *ids: bytes) -> Body:
        """The body of POST /api/log that erases revisions for good."""
        return push(self.link(link.PURGE, tuple(sorted(ids))).encode())

    def members(self, *members: Device, rotates: bool = False, by: Device | None = None) -> Body:
        """The body of POST /api/log for a roster of these members."""
        signer = by or self.phone
        before, number = self.roster, self.roster.epoch + rotates
        key = self.random(32) if rotates else self.epoch_key
        sealed = None
        if rotates:
            sealed = epoch.seal_previous(self.account, number, (key, self.epoch_key), self.random)
        unsigned = msgspec.structs.replace(
            before,
            number=before.number + 1,
            previous=before.hash,
            epoch=number,
            commitment=epoch.epoch_commitment(self.account, number, key),
            sealed_previous=sealed,
            random=None,
            members=tuple(one.member for one in members),
            signer=signer.id,
            signature=b"",
        )
        entering = roster.make_roster(unsigned, signer.keys.sign_seed)
        needed = wrap.wraps_needed(before, entering)
        wraps = [wrap.make_wrap(entering, one, key).encode() for one in needed]
        made = self.link(link.ROSTER, (entering.hash,), signer)
        self.roster, self.epoch_key = entering, key
        return push(made.encode(), roster=entering.encode(), wraps=wraps)

    def signed(self, action: int, nonce: bytes, origin: str, by: Device | None = None) -> Body:
        """The body of a call that needs a fresh signature."""
        signer = by or self.phone
        asked = Login(action, self.account, signer.id, nonce, origin)
        return {
            "account": self.account,
            "member": signer.id,
            "nonce": nonce,
            "signature": login.sign_login(asked, signer.keys.sign_seed),
        }


def push(
    raw: bytes,
    roster: bytes | None = None,
    wraps: list[bytes] | None = None,
    revisions: list[dict[str, bytes]] | None = None,
) -> Body:
    """The body of POST /api/log."""
    return {"link": raw, "roster": roster, "wraps": wraps or [], "revisions": revisions or []}
