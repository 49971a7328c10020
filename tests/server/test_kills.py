"""Killed in the middle of anything, the server has kept what it acknowledged, and nothing half."""

import os
import secrets
from pathlib import Path

from tests.counts import Counts
from tests.server.kills import kill_often

KILLS = int(os.environ.get("KILLS", "50"))


def test_what_was_acknowledged_is_there_byte_for_byte_after_every_kill(
    tmp_path: Path, counts: Counts
) -> None:
    killed = kill_often(tmp_path, secrets.randbelow(1 << 32), KILLS, lambda: False)
    assert killed == KILLS
    counts.add("kills", killed)
