"""How much is kept of whom, for whoever runs the server: accounts by number."""

from msgspec import Struct

from small_moments import roster
from small_moments.layout import Account


class Kept(Struct, frozen=True):
    """What is kept of one account: `stored_bytes` by its log, `blob_bytes` by what is attached.

    `devices` are those of the roster in force.
    """

    account: Account
    devices: int
    links: int
    revisions: int
    stored_bytes: int
    blobs: int
    blob_bytes: int

    @property
    def bytes(self) -> int:
        """What counts against the limit."""
        return self.stored_bytes + self.blob_bytes


def of_row(
    account: bytes,
    in_force: bytes,
    links: int,
    revisions: int,
    size: int,
    blobs: int,
    blob_bytes: int,
) -> Kept:
    """From what either engine selects."""
    devices = len(list(roster.parse(in_force).devices()))
    return Kept(Account(account), devices, links, revisions, size, blobs, blob_bytes)
