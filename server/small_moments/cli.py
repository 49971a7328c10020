"""The command `small-moments`."""

import argparse
import asyncio
import os
import sqlite3
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from small_moments import __version__, backups, doctor, dump, inviting, releases, static
from small_moments.layout import Account
from small_moments.settings import FIELDS, Settings, SettingsError, load, origin_of
from small_moments.store import database
from small_moments.store.database import DatabaseError
from small_moments.store.migration import MigrationError
from small_moments.store.snapshot import UnsoundError


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 could not, 2 wrongly asked."""
    asked = _parser().parse_args(arguments)
    try:
        return _COMMANDS[asked.command](asked)
    except SettingsError as error:
        print(f"small-moments: {error}", file=sys.stderr)
        return 2
    except (DatabaseError, MigrationError, UnsoundError, OSError, sqlite3.Error) as error:
        print(f"small-moments: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="small-moments", description="A journal server that cannot read the journals."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_settings(commands.add_parser("serve", help="serve the app and its API"))
    _add_settings(commands.add_parser("invite", help="make an invitation for one person"))
    dumping = commands.add_parser("dump", help="write all rows of an account's log to a file")
    dumping.add_argument("account", metavar="ACCOUNT", help="account id in hexadecimal")
    dumping.add_argument("file", metavar="FILE", nargs="?", help="default: ACCOUNT.dump")
    _add_settings(dumping)
    backing = commands.add_parser("backup", help="copy the database to a new file, while serving")
    backing.add_argument("folder", metavar="FOLDER", nargs="?", help="default: DATA/backups")
    _add_settings(backing)
    restoring = commands.add_parser("restore", help="make a backup the database of an empty folder")
    restoring.add_argument("file", metavar="FILE", help="a file that `backup` made")
    _add_settings(restoring)
    looking = commands.add_parser("doctor", help="look whether all is well, change nothing")
    looking.add_argument("folder", metavar="FOLDER", nargs="?", help="of the backups, as above")
    _add_settings(looking)
    hashing = commands.add_parser("release-hashes", help="print the hashes of the app's files")
    _add_settings(hashing)
    commands.add_parser("version", help="print the version")
    return parser


def _add_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--settings", metavar="FILE", help="a TOML file with settings")
    for name, field in FIELDS.items():
        description = field.__metadata__[0].description.replace("%", "%%")
        parser.add_argument(
            "--" + name.replace("_", "-"), dest=f"setting_{name}", metavar="X", help=description
        )


def _settings(asked: argparse.Namespace) -> Settings:
    flags = {
        name: str(value)
        for name in FIELDS
        if (value := getattr(asked, f"setting_{name}", None)) is not None
    }
    return load(flags, os.environ, Path(asked.settings) if asked.settings else None)


def _serve(asked: argparse.Namespace) -> int:
    from small_moments import serve  # noqa: PLC0415  (no other command needs the framework)

    serve.serve(_settings(asked))
    return 0


def _invite(asked: argparse.Namespace) -> int:
    settings = _settings(asked)

    async def invite() -> str:
        async with database.opened(Path(settings.data)) as opened:
            return await inviting.invite(opened, os.urandom)

    code = asyncio.run(invite())
    served = settings.origin or database.last_origin(Path(settings.data))
    inviting.show(served or origin_of(settings, settings.port), code)
    return 0


def _dump(asked: argparse.Namespace) -> int:
    settings = _settings(asked)
    name = "".join(asked.account.split()).replace("-", "").lower()
    try:
        account = Account(bytes.fromhex(name))
    except ValueError:
        account = Account(b"")
    if len(account) != 16:
        print("small-moments: an account id has 32 hexadecimal digits", file=sys.stderr)
        return 2
    written = asyncio.run(dump.dump(Path(settings.data), account))
    if written is None:
        print("small-moments: no such account", file=sys.stderr)
        return 1
    path = Path(asked.file or f"{name}.dump")
    path.write_bytes(written)
    print(f"{path}: {len(written)} bytes")
    return 0


def _backup(asked: argparse.Namespace) -> int:
    settings = _settings(asked)
    folder = _backup_folder(asked, settings)
    days = settings.backup_days
    print(backups.make(Path(settings.data), folder, days=days, now=time.time()))
    return 0


def _backup_folder(asked: argparse.Namespace, settings: Settings) -> Path:
    return Path(asked.folder) if asked.folder else Path(settings.data) / backups.FOLDER


def _restore(asked: argparse.Namespace) -> int:
    settings = _settings(asked)
    done = backups.restore(
        Path(asked.file), Path(settings.data), days=settings.backup_days, now=time.time()
    )
    made = datetime.fromtimestamp(done.made, UTC).strftime("%Y-%m-%d %H:%M UTC")
    print(f"restored as of {made}; accounts erased since and left out: {done.erased}")
    print("All sessions have ended. What came later is on people's devices, which send it again.")
    return 0


def _doctor(asked: argparse.Namespace) -> int:
    settings = _settings(asked)
    findings = doctor.examine(settings, _backup_folder(asked, settings), time.time())
    for finding in findings:
        print(f"{'ok   ' if finding.well else 'WRONG'}  {finding.what}")
    return 0 if all(finding.well for finding in findings) else 1


def _release_hashes(asked: argparse.Namespace) -> int:
    settings = _settings(asked)
    lines = releases.listing(Path(settings.app) if settings.app else static.APP)
    print(lines + releases.fingerprint(lines))
    return 0


def _version(_: argparse.Namespace) -> int:
    print(__version__)
    return 0


_COMMANDS = {
    "serve": _serve,
    "invite": _invite,
    "dump": _dump,
    "backup": _backup,
    "restore": _restore,
    "doctor": _doctor,
    "release-hashes": _release_hashes,
    "version": _version,
}

if __name__ == "__main__":
    raise SystemExit(main())
