"""The newest states of accounts, in memory: polls and pushes need no further read.

Other processes append too. So a state is used only if it is the one at the head that the look-up of
the session has just found.
"""

from collections import OrderedDict
from collections.abc import Callable

from small_moments.chain import State
from small_moments.layout import Account
from small_moments.store.session import Session
from small_moments.store.store import Store

MOST_HEADS = 4096


class Heads:
    """States by account; the least recently used leave when there are too many."""

    def __init__(self, store: Store, moved: Callable[[State], None]) -> None:
        """`moved` is told each new head, in commit order."""
        self._store = store
        self._moved = moved
        self._states: OrderedDict[Account, State] = OrderedDict()

    async def get(self, found: Session) -> State | None:
        """The state at the head, at least as new as the session says; None if it is gone."""
        state = self._states.get(found.account)
        if state is not None and _is_at(state, found):
            self._states.move_to_end(found.account)
            return state
        loaded = await self._store.state(found.account)
        if loaded is None:
            self.drop(found.account)
        else:
            self._keep(loaded)
        return loaded

    def put(self, state: State) -> None:
        """Take over the state after an append. For the writer: in commit order."""
        self._keep(state)
        self._moved(state)

    def _keep(self, state: State) -> None:
        """One that is older than what is at the head is replaced when it is next asked for."""
        self._states[state.account] = state
        self._states.move_to_end(state.account)
        if len(self._states) > MOST_HEADS:
            self._states.popitem(last=False)

    def drop(self, account: Account) -> None:
        """Forget a deleted account."""
        self._states.pop(account, None)


def _is_at(state: State, found: Session) -> bool:
    """The head names all that came before it; the alias, which registration it was."""
    return (state.seq, state.head, state.alias) == (found.seq, found.head, found.alias)
