"""What is said of a dump or an archive that was opened, as text and as JSON."""

import json
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import category

import msgspec

from small_moments_protocol.attachment import is_attachment
from small_moments_protocol.canonical import Value
from small_moments_protocol.files import Taken, attachments_in, file_name
from small_moments_protocol.journal import Entry


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of the file, to people and to programs, and what stands in it."""

    lines: list[str]
    facts: dict[str, str | int]
    entries: list[Entry]
    attachments: Taken


def said_of(taken: Taken, files: Path | None) -> list[str]:
    """Nothing where nothing is attached; else what became of each."""
    all_of = len(taken.written) + len(taken.missing) + len(taken.damaged)
    if not all_of:
        return []
    if files is None:
        return [f"Attachments: {all_of}; --files FOLDER writes them out."]
    line = f"Attachments: {len(taken.written)} written to {files}"
    line += f", {len(taken.missing)} not there, {len(taken.damaged)} damaged."
    return [
        line,
        *(f"  not there: {name}" for name in taken.missing),
        *(f"  damaged: {name}" for name in taken.damaged),
    ]


def as_json(found: Found) -> str:
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
    answer = {**found.facts, "attachments": found.attachments, "entries": listed}
    return msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n"


def as_text(found: Found) -> str:
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
    lines += [f"  attachment: {line}" for line in _attachment_lines(entry)]
    for name, said in _words(entry).items():
        for value in said:
            shown = value if isinstance(value, str) else json.dumps(_plain(value))
            first, *rest = _printable(shown).split("\n")
            lines += [f"  {name}: {first}", *(f"    {line}" for line in rest)]
    return lines


def _words(entry: Entry) -> dict[str, tuple[Value, ...]]:
    return {name: said for name, said in entry.fields.items() if not is_attachment(name)}


def _attachment_lines(entry: Entry) -> list[str]:
    """What this version does not know is said by its id."""
    lines: list[tuple[int, str]] = []
    for name, said in entry.fields.items():
        if is_attachment(name) and said:
            known = next(attachments_in({name: said[0]}), None)
            if known is None:
                lines.append((0, f"{name.removeprefix('attachment_')}, of a newer version"))
            else:
                line = f"{known.type}, {known.blob.size} bytes, {file_name(known)}"
                lines.append((known.at, line))
    return [line for _, line in sorted(lines)]


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
