"""Histories of devices, folded to the same bytes in both languages (R41, R42)."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.protocol.left import compare

ROOT = Path(__file__).parent.parent.parent
HISTORIES = 16


@pytest.fixture(scope="module")
def left(node: str, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """What some histories on the real keys leave."""
    folder = tmp_path_factory.mktemp("left")
    # Seeds far from those that the other run plays.
    played = {"FROM": "70001", "COUNT": str(HISTORIES), "LEFT": str(folder)}
    vitest = ROOT / "node_modules/vitest/vitest.mjs"
    done = subprocess.run(
        [node, vitest, "run", "--project", "real", "pwa/test/world/histories"],
        cwd=ROOT,
        env={**os.environ, **played},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def test_r41_r42_a_log_folds_to_the_same_entries_in_python_and_typescript(
    left: list[bytes],
) -> None:
    assert len(left) == HISTORIES
    assert sum(compare(data) for data in left) > 0


def test_r41_r42_one_other_word_in_the_log_is_no_longer_the_same(left: list[bytes]) -> None:
    # The entries' texts stand in the clear only in what was folded; the log is sealed.
    data = max(left, key=len)
    at = data.rindex(b"trashed")
    other = data[: at + 7] + bytes([data[at + 7] ^ 1]) + data[at + 8 :]
    with pytest.raises(AssertionError):
        compare(other)
