"""Sessions that were looked up since the last commit: who polls a quiet server asks no table.

Other processes write to the file too, so nothing is believed longer than SQLite's own counter of
changes says that nobody has committed. It lies in the memory that the processes share.
"""

from typing import Final

from small_moments.store.session import Session
from small_moments.store.sqlite import sessions
from small_moments.store.sqlite.database import Database
from small_moments.store.sqlite.standing import version

MOST: Final = 4096


class Known:
    """Sessions by the hash of their token, as of one moment."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version = 0
        self._sessions: dict[bytes, Session] = {}

    def session(self, token: bytes) -> Session | None:
        """The session with this hash."""
        now = self._database.look_up(version)
        if now != self._version or len(self._sessions) > MOST:
            self._version = now  # what is found from here on is at least as new
            self._sessions = {}
        found = self._sessions.get(token)
        if found is None:
            found = self._database.look_up(lambda here: sessions.find(here, token))
            if found is not None:
                self._sessions[token] = found
        return found
