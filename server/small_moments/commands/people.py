"""`invite` and `accounts`: who may come in, and what is kept of whom. Nobody has a name here."""

import argparse
import asyncio
import os
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from small_moments import invitations, inviting, sheet
from small_moments.commands import asked as given
from small_moments.commands import written
from small_moments.commands.outcome import Command, FailedError, Outcome
from small_moments.layout import Account
from small_moments.settings import Settings, origin_of
from small_moments.store import opening
from small_moments.store.survey import Kept

_DAY: Final = 86400
_KIB: Final = 1024
_MIB: Final = 1024 * _KIB
_HEADING: Final = (
    "account                           devices  links  revisions  attachments      KiB  full"
)


def _add_invite(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--count", type=given.number(1, 200), default=1, metavar="N", help="for so many people"
    )
    parser.add_argument(
        "--expires", type=given.number(1, 3650), metavar="DAYS", help="not valid after so many days"
    )
    parser.add_argument(
        "--sheet", metavar="FILE", help="write a page of cards to print, each with a QR code"
    )
    parser.add_argument(
        "--language", choices=sheet.LANGUAGES, default="en", help="of that page; default: en"
    )


def _invite(asked: argparse.Namespace) -> Outcome:
    settings = given.settings(asked)
    last_day = None if asked.expires is None else _today() + asked.expires
    path = Path(asked.sheet) if asked.sheet else None
    if path is not None:
        written.refuse_existing(path, "the file for the sheet")

    async def make() -> list[str]:
        async with opening.opened(settings) as store:
            return await inviting.make(store, os.urandom, asked.count, last_day)

    codes = asyncio.run(make())
    served = settings.origin or opening.last_origin(settings)
    origin = served or origin_of(settings, settings.port)
    last = None if last_day is None else date(1970, 1, 1) + timedelta(last_day)
    values: dict[str, Any] = {
        "invitations": [{"code": code, "link": invitations.link(origin, code)} for code in codes],
        "valid_until": None if last is None else last.isoformat(),
    }
    lines = [inviting.shown(origin, code) for code in codes]
    if path is not None:
        page = sheet.page(origin, codes, last, asked.language)
        written.write(path, page)
        values["sheet"] = str(path)
        lines = [f"{path}: {asked.count} cards to print. Whoever has one can begin a journal here."]
    if last is not None:
        lines.append(f"Valid until {last.isoformat()} (UTC).")
    return Outcome(lines, values)


def _add_accounts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("list", "delete"), default="list", help="default: list"
    )
    parser.add_argument("account", nargs="?", metavar="ACCOUNT", help="the one to delete")
    parser.add_argument("--yes", action="store_true", help="really delete it, for good")


def _accounts(asked: argparse.Namespace) -> Outcome:
    if asked.action == "delete":
        return _delete(asked)
    if asked.account is not None:
        raise FailedError("list takes no account", 2)
    settings = given.settings(asked)
    kept, unused = asyncio.run(opening.survey(settings, _today()))
    total = sum(one.bytes for one in kept)
    quota = f"each may take {settings.account_bytes / _MIB:.1f} MiB"
    sizes = f"{len(kept)} accounts with {total / _MIB:.1f} MiB, {unused} unused invitations"
    lines = [f"{sizes}; {quota}"]
    if kept:
        lines += ["", _HEADING]
        lines += [_row(one, settings.account_bytes) for one in kept]
    values = {
        "accounts": [_values(one) for one in kept],
        "stored_bytes": sum(one.stored_bytes for one in kept),
        "blob_bytes": sum(one.blob_bytes for one in kept),
        "account_bytes": settings.account_bytes,
        "unused_invitations": unused,
    }
    return Outcome(lines, values)


def _row(one: Kept, quota: int) -> str:
    size = one.bytes / _KIB
    full = one.bytes / quota
    return (
        f"{one.account.hex()}  {one.devices:7}  {one.links:5}  {one.revisions:9}"
        f"  {one.blobs:11}  {size:7.0f}  {full:4.0%}"
    )


def _values(one: Kept) -> dict[str, Any]:
    return {
        "account": one.account.hex(),
        "devices": one.devices,
        "links": one.links,
        "revisions": one.revisions,
        "stored_bytes": one.stored_bytes,
        "blobs": one.blobs,
        "blob_bytes": one.blob_bytes,
    }


def _delete(asked: argparse.Namespace) -> Outcome:
    if asked.account is None:
        raise FailedError("which account? `small-moments accounts` lists them", 2)
    account = given.account(asked.account)
    settings = given.settings(asked)
    kept, _ = asyncio.run(opening.survey(settings, _today()))
    found = next((one for one in kept if one.account == account), None)
    if found is None:
        raise FailedError("no such account")
    if not asked.yes:
        raise FailedError(
            f"this would erase {found.revisions} revisions and {found.blobs} attachments of one"
            " person from the server, for good;"
            " their devices keep their own copies; add --yes to do it",
            2,
        )
    asyncio.run(_erase(settings, found.account))
    text = "Erased. What was backed up before goes with the backups; a restore leaves it out."
    return Outcome([text], {"erased": account.hex()})


async def _erase(settings: Settings, account: Account) -> None:
    async with opening.opened(settings) as store:
        await store.erase(account, _today(), lambda: None)


def _today() -> int:
    return int(time.time() // _DAY)


COMMANDS: Final = (
    Command("invite", "make invitations, each for one person", _invite, _add_invite),
    Command("accounts", "what is kept of whom, by number; delete one", _accounts, _add_accounts),
)
