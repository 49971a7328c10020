"""What a command says: lines for people, the same as values for programs, and an exit status."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct


class Outcome(Struct, frozen=True):
    """`values` is what `--json` prints; status 0 done, 1 not well, 2 wrongly asked."""

    lines: list[str]
    values: Mapping[str, Any]
    status: int = 0


class FailedError(Exception):
    """It cannot be done; the text is one line that says why and what to do."""

    def __init__(self, text: str, status: int = 1) -> None:
        super().__init__(text)
        self.status = status


def _nothing(_: argparse.ArgumentParser) -> None:
    return None


class Command(Struct, frozen=True):
    """A command by its name; `add` adds what it takes beside the settings."""

    name: str
    help: str
    run: Callable[[argparse.Namespace], Outcome]
    add: Callable[[argparse.ArgumentParser], None] = _nothing
