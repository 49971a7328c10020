"""`backup`, `verify-backup`, `restore`, `migrate`, `dump`: the database as a whole."""

import argparse
import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from small_moments import backups, dump, upgrading
from small_moments.commands import asked as given
from small_moments.commands import written
from small_moments.commands.outcome import Command, FailedError, Outcome
from small_moments.layout import Account
from small_moments.settings import Settings
from small_moments.store import opening
from small_moments.store.migrations import Migrated


def _of_files(asked: argparse.Namespace) -> Settings:
    """The settings, where a data folder is what is kept. Raises FailedError."""
    settings = given.settings(asked)
    if settings.database:
        raise FailedError(
            "PostgreSQL is backed up by pg_dump, or by `small-moments db copy @ FOLDER` and "
            "`small-moments backup` there; `db copy` puts such a folder back into an empty database"
        )
    return settings


def _backup(asked: argparse.Namespace) -> Outcome:
    settings = _of_files(asked)
    folder = given.backups_of(asked, settings)
    made = backups.make(
        Path(settings.data),
        folder,
        days=settings.backup_days,
        now=time.time(),
        chunks=not settings.blobs,
    )
    return Outcome([str(made)], {"file": str(made), "bytes": made.stat().st_size})


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file that `backup` made")


def _verify(asked: argparse.Namespace) -> Outcome:
    settings = given.settings(asked)
    sound = backups.verify(
        Path(asked.file),
        days=settings.backup_days,
        now=time.time(),
        chunks=not settings.blobs,
    )
    made = _minute(sound.made)
    return Outcome(
        [f"sound: as of {made}, {sound.accounts} accounts, schema {sound.schema}"],
        {"made": made, "accounts": sound.accounts, "schema": sound.schema},
    )


def _restore(asked: argparse.Namespace) -> Outcome:
    settings = _of_files(asked)
    done = backups.restore(
        Path(asked.file),
        Path(settings.data),
        days=settings.backup_days,
        now=time.time(),
        chunks=not settings.blobs,
    )
    made = _minute(done.made)
    lines = [
        f"restored as of {made}; accounts erased since and left out: {done.erased}",
        "All sessions have ended. What came later is on people's devices, which send it again.",
    ]
    if done.missing:
        lines.append(f"{done.missing} chunks of attachments were not beside it; devices send them.")
    return Outcome(lines, {"made": made, "left_out": done.erased, "missing_chunks": done.missing})


def _minute(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _add_migrate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="try it on a copy, which goes again; change nothing"
    )


def _migrate(asked: argparse.Namespace) -> Outcome:
    settings = given.settings(asked)
    done = _migrated(settings, dry=asked.dry_run)
    values = {
        "from": done.before,
        "to": done.after,
        "applied": done.names,
        "dry_run": asked.dry_run,
    }
    if not done.names:
        return Outcome([f"schema {done.before}, the newest that this program knows"], values)
    how = "would go well" if asked.dry_run else "done"
    lines = [f"schema {done.before} to {done.after}: {how}", *(f"  {one}" for one in done.names)]
    if not asked.dry_run and not settings.database:
        lines.append("A copy from before is beside the backups.")
    return Outcome(lines, values)


def _migrated(settings: Settings, *, dry: bool) -> Migrated:
    if settings.database:
        return asyncio.run(opening.migrate(settings.database, dry=dry))
    data = given.existing(settings)
    return upgrading.attempt(data) if dry else upgrading.migrate(data)


def _add_dump(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("account", metavar="ACCOUNT", help="account id in hexadecimal")
    parser.add_argument("file", metavar="FILE", nargs="?", help="default: ACCOUNT.dump")


def _dump(asked: argparse.Namespace) -> Outcome:
    account = given.account(asked.account)
    settings = given.settings(asked)
    path = Path(asked.file or f"{account.hex()}.dump")
    beside = path.with_name(f"{path.name}.blobs")
    written.refuse_existing(path, "the file for the dump")
    written.refuse_existing(beside, "the folder for its attachments")
    size, blobs = asyncio.run(_write_dump(settings, account, path, beside))
    lines = [f"{path}: {size} bytes"]
    if blobs:
        lines.append(f"{beside}: {blobs} attachments")
    return Outcome(lines, {"file": str(path), "bytes": size, "blobs": blobs})


async def _write_dump(
    settings: Settings, account: Account, path: Path, beside: Path
) -> tuple[int, int]:
    """Bytes of the log, and how many blobs there were."""
    async with opening.opened(settings) as store:
        log = await dump.dump(store, account)
        if log is None:
            raise FailedError("no such account")
        await asyncio.to_thread(written.write, path, log)
        blobs = 0
        async for name, chunks in dump.blobs(store, account):
            await asyncio.to_thread(_write_blob, beside / name, chunks)
            blobs += 1
    return len(log), blobs


def _write_blob(path: Path, chunks: list[bytes]) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    written.write(path, b"".join(chunks))


COMMANDS: Final = (
    Command("backup", "copy the database to a new file, while serving", _backup, given.add_backups),
    Command("verify-backup", "walk every log of a backup", _verify, _add_file),
    Command("restore", "make a backup the database of an empty folder", _restore, _add_file),
    Command("migrate", "bring the database up to this program", _migrate, _add_migrate),
    Command("dump", "write an account's log to a file, its blobs beside it", _dump, _add_dump),
)
