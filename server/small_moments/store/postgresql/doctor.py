"""Whether a database of PostgreSQL is well, and what to do where it is not."""

from typing import Final

from small_moments.findings import Finding, well, wrong
from small_moments.layout import Account
from small_moments.store import migrations
from small_moments.store.errors import StoreError
from small_moments.store.migrations import MigrationError
from small_moments.store.postgresql import migration, pool, replay
from small_moments.store.postgresql.migration import UNFINISHED
from small_moments.store.postgresql.pool import REMEDY, Connection, Pool

_PUT_BACK: Final = "stop the servers and put back a dump or a copy: docs/operate.md"
# Without these, what was acknowledged is not on disk.
_FLUSHING: Final = ("fsync", "full_page_writes")


async def examine(url: str) -> list[Finding]:
    """All findings. Nothing is changed, and servers may be running."""
    try:
        async with pool.opened(url) as opened_pool:
            return await _examine(opened_pool)
    except (StoreError, MigrationError) as error:
        return [wrong("database", str(error).removesuffix(f"; {REMEDY}"), REMEDY)]


async def _examine(opened_pool: Pool) -> list[Finding]:
    if await opened_pool.read(migration.is_unfinished):
        return [wrong("database", UNFINISHED, "`small-moments db copy` with the same places")]
    flushing = _flushing(await opened_pool.read(_settings))
    found = await opened_pool.read(migration.version)
    if found == 0:
        remedy = "`small-moments serve` or `small-moments init` begins one"
        return [flushing, wrong("schema", "there are no tables yet", remedy)]
    known = migration.read()
    if (missing := migrations.missing(known, found)).names:
        remedy = "the next start brings it up; try it first with `small-moments migrate --dry-run`"
        said = f"it is of {found}, this program is for {missing.after}"
        return [flushing, wrong("schema", said, remedy)]
    return [await _logs(opened_pool), flushing, well("schema", f"{found}, the newest")]


async def _logs(opened_pool: Pool) -> Finding:
    """Every log, each as of one moment of its own: nobody who erases has to wait for this."""
    names = [Account(row[0]) for row in await opened_pool.ask("SELECT account FROM account")]
    torn = 0
    for name in names:
        torn += not await opened_pool.read(lambda read, name=name: replay.holds(read, name))
    if torn:
        said = f"{torn} of {len(names)} accounts are not as their logs say"
        return wrong("database", said, _PUT_BACK)
    return well("database", "every log leads to its head")


async def _settings(connection: Connection) -> dict[str, str]:
    rows = await connection.fetch(
        "SELECT name, setting FROM pg_settings WHERE name = ANY ($1::text[])", list(_FLUSHING)
    )
    return {row[0]: row[1] for row in rows}


def _flushing(settings: dict[str, str]) -> Finding:
    off = sorted(name for name, value in settings.items() if value == "off")
    if off:
        said = f"off: {', '.join(off)}"
        return wrong("durability", said, "set them to on: a power cut would take what was saved")
    return well("durability", "what is acknowledged is on disk")
