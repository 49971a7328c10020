"""Ended between any two steps, a server keeps what it said it keeps, and a sweep eats no more."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_moments.settings import Settings
from small_moments.store import opening
from small_moments.store.blobs import BlobUnknownError, ChunkMissingError
from small_moments.store.store import Store

from tests.server.person import Person
from tests.store import between_steps
from tests.store.between_steps import BLOB, CHUNK, OTHER
from tests.store.written import account_of, begun, pushed

STEPS = "fsync,fdatasync,pwrite64,ftruncate,unlink,unlinkat,mkdir,flock"
MOST = 400
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True, scope="module")
def strace() -> None:
    """Loud where it cannot be tried."""
    if shutil.which("strace") is None:
        pytest.skip("NOT TRIED: an end between two steps, since there is no strace here")


async def begin(folder: Path) -> None:
    person = Person()
    async with opening.opened(Settings(data=str(folder))) as store:
        state = await begun(store, person)
        await pushed(store, state, person.push(person.write(), person.write()))


def end_at(step: int, folder: Path) -> tuple[list[str], bool]:
    """What it said before it was ended at a step, and whether it came to its end before."""
    how = ["-f", "-qq", "-o", "/dev/null", "-e", f"trace={STEPS}"]
    how += ["-e", f"inject={STEPS}:signal=KILL:when={step}"]
    program = [sys.executable, "-m", between_steps.__name__, str(folder)]
    done = subprocess.run(
        ["strace", *how, *program], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode in (0, -9, 137), done.stderr
    return done.stdout.splitlines(), done.returncode == 0


async def look(store: Store, said: list[str]) -> None:
    """What it said is so; what is on the disk is what rows name."""
    state = await store.state(account_of(Person()))
    assert state is not None
    for blob in (BLOB, OTHER):
        try:
            content = await store.blobs.read(state, blob, 0)
        except (BlobUnknownError, ChunkMissingError):
            assert f"kept {blob.hex()}" not in said or (blob == BLOB and "purging" in said)
        else:
            assert content == CHUNK
            assert blob == OTHER or "purged" not in said
    rows = await store.rows(state)
    there = {name async for some in store.blobs.chunks.names() for name in some}
    assert there == {row["file"] for row in rows["chunk"]}


async def test_ended_at_any_step_nothing_kept_is_lost_and_after_a_sweep_nothing_is_left(
    tmp_path: Path,
) -> None:
    await begin(tmp_path / "begun")
    ends = 0
    for step in range(1, MOST):
        folder = tmp_path / str(step)
        shutil.copytree(tmp_path / "begun", folder)
        said, came_to_its_end = end_at(step, folder)
        async with opening.opened(Settings(data=str(folder))) as store:
            await store.blobs.sweep()
            await look(store, said)
        if came_to_its_end:
            assert said[-1] == "swept"
            break
        ends += 1
        shutil.rmtree(folder)
    assert 20 < ends < MOST - 2
