"""The command `small-moments`."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from small_moments import __version__, app, dump, serve
from small_moments.layout import Account
from small_moments.settings import FIELDS, Settings, SettingsError, load
from small_moments.store import database
from small_moments.store.database import DatabaseError
from small_moments.store.migration import MigrationError


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 could not, 2 wrongly asked."""
    asked = _parser().parse_args(arguments)
    try:
        return _COMMANDS[asked.command](asked)
    except SettingsError as error:
        print(f"small-moments: {error}", file=sys.stderr)
        return 2
    except (DatabaseError, MigrationError, OSError) as error:
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
    serve.serve(_settings(asked))
    return 0


def _invite(asked: argparse.Namespace) -> int:
    settings = _settings(asked)

    async def invite() -> str:
        async with database.opened(Path(settings.data)) as opened:
            return await serve.invite(opened, os.urandom)

    code = asyncio.run(invite())
    served = settings.origin or database.last_origin(Path(settings.data))
    serve.show_invitation(served or app.origin_of(settings, settings.port), code)
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


def _version(_: argparse.Namespace) -> int:
    print(__version__)
    return 0


_COMMANDS = {"serve": _serve, "invite": _invite, "dump": _dump, "version": _version}

if __name__ == "__main__":
    raise SystemExit(main())
