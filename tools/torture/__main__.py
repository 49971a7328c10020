"""`./run torture`: every part in turn for its share of the time, and one table of what was counted.

--hours H      how long in all; 0.01 is 36 seconds
--seed N       the same as another run; drawn unless given, and printed
--only PART    this one alone
"""

import argparse
import math
import os
import random
import sys
import time
from collections.abc import Sequence
from typing import NoReturn

from bench.machine import described
from tools.torture.parts import Part, found

HEAD = "| part | counted | number |\n|---|---|---|"


class OneLine(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        """Ends with code 2."""
        self.exit(2, f"run torture: {message}\n")


def main(arguments: Sequence[str], parts: Sequence[Part] | None = None) -> int:
    """Returns 1 at the first violation, which is printed with the command that replays it."""
    known = {part.name: part for part in (found() if parts is None else parts)}
    parser = OneLine(prog="run torture", description="Attack, crash and simulate.")
    parser.add_argument("--hours", type=_hours, required=True, metavar="H")
    parser.add_argument("--seed", type=_seed, default=None, metavar="N")
    parser.add_argument("--only", choices=sorted(known), metavar="PART")
    asked = parser.parse_args(arguments)
    chosen = [part for name, part in known.items() if asked.only in {None, name}]
    seed = random.SystemRandom().randrange(1 << 32) if asked.seed is None else asked.seed
    return torture(chosen, asked.hours * 3600, seed)


def torture(parts: Sequence[Part], seconds: float, seed: int) -> int:
    """Play them one after the other. What one has left of its time goes to those that follow."""
    print(f"seed {seed} · {seconds:.0f} s · {described(os.environ['CHROMIUM'])}\n", flush=True)
    counted: list[tuple[str, str, int]] = []
    end = time.monotonic() + seconds
    for at, part in enumerate(parts):
        shares = [part.share for part in parts[at:]]
        share = max((end - time.monotonic()) * shares[0] / sum(shares), 1)
        print(f"· {part.name}, {share:.0f} s", file=sys.stderr, flush=True)
        try:
            numbers = part.run(share, seed)
        except AssertionError as violation:
            print(f"{part.name}: {violation}\n\nReplay it by\n\n  {_again(part, share, seed)}")
            return 1
        counted += [(part.name, name, number) for name, number in numbers.items()]
    print(HEAD)
    for name, what, number in counted:
        print(f"| {name} | {what} | {number:,} |", flush=True)
    return 0


def _again(part: Part, seconds: float, seed: int) -> str:
    return f"./run torture --hours {seconds / 3600:.4f} --seed {seed} --only {part.name}"


def _hours(text: str) -> float:
    hours = float(text)
    if not math.isfinite(hours) or hours <= 0:
        raise ValueError(text)
    return hours


def _seed(text: str) -> int:
    seed = int(text)
    if not 0 <= seed < 1 << 32:
        raise ValueError(text)
    return seed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
