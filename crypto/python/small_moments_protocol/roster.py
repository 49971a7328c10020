"""Roster versions and their chain (R19 to R21)."""

from collections import Counter
from itertools import pairwise

import msgspec

from small_moments_protocol import ed25519
from small_moments_protocol.epoch import SEALED_PREVIOUS
from small_moments_protocol.errors import Refused
from small_moments_protocol.labels import H, M
from small_moments_protocol.layout import VERSION, ZERO32, Reader, u8, u32
from small_moments_protocol.member import DEVICE, KEM_PUBLIC, KIT, SHEET, Member, account_id

MAX_MEMBERS = 16
MAX_DEVICES = 10
_MEMBER = 1 + 32 + KEM_PUBLIC


class Roster(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One signed version. `day` counts from 1970-01-01; members ascend by id."""

    account: bytes
    number: int
    day: int
    previous: bytes
    epoch: int
    commitment: bytes
    sealed_previous: bytes | None
    random: bytes | None
    members: tuple[Member, ...]
    signer: bytes
    signature: bytes = b""

    @property
    def hash(self) -> bytes:
        return H("roster", self.encode())

    @property
    def rotates(self) -> bool:
        return self.sealed_previous is not None

    def unsigned(self) -> bytes:
        return b"".join(
            [
                VERSION,
                self.account,
                u32(self.number),
                u32(self.day),
                self.previous,
                u32(self.epoch),
                self.commitment,
                u8(self.rotates),
                self.sealed_previous or b"",
                self.random or b"",
                u8(len(self.members)),
                *(member.encode() for member in self.members),
                self.signer,
            ]
        )

    def encode(self) -> bytes:
        return self.unsigned() + self.signature

    def member(self, member_id: bytes) -> Member | None:
        return next((member for member in self.members if member.id == member_id), None)


def make_roster(unsigned: Roster, sign_seed: bytes) -> Roster:
    """The version signed, its members put in order. Refuses what parsing refuses."""
    members = tuple(sorted(unsigned.members, key=lambda member: member.id))
    ordered = msgspec.structs.replace(unsigned, members=members)
    signature = ed25519.sign(sign_seed, M("roster-signature", ordered.unsigned()))
    return parse_roster(msgspec.structs.replace(ordered, signature=signature).encode())


def parse_roster(data: bytes) -> Roster:
    """Refuses `version`, `length`, `encoding`, `key`, in this order; verifies no signature."""
    reader = Reader(data)
    account, number, day = reader.take(16), reader.u32(), reader.u32()
    previous, epoch, commitment = reader.take(32), reader.u32(), reader.take(32)
    rotates = reader.u8()
    sealed = reader.take(SEALED_PREVIOUS) if rotates == 1 else None
    random = reader.take(32) if number == 0 else None
    count = reader.u8()
    reader.expect(count * _MEMBER + 16 + 64)
    members = tuple(
        Member(reader.u8(), reader.take(32), reader.take(KEM_PUBLIC)) for _ in range(count)
    )
    if rotates > 1 or epoch == 0 or not 1 <= count <= MAX_MEMBERS:
        raise Refused("encoding", "expected rotates 0 or 1, an epoch from 1, 1 to 16 members")
    _check_members(members)
    return Roster(
        account=account,
        number=number,
        day=day,
        previous=previous,
        epoch=epoch,
        commitment=commitment,
        sealed_previous=sealed,
        random=random,
        members=members,
        signer=reader.take(16),
        signature=reader.take(64),
    )


def _check_members(members: tuple[Member, ...]) -> None:
    ids = [member.id for member in members]
    if any(a >= b for a, b in pairwise(ids)):
        raise Refused("encoding", "expected members in strictly ascending order of their ids")
    if any(member.kind not in (DEVICE, KIT, SHEET) for member in members):
        raise Refused("encoding", "expected members of kinds 1 to 3")
    for member in members:
        ed25519.check_key(member.sign_public)


def check_genesis(roster: Roster, account: bytes) -> None:
    """Refuse what is not roster 0 of `account` (R20)."""
    if roster.number != 0:
        raise Refused("sequence", f"expected roster 0, got {roster.number}")
    if roster.previous != ZERO32:
        raise Refused("previous", "expected roster 0 to follow nothing")
    if roster.epoch != 1 or roster.rotates:
        raise Refused("epoch", "expected roster 0 to begin epoch 1 without a previous key")
    first = roster.members[0]
    if len(roster.members) != 1 or first.kind != DEVICE:
        raise Refused("roster", "expected one member, a device")
    if roster.account != account or account_id(first, roster.random or b"") != account:
        raise Refused("account", "expected an account id that certifies roster 0")
    if roster.signer != first.id:
        raise Refused("signer", "expected the first device to sign roster 0")
    _verify(roster, first)


def check_next(before: Roster, after: Roster) -> None:
    """Refuse a version that may not follow `before` (R21)."""
    if after.account != before.account:
        raise Refused("account", "expected the same account, got another")
    if after.number != before.number + 1:
        raise Refused("sequence", f"expected roster {before.number + 1}, got {after.number}")
    if after.previous != before.hash:
        raise Refused("previous", "expected the hash of the roster before, got another")
    signer = before.member(after.signer)
    if signer is None:
        raise Refused("signer", "expected a member of the roster before to sign")
    _verify(after, signer)
    _check_epoch(before, after)
    _check_kinds(after)


def _verify(roster: Roster, signer: Member) -> None:
    ed25519.verify(signer.sign_public, M("roster-signature", roster.unsigned()), roster.signature)


def _check_epoch(before: Roster, after: Roster) -> None:
    step = after.epoch - before.epoch
    if step not in (0, 1) or after.rotates != (step == 1):
        raise Refused("epoch", "expected the same epoch, or the next with a sealed previous key")
    if step == 0 and not set(before.members) <= set(after.members):
        raise Refused("epoch", "expected a new epoch when a member goes")
    if step == 0 and after.commitment != before.commitment:
        raise Refused("commitment", "expected the same commitment in the same epoch")


def _check_kinds(roster: Roster) -> None:
    kinds = Counter(member.kind for member in roster.members)
    if kinds[DEVICE] > MAX_DEVICES or kinds[KIT] > 1 or kinds[SHEET] > 1:
        raise Refused("roster", "expected at most 10 devices, one kit, one sheet")
    if not kinds[DEVICE] and not kinds[KIT]:
        raise Refused("roster", "expected a device or a kit to be left")
