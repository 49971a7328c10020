"""A server is killed at any moment of its work and started again, over and over."""

import random
import threading
from collections.abc import Callable
from pathlib import Path

from small_moments.store.sqlite import database, pool, snapshot

from tests.program import Program
from tests.server.load import Load, loaded

MOST_ANSWERS = 40
ONE_FOLDER = 20  # kills, after which the logs are long enough to begin anew
JITTER = 0.01  # seconds: longer than a request takes


def kill_often(folder: Path, seed: int, kills: int, is_over: Callable[[], bool]) -> int:
    """How many times it was killed. Raises AssertionError, with the seed, if a promise broke.

    The seed decides what is asked and after how many answers the kill comes; not its very instant.
    """
    done = 0
    while done < kills and not is_over():
        most = min(ONE_FOLDER, kills - done)
        done += _kill_in(folder / str(done), seed + done, most, is_over)
    return done


def _kill_in(folder: Path, seed: int, kills: int, is_over: Callable[[], bool]) -> int:
    chance = random.Random(seed)
    bare = folder / "app"  # nobody asks for it, and to read it anew would be half of a start
    bare.mkdir(parents=True)
    with loaded(folder, seed, "--app", str(bare)) as (program, load):
        program.start()
        for done in range(kills):
            if is_over():
                return done
            try:
                _kill_once(program, load, chance)
            except AssertionError as broken:
                raise AssertionError(f"seed {seed}, kill {done + 1}: {broken}") from broken
        return kills


def _kill_once(program: Program, load: Load, chance: random.Random) -> None:
    with load.running() as wait_for_answers:
        try:
            wait_for_answers(chance.randint(1, MOST_ANSWERS))
            threading.Event().wait(chance.random() * JITTER)  # any instant between two answers
        finally:
            program.kill()
    program.start()
    load.settle()
    check_whole(program.data)


def check_whole(data: Path) -> None:
    """SQLite finds nothing wrong, every log leads to its head, and every chunk is as it was."""
    with snapshot.read_only(data / database.FILE) as connection:
        snapshot.check(connection)
        snapshot.check_whole(connection)
        assert pool.spoiled(connection, data / pool.FOLDER, reads=True) == 0
