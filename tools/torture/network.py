"""Two phones on networks drawn by chance: on each they lose their way, and find together again."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.network.chance import drawn
from tests.network.stage import Stage
from tests.network.story import play
from tools.environment import node

NAME = "network"
SHARE = 0.5
TOGETHER = 300
"""Stories on one practice, after which another one begins."""
ROOT = Path(__file__).parents[2]


def run(seconds: float, seed: int) -> dict[str, int]:
    """Stories until the time is over. Raises AssertionError with the seed of one that fails."""
    end = time.monotonic() + seconds
    played = 0
    while time.monotonic() < end:
        with TemporaryDirectory(prefix="network-") as folder:
            stage = Stage(Path(folder), node(ROOT))
            try:
                played = _some(stage, seed, played, end)
            finally:
                stage.close()
    return {"network cases": played}


def _some(stage: Stage, seed: int, played: int, end: float) -> int:
    for at in range(played, played + TOGETHER):
        if time.monotonic() >= end:
            return at
        play(stage, drawn(seed + at))
    return played + TOGETHER
