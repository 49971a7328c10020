"""The log that the cases of the chain rule share, and the states before each of its links."""

from small_moments_protocol.chain import Carried, Chain, advance
from small_moments_protocol.revision import Revision

from vectors.world import (
    ACCOUNT,
    KIT_KEYS,
    KIT_MEMBER,
    LAPTOP,
    LAPTOP_MEMBER,
    PHONE,
    PHONE_MEMBER,
    ROSTER_0,
    ROSTER_1,
    ROSTER_2,
    ROSTER_3,
    TABLET,
    TABLET_MEMBER,
    carry,
    carry_purge,
    carry_roster,
    entry,
    next_roster,
    revision,
)

PHONE_ID, TABLET_ID, LAPTOP_ID = PHONE_MEMBER.id, TABLET_MEMBER.id, LAPTOP_MEMBER.id
ROSTER_4 = next_roster(ROSTER_3, KIT_KEYS, KIT_MEMBER, [PHONE_MEMBER, KIT_MEMBER, LAPTOP_MEMBER])


class SharedLog:
    """Links of all sorts; `states[n]` is the chain after the first n of them."""

    def __init__(self) -> None:
        self.carried: list[Carried] = []
        self.states = [Chain(ACCOUNT)]
        self.revisions: list[Revision] = []

    @property
    def state(self) -> Chain:
        return self.states[-1]

    def add(self, carried: Carried) -> None:
        self.carried.append(carried)
        self.states.append(advance(self.state, carried))


def shared_log() -> SharedLog:
    """11 links: three devices and a kit, a purge, a rotation that removes a device."""
    log = SharedLog()
    log.add(carry_roster(log.state, PHONE, ROSTER_0))
    log.add(carry_roster(log.state, PHONE, ROSTER_1))
    first = revision(log.state, PHONE_MEMBER, entry("first"))
    log.add(carry(log.state, PHONE, [first]))
    second = revision(log.state, PHONE_MEMBER, entry("second", seen=((PHONE_ID, 1),)))
    third = revision(
        log.state,
        PHONE_MEMBER,
        entry("third", seen=((PHONE_ID, 2),)),
        counter=3,
        previous=second.id,
    )
    log.add(carry(log.state, PHONE, [second, third]))
    log.add(carry_roster(log.state, KIT_KEYS, ROSTER_2))
    fourth = revision(log.state, TABLET_MEMBER, entry("fourth", seen=((PHONE_ID, 3),)))
    log.add(carry(log.state, TABLET, [fourth]))
    log.add(carry_purge(log.state, PHONE, [second.id]))
    log.add(carry_roster(log.state, PHONE, ROSTER_3))
    seen = tuple(sorted([(PHONE_ID, 3), (TABLET_ID, 1)]))
    fifth = revision(log.state, PHONE_MEMBER, entry("fifth", seen=seen, parents=(first.id,)))
    log.add(carry(log.state, PHONE, [fifth]))
    log.add(carry_roster(log.state, KIT_KEYS, ROSTER_4))
    sixth = revision(log.state, LAPTOP_MEMBER, entry("sixth", seen=((PHONE_ID, 4),)))
    log.add(carry(log.state, LAPTOP, [sixth]))
    log.revisions = [first, second, third, fourth, fifth, sixth]
    return log
