"""`./run bench [PART]`: one table of the whole run, printed as Markdown.

PART           server, client or years; all three where none is named. Or slice: one machine's
               slice of a million accounts on PostgreSQL, a table of its own (bench/slices.py)
--entries N    journals of this many entries; may be given more than once
--vs ADAPTER   MODULE:NAME, what makes one more server to measure beside ours; may be given more
               than once (bench/README.md)
--small        a hundredth of everything: shows that it works, and nothing else
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench import client, contenders, machine, server, slices, table, years
from bench.course import Sizes
from bench.years import Years

FULL = Sizes(bulk=10_000, singles=1_000, each=100, grown=1_000_000, streams=2_000, slow=50)
SMALL = Sizes(bulk=200, singles=20, each=2, grown=2_000, streams=40, slow=2)
ENTRIES = (100, 1_000, 10_000, 50_000)
TEN_YEARS = Years(revisions=11_000, month=92)
FEW_YEARS = Years(revisions=60, month=10)
FEW_PEOPLE = ("--accounts", "50", "--days", "2", "--seconds", "3", "--times", "1", "8")


def main(arguments: list[str]) -> int:
    """Measures and prints; nothing of it is judged here."""
    parser = argparse.ArgumentParser(prog="run bench", description="Measure, ratios side by side.")
    parser.add_argument("--entries", type=int, action="append", metavar="N")
    parser.add_argument("part", nargs="?", choices=("server", "client", "years", "slice"))
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--vs", action="append", default=[], metavar="ADAPTER")
    asked = parser.parse_args(arguments)
    try:
        others = [contenders.adapter(named) for named in asked.vs]
    except contenders.AdapterError as error:
        parser.error(str(error))
    print(machine.described(os.environ["CHROMIUM"]), flush=True)
    if asked.part == "slice":
        return slices.main(FEW_PEOPLE if asked.small else ())
    print(f"\n{table.HEAD}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        if asked.part in {None, "server"}:
            show(server.measure(Path(folder) / "server", SMALL if asked.small else FULL, others))
        if asked.part in {None, "client"}:
            entries = asked.entries or ((20,) if asked.small else ENTRIES)
            show(client.measure(Path(folder) / "client", entries))
        if asked.part in {None, "years"}:
            show(years.measure(Path(folder) / "years", FEW_YEARS if asked.small else TEN_YEARS))
    return 0


def show(rows: Iterable[table.Row]) -> None:
    """Each as soon as it is known."""
    for row in rows:
        print(table.line(row), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
