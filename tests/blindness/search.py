"""The leak search: which canary lies in which place."""

import contextlib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tests.blindness.canary import Canary

GZIP_MAGIC = b"\x1f\x8b\x08"


class Leak(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One finding. It never repeats what was found."""

    canary: str
    place: str


def unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes as they lie, and every gzip stream within them opened."""
    yield content
    at = content.find(GZIP_MAGIC)
    while at != -1:
        with contextlib.suppress(zlib.error):  # the three bytes may stand there by chance
            yield zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content[at:])
        at = content.find(GZIP_MAGIC, at + 1)


def in_bytes(canaries: Iterable[Canary], place: str, content: bytes) -> list[Leak]:
    """The canaries of which any form occurs in the content."""
    layers = list(unpacked(content))
    return [
        Leak(canary=canary.name, place=place)
        for canary in canaries
        if any(form in layer for layer in layers for form in canary.forms)
    ]


def in_files(canaries: Iterable[Canary], root: Path) -> list[Leak]:
    """Searches the names and contents of a file, or of every file below a folder."""
    wanted = list(canaries)
    paths = [root] if root.is_file() else sorted(root.rglob("*"))
    found: list[Leak] = []
    for path in paths:
        place = path.relative_to(root.parent).as_posix()
        found += in_bytes(wanted, f"name of {place}", place.encode())
        if path.is_file() and not path.is_symlink():
            found += in_bytes(wanted, place, path.read_bytes())
    return found
