"""Says once that something does not answer, and once that it does again, however many ask it."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from small_moments.store.errors import UnavailableError

Tell = Callable[[str], None]


def to_nobody(_said: str) -> None:
    """Nobody has to know."""


class Answering:
    """What is known of whether something answers; `back` says that it does again."""

    def __init__(self, tell: Tell, back: str) -> None:
        self._tell = tell
        self._back = back
        self._is_lost = False

    @contextmanager
    def asked(self) -> Generator[None]:
        """Around each question, which raises UnavailableError where there is no answer."""
        try:
            yield
        except UnavailableError as error:
            if not self._is_lost:
                self._is_lost = True
                self._tell(f"{error}; phones keep what they hold and send it later")
            raise
        if self._is_lost:
            self._is_lost = False
            self._tell(self._back)
