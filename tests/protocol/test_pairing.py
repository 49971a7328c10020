"""Pairing as a whole: both sides agree, and whoever stands between is found out by the digits."""

import random as randomness
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_moments_protocol import Refused, offer, pairing
from small_moments_protocol.offer import Offer
from small_moments_protocol.pairing import Acceptance, NewDevice, OldDevice
from vectors import world

from tests.protocol import strategies as some

ACCEPTANCE = Acceptance(9, bytes(32), bytes(32), bytes(16), bytes(32))
TRIES = 2_000


def _sides(random: Callable[[int], bytes]) -> tuple[OldDevice, NewDevice]:
    made, seed = offer.make_offer(world.ACCOUNT, 4, bytes(32), bytes(32), random)
    return (
        OldDevice(made, seed, 0, random),
        NewDevice(made, world.TABLET_MEMBER, 0, random),
    )


@given(st.randoms(use_true_random=False))
def test_r59_both_sides_show_the_same_digits_and_end_with_the_same_words(
    seeded: randomness.Random,
) -> None:
    old, new = _sides(seeded.randbytes)
    answer = old.answer(new.commit(1), 2)
    reveal, digits = new.reveal(answer, 3)
    assert old.reveal(reveal, 4) == digits
    assert old.confirm(same=True, now=5) == world.TABLET_MEMBER
    new.confirm(same=True, now=5)
    assert new.accepted(old.accept(ACCEPTANCE, 6), 7) == ACCEPTANCE


@given(some.ids16, some.u32s, some.ids32, some.ids32, some.ids32, some.ids16)
def test_r54_r55_an_offer_is_read_from_its_bytes_its_qr_and_its_sealed_form(
    account: bytes, seq: int, head: bytes, roster: bytes, key: bytes, secret: bytes
) -> None:
    made = Offer(account, seq, head, roster, key, secret)
    assert offer.parse_offer(made.encode()) == made
    assert offer.parse_offer_qr(made.qr().lower()) == made
    assert offer.parse_code(made.code().replace(" ", "-")) == secret
    assert offer.open_offer(secret, offer.seal_offer(made, randomness.randbytes)) == made


def test_r58_a25_every_flipped_bit_and_every_cut_of_a_message_ends_the_pairing() -> None:
    random = randomness.Random(5).randbytes
    commit = _sides(random)[1].commit(0)
    for size in range(0, len(commit), 7):
        for damaged in (
            commit[:size],
            commit[:size] + bytes([commit[size] ^ 1]) + commit[size + 1 :],
        ):
            old, _ = _sides(randomness.Random(5).randbytes)
            with pytest.raises(Refused) as refused:
                old.answer(damaged, 1)
            assert refused.value.kind == "open"
            with pytest.raises(Refused) as over:
                old.answer(commit, 2)
            assert over.value.kind == "ended"


def _between(random: Callable[[int], bytes]) -> tuple[str, str]:
    """Somebody who saw the QR holds the line: the digits on the old and on the new device."""
    made, seed = offer.make_offer(world.ACCOUNT, 4, bytes(32), bytes(32), random)
    old = OldDevice(made, seed, 0, random)
    # He knows the secret, so he reads the new one's commitment; to the old one he is a new device.
    false_new = NewDevice(made, world.STRANGER_MEMBER, 0, random)
    false_offer, own = offer.make_offer(world.ACCOUNT, 4, bytes(32), bytes(32), random)
    forged = Offer(made.account, 4, made.head, made.roster, false_offer.key, made.secret)
    false_old = OldDevice(forged, own, 0, random)
    new = NewDevice(forged, world.TABLET_MEMBER, 0, random)  # it typed the code, and got his offer
    answer = old.answer(false_new.commit(0), 0)
    message, _ = false_new.reveal(answer, 0)
    reveal, on_new = new.reveal(false_old.answer(new.commit(0), 0), 0)
    assert false_old.reveal(reveal, 0) == on_new
    return old.reveal(message, 0), on_new


def test_r59_a25_one_who_saw_the_qr_and_holds_the_line_is_right_only_by_chance() -> None:
    random = randomness.Random(25).randbytes
    hits = sum(on_old == on_new for on_old, on_new in (_between(random) for _ in range(TRIES)))
    assert hits <= 1  # one in a million each: two in 2,000 would be no chance


def test_r58_a25_a_commitment_leaves_no_choice_after_the_nonce_is_known() -> None:
    """Whoever could still choose would have a million keys to find the wished digits among."""
    random = randomness.Random(7).randbytes
    made, seed = offer.make_offer(world.ACCOUNT, 4, bytes(32), bytes(32), random)
    for member in (world.STRANGER_MEMBER, world.LAPTOP_MEMBER):
        old = OldDevice(made, seed, 0, random)
        new = NewDevice(made, world.TABLET_MEMBER, 0, random)
        answer = old.answer(new.commit(0), 0)
        new._member = member  # pyright: ignore[reportPrivateUsage]  # chosen after the answer
        message, _ = new.reveal(answer, 0)
        with pytest.raises(Refused) as refused:
            old.reveal(message, 0)
        assert refused.value.kind == "commitment"


def test_r57_a25_what_was_recorded_opens_to_nobody_who_learns_the_secret_later() -> None:
    random = randomness.Random(8).randbytes
    old, new = _sides(random)
    answer = old.answer(new.commit(0), 0)
    stranger = NewDevice(old._offer, world.STRANGER_MEMBER, 0, random)  # pyright: ignore[reportPrivateUsage]
    stranger.commit(0)
    with pytest.raises(Refused) as refused:
        stranger.reveal(answer, 0)
    assert refused.value.kind == "open"


def test_r61_mailbox_ids_tell_nothing_and_do_not_meet() -> None:
    random = randomness.Random(9).randbytes
    secrets = [random(16) for _ in range(1_000)]
    ids = {offer.mailbox_id(secret) for secret in secrets}
    assert len(ids) == len(secrets)
    assert not ids & set(secrets)


def test_r59_the_digits_are_spread_evenly() -> None:
    random = randomness.Random(10).randbytes
    found = [int(pairing.digits_of(random(40)).replace(" ", "")) for _ in range(20_000)]
    assert len({number // 100_000 for number in found}) == 10
    assert 480_000 < sum(found) / len(found) < 520_000
