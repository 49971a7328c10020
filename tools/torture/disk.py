"""A disk that fails at every write, flush and cut of every kind of push."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.server.failing_disk import DiskError, fail_each

NAME = "disk"


def run(seconds: float, seed: int) -> dict[str, int]:
    """Counts the calls that failed; none where `strace` is missing, which is said."""
    end, failed, again = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        with TemporaryDirectory() as folder:
            try:
                failed += fail_each(
                    Path(folder), seed << 16 | again, is_over=lambda: time.monotonic() >= end
                )
            except DiskError as missing:
                print(f"{NAME}: NOT TRIED: {missing}", flush=True)
                break
        again += 1
    return {"disk errors": failed}
