"""Rules that no small vector can show: sizes, work left for later, and who may be sealed to."""

import os

import msgspec
import pytest
from small_moments_protocol import Refused
from small_moments_protocol.canonical import Value, decode_canonical, encode_canonical
from small_moments_protocol.chain import Carried, Chain, advance
from small_moments_protocol.member import DEVICE, Member
from small_moments_protocol.padding import MAX_TOTAL
from small_moments_protocol.revision import Revision, open_revision
from small_moments_protocol.wrap import make_wrap, wraps_needed
from vectors import world
from vectors.layouts.chain_log import shared_log

LOG = shared_log()


def _kind(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.kind


def _large(count: int) -> Carried:
    """A link of revisions of 256 KiB, the largest that there are."""
    state = LOG.states[4]
    sealed: list[Revision] = []
    last = state.last[world.PHONE_MEMBER.id]
    for number in range(count):
        text = world.entry("x" * 260_000)
        counter = last.counter + 1 + number
        previous = sealed[-1].id if sealed else last.id
        sealed.append(
            world.revision(state, world.PHONE_MEMBER, text, counter=counter, previous=previous)
        )
    return world.carry(state, world.PHONE, sealed)


def test_r27_a_revision_never_has_more_than_256_kib() -> None:
    (largest,) = _large(1).revisions
    assert len(largest.header) + len(largest.body or b"") == MAX_TOTAL
    with pytest.raises(Refused) as refused:
        world.revision(LOG.states[4], world.PHONE_MEMBER, world.entry("x" * 262_144))
    assert _kind(refused) == "length"


def test_r27_a_body_of_more_than_256_kib_is_not_even_tried() -> None:
    revision = world.revision(LOG.states[4], world.PHONE_MEMBER, world.entry("x"))
    size = MAX_TOTAL - 77 + 1
    header = revision.header[:-4] + size.to_bytes(4, "big")
    larger = msgspec.structs.replace(revision, header=header, body=bytes(size))
    with pytest.raises(Refused) as refused:
        open_revision(larger, world.EPOCH_KEYS[1])
    assert _kind(refused) == "length"


def test_r33_the_bodies_of_a_link_have_at_most_1_mib() -> None:
    assert advance(LOG.states[4], _large(4)).seq == 5
    with pytest.raises(Refused) as refused:
        advance(LOG.states[4], _large(5))
    assert _kind(refused) == "length"


def test_r37_an_old_link_may_wait_for_its_signature_but_for_nothing_else() -> None:
    first, last = LOG.carried[2], len(LOG.carried[2].link) - 1
    unsigned = msgspec.structs.replace(first, link=first.link[:last] + b"\0")
    with pytest.raises(Refused) as refused:
        advance(LOG.states[2], unsigned)
    assert _kind(refused) == "signature"
    assert advance(LOG.states[2], unsigned, verify_signature=False).seq == 3
    with pytest.raises(Refused) as refused:
        advance(LOG.states[3], unsigned, verify_signature=False)
    assert _kind(refused) == "sequence"


def test_r37_a_roster_version_is_verified_even_then() -> None:
    forged = world.signed_roster(world.ROSTER_0, world.STRANGER)
    carried = world.carry_roster(Chain(world.ACCOUNT), world.PHONE, forged)
    with pytest.raises(Refused) as refused:
        advance(Chain(world.ACCOUNT), carried, verify_signature=False)
    assert _kind(refused) == "signature"


def test_r23_who_needs_a_wrap() -> None:
    assert wraps_needed(None, world.ROSTER_0) == (world.PHONE_MEMBER.id,)
    assert wraps_needed(world.ROSTER_0, world.ROSTER_1) == (world.KIT_MEMBER.id,)
    assert wraps_needed(world.ROSTER_1, world.ROSTER_2) == (world.TABLET_MEMBER.id,)
    everybody = {world.PHONE_MEMBER.id, world.KIT_MEMBER.id}
    assert set(wraps_needed(world.ROSTER_2, world.ROSTER_3)) == everybody


def test_r24_a_key_is_wrapped_only_to_a_member_and_only_if_the_roster_commits_to_it() -> None:
    phone = world.PHONE_MEMBER.id
    with pytest.raises(Refused) as refused:
        make_wrap(world.ROSTER_0, world.STRANGER_MEMBER.id, world.EPOCH_KEYS[1])
    assert _kind(refused) == "signer"
    with pytest.raises(Refused) as refused:
        make_wrap(world.ROSTER_0, phone, world.EPOCH_KEYS[2])
    assert _kind(refused) == "commitment"


@pytest.mark.parametrize("part", ["ML-KEM", "X25519"])
def test_r22_nothing_is_sealed_to_a_kem_key_that_is_none(part: str) -> None:
    good = world.PHONE_MEMBER
    keys = {"ML-KEM": b"\xff" * 1184 + good.kem_public[1184:]}
    keys["X25519"] = good.kem_public[:1184] + bytes(32)
    bad = Member(DEVICE, good.sign_public, keys[part])
    roster = msgspec.structs.replace(world.ROSTER_0, members=(bad,))
    with pytest.raises(Refused) as refused:
        make_wrap(roster, bad.id, world.EPOCH_KEYS[1])
    assert _kind(refused) == "key"


def test_r29_texts_and_bytes_of_more_than_65_535_bytes_have_one_encoding() -> None:
    long: list[Value] = [None] * 70_000
    values: list[Value] = ["é" * 40_000, os.urandom(70_000), long]
    for value in values:
        data = encode_canonical(value)
        assert decode_canonical(data) == value
        with pytest.raises(Refused):
            decode_canonical(data[:-1])
