"""How much is kept of whom, for whoever runs the server: accounts by number."""

from msgspec import Struct

from small_moments import roster
from small_moments.layout import Account


class Kept(Struct, frozen=True):
    """What is kept of one account. `devices` are those of the roster in force."""

    account: Account
    devices: int
    links: int
    revisions: int
    stored_bytes: int


def of_row(account: bytes, in_force: bytes, links: int, revisions: int, size: int) -> Kept:
    """From what either engine selects."""
    devices = len(list(roster.parse(in_force).devices()))
    return Kept(Account(account), devices, links, revisions, size)
