"""Files that commands write: new ones only, for their owner alone."""

import os
from pathlib import Path

from small_moments.commands.outcome import FailedError


def refuse_existing(path: Path, what: str) -> None:
    """Raises FailedError before anything was done."""
    if path.exists():
        raise FailedError(f"{what} exists already; nothing was changed")


def write(path: Path, content: str | bytes) -> None:
    """Raises FileExistsError for one that came meanwhile."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(raw)
