"""The app after ten years of one person's writing, beside such a journal after a month."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from msgspec import Struct

from bench.client import (
    JOIN,
    KEYS,
    MEMORY,
    SAVE,
    SLOWNESS,
    START,
    UNLOCK,
    Visit,
    p95,
    visit,
)
from bench.contenders import BUCKETS
from bench.table import Beside, Row
from e2e import browser
from tests.made_account import MadeAccount
from tests.program import Program
from tools.environment import node

ROOT = Path(__file__).parent.parent
VITEST = ROOT / "node_modules/vitest/vitest.mjs"
BEGUN = "the first month"


class Years(Struct, frozen=True):
    """How many revisions ten years have, and how many of them are in the first month."""

    revisions: int
    month: int


def measure(folder: Path, years: Years) -> Iterator[Row]:
    """Both journals are lived by the app's own core at a real server, each in its own account."""
    folder.mkdir()
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else folder) as memory:
        practice = Program(Path(memory), *BUCKETS)
        practice.start()
        try:
            begun = _lived(practice, folder, years, years.month)
            whole = _lived(practice, folder, years, years.revisions)
            for slow in SLOWNESS:
                before = visit(practice, folder / f"month-{slow}", begun, slow)
                after = visit(practice, folder / f"years-{slow}", whole, slow)
                yield from _rows(
                    f"ten years, {years.revisions:,} revisions, {slow}x", after, before
                )
        finally:
            practice.stop()
            browser.hang_up()


def _lived(practice: Program, folder: Path, years: Years, first: int) -> MadeAccount:
    """The first so many revisions of ten years, on devices that come and go.

    One seed is one account: each number has its own.
    """
    out = folder / f"lived-{first}.json"
    asked = {
        "REVISIONS": str(years.revisions),
        "FIRST": str(first),
        "SEED": str(first),
        "AT": practice.url,
        "INVITATION": practice.invite(),
        "OUT": str(out),
    }
    subprocess.run(
        [node(ROOT), VITEST, "run", "--project", "real", "pwa/test/world/soak"],
        cwd=ROOT,
        env={**os.environ, **asked},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return MadeAccount(**json.loads(out.read_bytes()))


def _rows(where: str, after: Visit, before: Visit) -> list[Row]:
    def row(what: str, ours: float, begun: float) -> Row:
        beside = [Beside(BEGUN, begun)]
        return Row(what=f"{what}: {where}", unit="ms", ours=ours, better="less", beside=beside)

    return [
        row(START, after.start, before.start),
        row(UNLOCK, after.unlock, before.unlock),
        row("search, first key", after.first_key, before.first_key),
        row("search, a key, median", median(after.keys), median(before.keys)),
        row(KEYS, p95(after.keys), p95(before.keys)),
        row(SAVE, median(after.saves), median(before.saves)),
        row(JOIN, after.join, before.join),
    ]
