"""`small-moments-protocol open FILE`: read a dump or an archive, with neither app nor server."""

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from small_moments_protocol.archive import ArchivedFile, is_archive, read_archive
from small_moments_protocol.attachment import Attachment
from small_moments_protocol.chain import head_code
from small_moments_protocol.dump import WrongKitError, open_dump, parse_dump
from small_moments_protocol.errors import Refused
from small_moments_protocol.files import Staged, Taken, attached, staged
from small_moments_protocol.journal import entries, kept
from small_moments_protocol.kdf import normalize_passphrase
from small_moments_protocol.kit import Kit, parse_kit_text
from small_moments_protocol.report import Found, as_json, as_text, said_of


class _UnreadableError(Exception):
    """What stands on standard error, in one line."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns 0, or 1 if nothing, or an attachment, could not be opened.

    Wrong usage exits with 2.
    """
    asked = _parser().parse_args(arguments)
    try:
        found = _open(Path(asked.file), asked.files, asked.blobs)
    except _UnreadableError as error:
        print(f"small-moments-protocol: {error}", file=sys.stderr)
        return 1
    sys.stdout.write(as_json(found) if asked.json else as_text(found))
    return int(found.attachments.damaged != [])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="small-moments-protocol",
        description="Verify and open what a Small Moments server holds, or a sealed archive.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    opening = commands.add_parser(
        "open",
        help="verify a dump or an archive and print its entries",
        description="For a dump, asks for the kit and the passphrase and verifies the whole log;"
        " for an archive, asks for the passphrase. Prints the entries. From a pipe, each answer is"
        " a line of standard input.",
    )
    opening.add_argument(
        "file",
        metavar="FILE",
        help="written by `small-moments dump ACCOUNT`, or a sealed archive of the app",
    )
    opening.add_argument("--json", action="store_true", help="print JSON instead of text")
    opening.add_argument(
        "--files",
        metavar="FOLDER",
        type=Path,
        help="write photos and voice notes there, those of earlier versions too",
    )
    opening.add_argument(
        "--blobs",
        metavar="FOLDER",
        type=Path,
        help="where the sealed blobs of a dump lie, each in a file called by its id",
    )
    return parser


def _open(path: Path, files: Path | None, blobs: Path | None) -> Found:
    try:
        with path.open("rb") as source:
            if is_archive(source.read(32)):
                source.seek(0)
                return _open_archive(source, files)
        return _open_dump(path.read_bytes(), files, blobs)
    except OSError as error:
        raise _UnreadableError(f"{error.filename or path}: {error.strerror}") from None


def _open_archive(source: BinaryIO, files: Path | None) -> Found:
    passphrase = _ask_passphrase()
    with _aside(files) as aside:
        try:
            contents = read_archive(source, passphrase, aside.keep if aside else _drop)
        except Refused as refused:
            if refused.kind == "open":
                raise _UnreadableError("wrong passphrase, or the file is damaged") from None
            raise _UnreadableError(f"the file does not verify ({refused})") from None
        revisions = kept(contents)
        taken = _settled(aside, attached(revisions))
    lines = [f"Archive: {len(contents)} revisions, whole.", *said_of(taken, files)]
    return Found(lines, {"revisions": len(contents)}, entries(revisions), taken)


def _open_dump(data: bytes, files: Path | None, blobs: Path | None) -> Found:
    kit, passphrase = _ask_kit(), _ask_passphrase()
    try:
        journal = open_dump(parse_dump(data), kit, passphrase)
    except WrongKitError as error:
        raise _UnreadableError(str(error)) from None
    except Refused as refused:
        raise _UnreadableError(f"the file does not verify ({refused})") from None
    chain, found = journal.chain, attached(journal.revisions)
    with _aside(files) as aside:
        if aside and blobs:
            aside.open_blobs(chain.account, found.values(), blobs)
        taken = _settled(aside, found)
    code = head_code(chain.account, chain.seq, chain.head)
    facts: dict[str, str | int] = {
        "account": chain.account.hex(),
        "links": chain.seq,
        "revisions": len(journal.revisions),
        "head_code": code,
    }
    account = f"Account {chain.account.hex()}: {chain.seq} links, all verified."
    lines = [account, f"Head code {code}", *said_of(taken, files)]
    return Found(lines, facts, entries(journal.revisions), taken)


def _aside(files: Path | None) -> AbstractContextManager[Staged | None]:
    return nullcontext() if files is None else staged(files)


def _settled(aside: Staged | None, found: Mapping[str, Attachment]) -> Taken:
    return aside.settle(found) if aside else Taken([], [*found], [])


def _drop(_: ArchivedFile) -> Callable[[bytes], object]:
    return len


def _ask_kit() -> Kit:
    print(
        "Kit (60 letters and digits, or what its QR holds): ", end="", file=sys.stderr, flush=True
    )
    try:
        return parse_kit_text(sys.stdin.readline())
    except Refused as refused:
        raise _UnreadableError(f"this is no kit, or it is mistyped ({refused})") from None


def _ask_passphrase() -> str:
    prompt = "Passphrase: "
    if sys.stdin.isatty():
        passphrase = getpass.getpass(prompt, sys.stderr)
    else:
        print(prompt, file=sys.stderr)
        passphrase = sys.stdin.readline()
    try:
        normalize_passphrase(passphrase)
    except Refused:
        raise _UnreadableError("the passphrase is empty") from None
    return passphrase
