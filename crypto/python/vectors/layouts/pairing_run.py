"""One pairing with fixed randomness, and what else was said while it went on."""

from typing import Any

from small_moments_protocol import x25519
from small_moments_protocol.member import Member
from small_moments_protocol.offer import Offer
from small_moments_protocol.pairing import commitment

from vectors import ops
from vectors.case import fixed
from vectors.given import Json, plainly
from vectors.world import ACCOUNT, ROSTER_1, STRANGER_MEMBER, TABLET_MEMBER

SEED = fixed("pairing old seed", 32)
OFFER = Offer(
    account=ACCOUNT,
    seq=4,
    head=fixed("pairing head", 32),
    roster=ROSTER_1.hash,
    key=x25519.public_key(SEED),
    secret=fixed("pairing secret", 16),
)
TIMES = (1_000, 1_200, 21_000, 22_000)


def old_given(commit: bytes, reveal: bytes, offer: Offer = OFFER) -> Json:
    """The input of `pair_old`, all four turns."""
    return {
        "offer": offer.encode(),
        "seed": SEED,
        "begun": 0,
        "turns": list(zip(("answer", "reveal", "confirm", "accept"), TIMES, strict=True)),
        "commit": commit,
        "reveal": reveal,
        "same": True,
        "seq": 5,
        "head": fixed("pairing new head", 32),
        "roster": fixed("pairing new roster", 32),
        "salt": fixed("pairing salt", 16),
        "check": fixed("pairing check", 32),
        "nonce": fixed("pairing old nonce", 32),
        "seal_nonce": fixed("pairing seal 2", 12),
        "seal_accept": fixed("pairing seal 4", 12),
    }


def new_given(answer: bytes, accept: bytes, who: str = "", member: Member = TABLET_MEMBER) -> Json:
    """The input of `pair_new`, all four turns. `who` names another's randomness."""
    return {
        "offer": OFFER.encode(),
        "sign_public": member.sign_public,
        "kem_public": member.kem_public,
        "seed": fixed(f"pairing new seed{who}", 32),
        "begun": 0,
        "turns": list(zip(("commit", "reveal", "confirm", "accepted"), TIMES, strict=True)),
        "answer": answer,
        "accept": accept,
        "same": True,
        "nonce": fixed(f"pairing new nonce{who}", 32),
        "seal_commit": fixed(f"pairing seal 1{who}", 12),
        "seal_reveal": fixed(f"pairing seal 3{who}", 12),
    }


class Run:
    """A whole pairing: the sealed messages of both sides, and the digits that each shows."""

    def __init__(self, who: str = "", member: Member = TABLET_MEMBER) -> None:
        empty = b""
        self.commit = _sent("pair_new", new_given(empty, empty, who, member), 1, "commit")
        old = old_given(self.commit, empty)
        self.answer = _sent("pair_old", old, 1, "answer")
        new = new_given(self.answer, empty, who, member)
        self.reveal = _sent("pair_new", new, 2, "reveal")
        self.accept = _sent("pair_old", old_given(self.commit, self.reveal), 4, "accept")


def _sent(op: str, given: Json, turns: int, name: str) -> bytes:
    values: dict[str, Any] = ops.run(op, plainly(given | {"turns": given["turns"][:turns]}))
    return bytes.fromhex(values[name])


RUN = Run()
STRANGERS = Run(" of a stranger", STRANGER_MEMBER)
KEY = x25519.public_key(fixed("pairing new seed", 32))
NONCE = fixed("pairing new nonce", 32)
COMMITMENT = commitment(KEY, NONCE, TABLET_MEMBER)
