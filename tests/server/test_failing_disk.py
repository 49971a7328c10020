"""A disk that fails at any call of a push: nothing is lost, nothing is promised in error."""

import os
import secrets
import shutil
from pathlib import Path

import pytest

from tests.counts import Counts
from tests.server.asking import UnansweredError
from tests.server.failing_disk import ACTS, fail_each, failing
from tests.server.load import loaded

ACTS_TRIED = int(os.environ.get("FAILING_ACTS", "2"))


@pytest.fixture(autouse=True, scope="module")
def strace() -> None:
    """Loud where it cannot be tried."""
    if shutil.which("strace") is None:
        pytest.skip("NOT TRIED: a failing disk, since there is no strace here")


def test_an_error_at_each_write_and_flush_of_a_push_is_told_and_costs_nothing(
    tmp_path: Path, counts: Counts
) -> None:
    seed = secrets.randbelow(1 << 32)
    acts = [ACTS[(seed + at) % len(ACTS)] for at in range(ACTS_TRIED)]
    failed = fail_each(tmp_path, seed, acts)
    assert failed > 5
    counts.add("disk errors", failed)


def test_a_full_disk_refuses_what_is_written_and_goes_on_once_there_is_room(
    tmp_path: Path,
) -> None:
    with loaded(tmp_path, 1) as (program, load):
        program.start()
        journal = load.journals()[0]
        journal.settle()
        journal.write()
        with failing(program, "pwrite64", "ENOSPC", "1+"):
            with pytest.raises(UnansweredError, match="no-room"):
                journal.write()
            for _ in range(3):
                with pytest.raises(UnansweredError, match="no-room"):
                    journal.settle()
        journal.settle()
