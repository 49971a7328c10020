"""Roster versions: who belongs to an account, from when on (spec R15, R16, R19 to R21, R23)."""

from itertools import pairwise
from typing import Final

from msgspec import Struct

from small_moments import ed25519
from small_moments.layout import (
    ZERO32,
    Account,
    Fields,
    MemberId,
    RefusedError,
    RosterHash,
    digest,
)

DEVICE: Final = 1
KIT: Final = 2
SHEET: Final = 3
KEM_KEY_SIZE: Final = 1216


class Member(Struct, frozen=True):
    """One member as a roster version names it (R15)."""

    id: MemberId
    kind: int
    sign_key: bytes


class Roster(Struct, frozen=True):
    """A parsed roster version; `raw` is what was signed, hashed and is kept."""

    raw: bytes
    hash: RosterHash
    account: Account
    number: int
    previous: RosterHash
    epoch: int
    commitment: bytes
    rotates: bool
    founder: bytes
    members: tuple[Member, ...]
    signer: MemberId
    signed: bytes
    signature: bytes

    def member(self, member: bytes) -> Member | None:
        """The member with this id, if it belongs to this version."""
        return next((one for one in self.members if one.id == member), None)

    def devices(self) -> list[MemberId]:
        """The ids of all members that are devices."""
        return [one.id for one in self.members if one.kind == DEVICE]


def parse(raw: bytes) -> Roster:
    """R19. Refuses `version`, `length`, `encoding`, `key`, in this order."""
    fields = Fields(raw)
    account = Account(fields.take(16))
    number = fields.number(4)
    fields.take(4)  # the day is informative
    previous = RosterHash(fields.take(32))
    epoch = fields.number(4)
    commitment = fields.take(32)
    rotates = fields.number(1)
    fields.take(60 if rotates == 1 else 0)
    random = fields.take(0 if number else 32)
    count = fields.number(1)
    entries = [fields.take(1 + 32 + KEM_KEY_SIZE) for _ in range(count)]
    signer = MemberId(fields.take(16))
    signed = fields.before()
    signature = fields.take(64)
    fields.end()
    if rotates > 1 or epoch == 0 or not 1 <= count <= 16:
        raise RefusedError("encoding")
    members = _members(entries)
    return Roster(
        raw=raw,
        hash=RosterHash(digest("roster", raw)),
        account=account,
        number=number,
        previous=previous,
        epoch=epoch,
        commitment=commitment,
        rotates=rotates == 1,
        founder=entries[0][1:] + random,
        members=members,
        signer=signer,
        signed=signed,
        signature=signature,
    )


def _members(entries: list[bytes]) -> tuple[Member, ...]:
    if any(not 1 <= entry[0] <= 3 for entry in entries):
        raise RefusedError("encoding")
    members = tuple(
        Member(MemberId(digest("member", entry)[:16]), entry[0], entry[1:33]) for entry in entries
    )
    ids = [member.id for member in members]
    if any(one >= following for one, following in pairwise(ids)):
        raise RefusedError("encoding")
    for member in members:
        ed25519.check_key(member.sign_key)
    return members


def check_first(roster: Roster) -> None:
    """R20: roster 0 certifies itself by the account id."""
    if roster.number != 0:
        raise RefusedError("sequence")
    if roster.previous != ZERO32:
        raise RefusedError("previous")
    if roster.epoch != 1 or roster.rotates:
        raise RefusedError("epoch")
    if len(roster.members) != 1 or roster.members[0].kind != DEVICE:
        raise RefusedError("roster")
    if digest("account", roster.founder)[:16] != roster.account:
        raise RefusedError("account")
    if roster.signer != roster.members[0].id:
        raise RefusedError("signer")
    _check_signature(roster, roster.members[0])


def check_next(before: Roster, roster: Roster, most_devices: int = 10) -> None:
    """R21: roster n + 1 follows roster n. A server may allow fewer devices than the rule's ten."""
    if roster.account != before.account:
        raise RefusedError("account")
    if roster.number != before.number + 1:
        raise RefusedError("sequence")
    if roster.previous != before.hash:
        raise RefusedError("previous")
    signer = before.member(roster.signer)
    if signer is None:
        raise RefusedError("signer")
    _check_signature(roster, signer)
    _check_epoch(before, roster)
    _check_kinds(roster, most_devices)


def _check_signature(roster: Roster, signer: Member) -> None:
    ed25519.verify(signer.sign_key, "roster-signature", roster.signed, roster.signature)


def _check_epoch(before: Roster, roster: Roster) -> None:
    begins = roster.epoch == before.epoch + 1
    if roster.epoch != before.epoch and not begins:
        raise RefusedError("epoch")
    if roster.rotates != begins:
        raise RefusedError("epoch")
    if begins:
        return
    if any(roster.member(member.id) is None for member in before.members):
        raise RefusedError("epoch")
    if roster.commitment != before.commitment:
        raise RefusedError("commitment")


def _check_kinds(roster: Roster, most_devices: int) -> None:
    kinds = [member.kind for member in roster.members]
    devices, kits, sheets = (kinds.count(kind) for kind in (DEVICE, KIT, SHEET))
    if devices > most_devices or kits > 1 or sheets > 1 or not (devices or kits):
        raise RefusedError("roster")


def needs_wraps(before: Roster | None, roster: Roster) -> frozenset[MemberId]:
    """R23: the members to whom the epoch key must be wrapped with this version."""
    ids = frozenset(member.id for member in roster.members)
    if before is None or roster.rotates:
        return ids
    return ids - {member.id for member in before.members}
