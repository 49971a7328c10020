"""The parts: each module here that has a `NAME` and a `run`, in the order of their files.

Of an hour each gets about as many minutes as its `SHARE` says; without one it is a quarter.
"""

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import msgspec

QUARTER = 0.25
Run = Callable[[float, int], dict[str, int]]
"""Works for so many seconds from a seed and stops by itself: what it counted, by name.

Raises AssertionError with a story that can be replayed at the first violation.
"""


class Part(msgspec.Struct, frozen=True):
    """One kind of torture."""

    name: str
    run: Run
    share: float = QUARTER


def found() -> list[Part]:
    """All parts that stand in this folder."""
    names = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])]
    modules = [importlib.import_module(f"tools.torture.{name}") for name in names if name[0] != "_"]
    return [part for module in modules if (part := _part(module)) is not None]


def _part(module: ModuleType) -> Part | None:
    if not hasattr(module, "NAME"):
        return None
    return Part(module.NAME, module.run, getattr(module, "SHARE", QUARTER))
