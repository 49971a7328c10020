"""A whole log on PostgreSQL, walked."""

from itertools import groupby

from small_moments.layout import Account
from small_moments.store.postgresql import accounts, blobs, log
from small_moments.store.postgresql.pool import Connection
from small_moments.store.replay import Said, Walk


async def holds(connection: Connection, account: Account) -> bool:
    """True if the log leads from its first link to just what the account says of itself.

    An account that is gone by now holds: nothing is there that could be wrong.
    """
    state = await accounts.load(connection, account)
    if state is None:
        return not await connection.fetchval("SELECT 1 FROM account WHERE account = $1", account)
    walk = Walk(account, await _wraps(connection, account))
    while walk.seq < state.seq:
        carried = await log.page(connection, account, walk.seq, state.seq)
        if not carried or not walk.enter(carried):
            return False
    ids = await connection.fetch(
        "SELECT revision FROM revision WHERE account = $1 ORDER BY seq, place", account
    )
    said = Said(
        state.seq,
        state.head,
        state.stored_bytes,
        state.roster,
        state.devices,
        [row[0] for row in ids],
    )
    return (
        walk.leads_to(said)
        and not await _goes_on(connection, account, state.seq)
        and await blobs.hold(connection, account)
    )


async def _wraps(connection: Connection, account: Account) -> dict[int, list[bytes]]:
    """The wraps by the seq of the link that needed them."""
    rows = await connection.fetch(
        "SELECT seq, wrap FROM wrap WHERE account = $1 ORDER BY seq, place", account
    )
    return {seq: [row[1] for row in some] for seq, some in groupby(rows, key=lambda row: row[0])}


async def _goes_on(connection: Connection, account: Account, seq: int) -> bool:
    """Whether there is anything behind the head."""
    return await connection.fetchval(
        "SELECT EXISTS (SELECT 1 FROM link WHERE account = $1 AND seq > $2)"
        " OR EXISTS (SELECT 1 FROM roster WHERE account = $1 AND seq > $2)",
        *(account, seq),
    )
