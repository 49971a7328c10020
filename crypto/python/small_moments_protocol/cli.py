"""`small-moments-protocol open FILE`: read a dump or an archive, with neither app nor server."""

import argparse
import getpass
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import category

import msgspec

from small_moments_protocol.archive import is_archive, open_archive
from small_moments_protocol.canonical import Value
from small_moments_protocol.chain import head_code
from small_moments_protocol.dump import WrongKitError, open_dump, parse_dump
from small_moments_protocol.errors import Refused
from small_moments_protocol.journal import Entry, entries, kept
from small_moments_protocol.kdf import normalize_passphrase
from small_moments_protocol.kit import Kit, parse_kit_text


class _UnreadableError(Exception):
    """What stands on standard error, in one line."""


class _Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of the file, to people and to programs, and what stands in it."""

    lines: list[str]
    facts: dict[str, str | int]
    entries: list[Entry]


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns 0, or 1 if nothing could be opened; wrong usage exits with 2."""
    asked = _parser().parse_args(arguments)
    try:
        found = _open(Path(asked.file))
    except _UnreadableError as error:
        print(f"small-moments-protocol: {error}", file=sys.stderr)
        return 1
    sys.stdout.write(_json(found) if asked.json else _text(found))
    return 0


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
    return parser


def _open(path: Path) -> _Found:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _UnreadableError(f"{path}: {error.strerror}") from None
    return _open_archive(data) if is_archive(data) else _open_dump(data)


def _open_archive(data: bytes) -> _Found:
    passphrase = _ask_passphrase()
    try:
        contents = open_archive(data, passphrase)
    except Refused as refused:
        if refused.kind == "open":
            raise _UnreadableError("wrong passphrase, or the file is damaged") from None
        raise _UnreadableError(f"the file does not verify ({refused})") from None
    lines = [f"Archive: {len(contents)} revisions, whole."]
    return _Found(lines, {"revisions": len(contents)}, entries(kept(contents)))


def _open_dump(data: bytes) -> _Found:
    kit, passphrase = _ask_kit(), _ask_passphrase()
    try:
        journal = open_dump(parse_dump(data), kit, passphrase)
    except WrongKitError as error:
        raise _UnreadableError(str(error)) from None
    except Refused as refused:
        raise _UnreadableError(f"the file does not verify ({refused})") from None
    chain = journal.chain
    code = head_code(chain.account, chain.seq, chain.head)
    facts: dict[str, str | int] = {
        "account": chain.account.hex(),
        "links": chain.seq,
        "revisions": len(journal.revisions),
        "head_code": code,
    }
    account = f"Account {chain.account.hex()}: {chain.seq} links, all verified."
    return _Found([account, f"Head code {code}"], facts, entries(journal.revisions))


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


def _json(found: _Found) -> str:
    listed = [
        {
            "id": entry.id.hex(),
            "kind": entry.kind,
            "day": entry.day,
            "at": entry.at,
            "texts": entry.texts,
            "trashed": entry.trashed,
            "fields": {name: list(map(_plain, said)) for name, said in entry.fields.items()},
        }
        for entry in found.entries
    ]
    answer = {**found.facts, "entries": listed}
    return msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n"


def _text(found: _Found) -> str:
    lines = [*found.lines]
    day = ""
    for entry in found.entries:
        if entry.day != day:
            lines += ["", entry.day]
            day = entry.day
        lines += ["", *_entry_lines(entry)]
    return "\n".join(lines) + "\n"


def _entry_lines(entry: Entry) -> list[str]:
    begun = datetime.fromtimestamp(max(0, min(entry.at, 2**47)) / 1000, UTC)
    notes = [entry.kind, *(["in the trash"] if entry.trashed else [])]
    if len(entry.texts) > 1:
        notes.append(f"{len(entry.texts)} versions, written at the same time")
    head = f"  begun {begun:%Y-%m-%d %H:%M} UTC" + "".join(f" · {note}" for note in notes)
    lines = [head]
    for number, text in enumerate(entry.texts):
        lines += ["  ---"] if number else []
        lines += [f"  {line}" for line in _printable(text).split("\n")]
    for name, said in entry.fields.items():
        for value in said:
            shown = value if isinstance(value, str) else json.dumps(_plain(value))
            first, *rest = _printable(shown).split("\n")
            lines += [f"  {name}: {first}", *(f"    {line}" for line in rest)]
    return lines


def _plain(value: Value) -> Value:
    """A value as JSON can hold it: bytes in hexadecimal."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return value


def _printable(text: str) -> str:
    """Without control characters, which could steer the terminal."""
    return "".join("\ufffd" if category(c) == "Cc" and c not in "\n\t" else c for c in text)
