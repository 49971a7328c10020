"""Wraps: an epoch key sealed to one member, opaque but for its address (spec R22)."""

from msgspec import Struct

from small_moments.layout import Account, Fields, MemberId, RosterHash


class Wrap(Struct, frozen=True):
    """A parsed wrap."""

    raw: bytes
    account: Account
    epoch: int
    roster: RosterHash
    member: MemberId


def parse(raw: bytes) -> Wrap:
    """R22. Refuses `version`, `length`."""
    fields = Fields(raw)
    wrap = Wrap(
        raw=raw,
        account=Account(fields.take(16)),
        epoch=fields.number(4),
        roster=RosterHash(fields.take(32)),
        member=MemberId(fields.take(16)),
    )
    fields.take(1120 + 48)
    fields.end()
    return wrap
