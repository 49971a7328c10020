"""How many requests are answered at the same time."""

from collections.abc import Generator
from contextlib import contextmanager

from small_moments.problems import ProblemError


class Crowd:
    """Places for so many. An event stream takes one only while it is let in."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._inside = 0

    @contextmanager
    def place(self) -> Generator[None]:
        """A place until the end of the block, or a problem."""
        if self._inside >= self._most:
            raise ProblemError("busy", headers={"retry-after": "1"})
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
