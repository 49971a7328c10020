"""What a document cites in backticks: a file, a folder with its slash, or `file::test`."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
_QUOTED = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"LICENSE|[\w.-]+\.(?:css|html|json|md|py|sql|toml|ts|tsx)")
_RULE = re.compile(r"\[C(\d+)\]|\btest_(?:\w+_)?c(\d+)_")


def cited(text: str) -> Iterator[str]:
    """Every citation; addresses (`/help`), settings and commands are none."""
    for quoted in _QUOTED.findall(text):
        place = quoted.split("::")[0]
        inside = "/" in place and " " not in place and not place.startswith("/")
        if "::" in quoted or inside or _FILE.fullmatch(place):
            yield quoted


def is_there(citation: str) -> bool:
    """Whether the file or folder exists and, if a test is named, holds it."""
    place, _, name = citation.partition("::")
    path = ROOT / place
    if not name:
        return path.is_dir() if place.endswith("/") else path.is_file()
    if not path.is_file():
        return False
    text = path.read_text("utf-8")
    return f"def {name}(" in text if path.suffix == ".py" else f'"{name}"' in text


def rules(text: str) -> set[int]:
    """The numbers of the rules of care that are named, as `[C6]` or in a test's name."""
    return {int(number) for pair in _RULE.findall(text) for number in pair if number}
