"""The table: each row is ours, what stood beside it in the same run, and the ratio of both."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Better = Literal["more", "less"]


class Beside(Struct, frozen=True):
    """Something simpler that did the same in the same run."""

    name: str
    value: float


class Aim(Struct, frozen=True):
    """What was aimed at: a value of ours, or a ratio to the first thing beside it."""

    of: Literal["value", "ratio"]
    limit: float


class Row(Struct, frozen=True, kw_only=True):
    """One thing that was measured."""

    what: str
    unit: str
    ours: float
    better: Better
    beside: Sequence[Beside] = ()
    aim: Aim | None = None


def ratio(row: Row, beside: Beside) -> float:
    """Above 1 means better than what stood beside it, whatever the unit."""
    if row.ours == 0 or beside.value == 0:
        return 0.0
    return row.ours / beside.value if row.better == "more" else beside.value / row.ours


def is_met(row: Row) -> bool:
    """Whether the aim was met in this run; True where there is none."""
    if row.aim is None:
        return True
    if row.aim.of == "ratio":
        return ratio(row, row.beside[0]) >= row.aim.limit
    return row.ours >= row.aim.limit if row.better == "more" else row.ours <= row.aim.limit


HEAD = "| what | ours | beside it, in this run | ratio | aim |\n|---|---|---|---|---|"


def line(row: Row) -> str:
    """A row as it is printed and as it stands in docs/bench.md."""
    return (
        f"| {row.what} | {_number(row.ours)} {row.unit} | {_beside(row)} | {_ratios(row)}"
        f" | {_aim(row)} |"
    )


def _beside(row: Row) -> str:
    return " · ".join(f"{one.name} {_number(one.value)}" for one in row.beside)


def _ratios(row: Row) -> str:
    return " · ".join(f"{ratio(row, one):.2g}" for one in row.beside)


def _aim(row: Row) -> str:
    if row.aim is None:
        return ""
    sign = "≥" if row.aim.of == "ratio" or row.better == "more" else "≤"
    what = "ratio " if row.aim.of == "ratio" else ""
    return f"{what}{sign} {_number(row.aim.limit)}{'' if is_met(row) else ' (missed)'}"


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{1 if value >= 10 else 2}f}".rstrip("0").rstrip(".")
