"""Pairing: a device of an account adds another one that lies beside it (R56 to R60)."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Literal

import msgspec

from small_moments_protocol import x25519
from small_moments_protocol.aead import Random, open_sealed, seal
from small_moments_protocol.errors import Refused
from small_moments_protocol.kdf import hkdf
from small_moments_protocol.labels import H
from small_moments_protocol.layout import VERSION, Reader, check_length, u32
from small_moments_protocol.member import DEVICE, KEM_PUBLIC, Member, make_member
from small_moments_protocol.offer import Offer

LASTS = 120_000  # milliseconds
Step = Literal["pairing-commit", "pairing-nonce", "pairing-reveal", "pairing-accept"]


class Acceptance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A position whose roster in force names the new device, and a check of the passphrase.

    `roster` is a hash; `salt` (16 bytes) and `check` (32) are those of R13.
    """

    seq: int
    head: bytes
    roster: bytes
    salt: bytes
    check: bytes

    def encode(self) -> bytes:
        """117 bytes."""
        for part, size in ((self.head, 32), (self.roster, 32), (self.salt, 16), (self.check, 32)):
            check_length(part, size, "a part of an acceptance")
        return VERSION + u32(self.seq) + self.head + self.roster + self.salt + self.check


def transcript(said: bytes) -> bytes:
    """The hash of the offer and of every message so far, as they were before sealing."""
    return H("pairing-transcript", said)


def digits_of(said: bytes) -> str:
    """What both devices show: six digits out of the offer and messages 1 to 3."""
    number = int.from_bytes(H("pairing-digits", said)[:8], "big") % 10**6
    return f"{number // 1000:03} {number % 1000:03}"


def commitment(key: bytes, nonce: bytes, member: Member) -> bytes:
    """What message 1 says of message 3."""
    return H("pairing-commitment", key + nonce + member.sign_public + member.kem_public)


class _Side:
    """What both sides share. Whatever is refused, or comes too late, ends it for good.

    Times are milliseconds of a steady clock.
    """

    def __init__(self, offer: Offer, now: int, random: Random) -> None:
        self._offer = offer
        self._begun = now
        self._random = random
        self._said = offer.encode()
        self._ikm = offer.secret
        self._done = 0

    def end(self) -> None:
        """Nothing is taken from now on."""
        self._done = -1

    @contextmanager
    def _turn(self, number: int, now: int) -> Generator[None]:
        """The turn of this number, once, after the one before it and within 120 seconds."""
        fits = self._done == number - 1 and 0 <= now - self._begun <= LASTS
        self.end()
        if not fits:
            raise Refused("ended", "expected a pairing that goes on, got one that is over")
        yield
        self._done = number

    def _mix(self, seed: bytes, public: bytes) -> None:
        self._ikm = x25519.exchange(seed, public) + self._offer.secret

    def _seal(self, step: Step, message: bytes) -> bytes:
        sealed = seal(self._key(step), message, b"", self._random)
        self._said += message
        return sealed

    def _open(self, step: Step, sealed: bytes, size: int) -> Reader:
        message = open_sealed(self._key(step), sealed, b"")
        reader = Reader(message)
        reader.expect(size - 1)
        self._said += message
        return reader

    def _key(self, step: Step) -> bytes:
        return hkdf(self._ikm, step, transcript(self._said))

    def _agree(self, same: bool) -> None:
        if not same:
            raise Refused("ended", "expected the same digits, got a no")


class OldDevice(_Side):
    """The device that shows the offer. `seed` is the one of the offer's key."""

    def __init__(self, offer: Offer, seed: bytes, now: int, random: Random) -> None:
        super().__init__(offer, now, random)
        self._seed = seed
        self._key_of_new = self._committed = b""
        self._member: Member | None = None

    def answer(self, sealed: bytes, now: int) -> bytes:
        """Message 2 for message 1. Refuses `open`, `version`, `length`, `key`."""
        with self._turn(1, now):
            reader = self._open("pairing-commit", sealed, 65)
            self._key_of_new, self._committed = reader.take(32), reader.take(32)
            self._mix(self._seed, self._key_of_new)
            return self._seal("pairing-nonce", VERSION + self._random(32))

    def reveal(self, sealed: bytes, now: int) -> str:
        """The digits, once message 3 is here. Refuses also `commitment`."""
        with self._turn(2, now):
            reader = self._open("pairing-reveal", sealed, 65 + KEM_PUBLIC)
            nonce, sign, kem = reader.take(32), reader.take(32), reader.take(KEM_PUBLIC)
            shown = Member(DEVICE, sign, kem)
            if commitment(self._key_of_new, nonce, shown) != self._committed:
                raise Refused("commitment", "expected what was committed to, got another")
            self._member = make_member(DEVICE, sign, kem)
            return digits_of(self._said)

    def confirm(self, same: bool, now: int) -> Member:
        """The member to add, if the person says that the digits are the same."""
        with self._turn(3, now):
            self._agree(same)
            if self._member is None:  # cannot be: turn 2 is done
                raise Refused("ended", "expected a member, got none")
            return self._member

    def accept(self, acceptance: Acceptance, now: int) -> bytes:
        """Message 4, once a verified head holds the roster version that adds the member."""
        with self._turn(4, now):
            return self._seal("pairing-accept", acceptance.encode())


class NewDevice(_Side):
    """The device that has read the offer; `member` is its own, made for this account."""

    def __init__(self, offer: Offer, member: Member, now: int, random: Random) -> None:
        super().__init__(offer, now, random)
        self._member = member
        self._seed, self._nonce = b"", b""

    def commit(self, now: int) -> bytes:
        """Message 1; `random` is asked for a seed (32) and a nonce (32) before it seals."""
        with self._turn(1, now):
            self._seed, self._nonce = self._random(32), self._random(32)
            key = x25519.public_key(self._seed)
            said = VERSION + key + commitment(key, self._nonce, self._member)
            sealed = self._seal("pairing-commit", said)
            self._mix(self._seed, self._offer.key)
            return sealed

    def reveal(self, sealed: bytes, now: int) -> tuple[bytes, str]:
        """Message 3 and the digits, for message 2. Refuses `open`, `version`, `length`."""
        with self._turn(2, now):
            self._open("pairing-nonce", sealed, 33)
            keys = self._member.sign_public + self._member.kem_public
            message = self._seal("pairing-reveal", VERSION + self._nonce + keys)
            return message, digits_of(self._said)

    def confirm(self, same: bool, now: int) -> None:
        """The person says whether the digits are the same."""
        with self._turn(3, now):
            self._agree(same)

    def accepted(self, sealed: bytes, now: int) -> Acceptance:
        """What message 4 says. Refuses `open`, `version`, `length`, `sequence`."""
        with self._turn(4, now):
            reader = self._open("pairing-accept", sealed, 117)
            seq, head, roster = reader.u32(), reader.take(32), reader.take(32)
            if seq <= self._offer.seq:
                raise Refused("sequence", f"expected a position after {self._offer.seq}, got {seq}")
            return Acceptance(seq, head, roster, reader.take(16), reader.take(32))
