"""What was looked at, whether it is well, and what to do if not; never of whom."""

from msgspec import Struct


class Finding(Struct, frozen=True):
    """One thing; `remedy` is empty where all is well."""

    name: str
    well: bool
    said: str
    remedy: str = ""


def well(name: str, said: str) -> Finding:
    """Nothing is to be done."""
    return Finding(name, True, said)


def wrong(name: str, said: str, remedy: str) -> Finding:
    """Something is to be done."""
    return Finding(name, False, said, remedy)
