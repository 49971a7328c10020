"""`small-moments release-hashes`: what is served of the app, as hashes that anybody can compare."""

import hashlib
from pathlib import Path

from small_moments import static


def listing(folder: Path) -> str:
    """A line `sha256  path` for each file, sorted by path, as `sha256sum` writes them."""
    files = static.read(folder)
    hashes = {path: hashlib.sha256(static.plain(file)).hexdigest() for path, file in files.items()}
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))


def fingerprint(lines: str) -> str:
    """SHA-256 of a listing: one line that stands for the whole release."""
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()
