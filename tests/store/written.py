"""An honest account in a store, without routes between."""

import os

from small_moments import chain
from small_moments.chain import Accepted, Carried, State
from small_moments.layout import Account
from small_moments.store.store import Store

from tests.server.person import Body, Person

TODAY = 20780
CODE = b"c" * 32


def first(person: Person) -> Accepted:
    """The beginning of an account, judged."""
    body = person.registration(None)
    return chain.judge_first(chain.parts(body["link"], body["roster"], body["wraps"], []))


def following(state: State, body: Body) -> Accepted:
    """The next push, judged."""
    carried = [Carried(one["header"], one["body"]) for one in body["revisions"]]
    return chain.judge_next(
        state, chain.parts(body["link"], body["roster"], body["wraps"], carried)
    )


async def begun(store: Store, person: Person) -> State:
    """The account, registered."""
    code = os.urandom(32)
    await store.add_invitations([code], None)
    return await store.register(first(person), code, os.urandom, TODAY, nothing)


async def pushed(store: Store, state: State, *bodies: Body) -> State:
    """The state after these pushes."""
    for body in bodies:
        state = await store.append(state, following(state, body), nothing)
    return state


def nothing(*_: object) -> None:
    """Nobody waits to be told."""


def account_of(person: Person) -> Account:
    """Its id."""
    return Account(person.account)
