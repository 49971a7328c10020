"""The newest states of accounts, in memory: polls and pushes need no read from disk."""

from collections import OrderedDict
from collections.abc import Callable

from small_moments.chain import State
from small_moments.layout import Account
from small_moments.store import accounts
from small_moments.store.database import Database

MOST_HEADS = 4096


class Heads:
    """States by account; the least recently used leave when there are too many."""

    def __init__(self, database: Database, moved: Callable[[State], None]) -> None:
        """`moved` is told each new head, in commit order."""
        self._database = database
        self._moved = moved
        self._states: OrderedDict[Account, State] = OrderedDict()

    async def get(self, account: Account) -> State | None:
        """The state at the head; None if there is no such account."""
        state = self._states.get(account)
        if state is not None:
            self._states.move_to_end(account)
            return state
        loaded = await self._database.read(lambda connection: accounts.load(connection, account))
        if loaded is not None:
            self._keep(loaded)
        return self._states.get(account)

    def begin(self, state: State) -> None:
        """Take over the state of an account that was registered just now, or registered again."""
        self.drop(state.account)
        self.put(state)

    def put(self, state: State) -> None:
        """Take over the state after an append. For the writer: in commit order."""
        self._keep(state)
        self._moved(state)

    def _keep(self, state: State) -> None:
        """A newer one that is known stays."""
        known = self._states.get(state.account)
        if known is None or known.seq < state.seq:
            self._states[state.account] = state
        if len(self._states) > MOST_HEADS:
            self._states.popitem(last=False)

    def drop(self, account: Account) -> None:
        """Forget a deleted account."""
        self._states.pop(account, None)
