"""What a device shows to be paired with: in bytes, as QR, as a code to type (R54, R55)."""

import msgspec

from small_moments_protocol import x25519
from small_moments_protocol.aead import Random, open_sealed, seal
from small_moments_protocol.base32 import decode_base32, encode_base32, strip_base32
from small_moments_protocol.errors import Refused
from small_moments_protocol.kdf import hkdf
from small_moments_protocol.labels import H
from small_moments_protocol.layout import VERSION, Reader, check_length, u32

SIZE = 133
CODE_SIZE = 20
PREFIX = "MP1:"


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A position of the account's log with the roster in force, and keys that are used once.

    `key` is an X25519 key (32 bytes), `secret` is random (16 bytes), `seq` begins at 1.
    """

    account: bytes
    seq: int
    head: bytes
    roster: bytes
    key: bytes
    secret: bytes

    def encode(self) -> bytes:
        """133 bytes."""
        place = self.account + u32(self.seq) + self.head + self.roster
        return VERSION + place + self.key + self.secret

    def qr(self) -> str:
        """What the QR holds."""
        return PREFIX + encode_base32(self.encode())

    def code(self) -> str:
        """The secret alone, to be typed: eight groups of four symbols, with single spaces."""
        body = VERSION + self.secret
        symbols = encode_base32(body + H("pairing-code", body)[:3])
        return " ".join(symbols[at : at + 4] for at in range(0, 32, 4))


def make_offer(
    account: bytes, seq: int, head: bytes, roster: bytes, random: Random
) -> tuple[Offer, bytes]:
    """An offer and the seed of its key; `random` is asked for the seed (32), then the secret."""
    seed = random(32)
    return Offer(account, seq, head, roster, x25519.public_key(seed), random(16)), seed


def parse_offer(data: bytes) -> Offer:
    """Refuses `version`, `length`, and `encoding` for a seq of 0."""
    reader = Reader(data)
    reader.expect(SIZE - 1)
    account, seq, head, roster = reader.take(16), reader.u32(), reader.take(32), reader.take(32)
    if seq == 0:
        raise Refused("encoding", "expected a position from 1 on, got 0")
    return Offer(account, seq, head, roster, reader.take(32), reader.take(16))


def parse_offer_qr(text: str) -> Offer:
    """Read what a QR holds. Refuses in R9's order, and `encoding` without the prefix."""
    stripped = strip_base32(text)
    if not stripped.startswith(PREFIX):
        raise Refused("encoding", "expected the prefix of an offer")
    return parse_offer(decode_base32(stripped.removeprefix(PREFIX), SIZE))


def parse_code(text: str) -> bytes:
    """The secret, 16 bytes, out of what a person typed. Refuses in R9's order."""
    data = decode_base32(strip_base32(text), CODE_SIZE)
    reader = Reader(data)
    secret = reader.take(16)
    if H("pairing-code", data[:17])[:3] != reader.take(3):
        raise Refused("checksum", "expected the checksum of the first 17 bytes, got another")
    return secret


def mailbox_id(secret: bytes) -> bytes:
    """Where both devices leave their messages, 16 bytes; it tells nothing about the secret."""
    check_length(secret, 16, "a pairing secret")
    return hkdf(secret, "pairing-mailbox", b"")[:16]


def seal_offer(offer: Offer, random: Random) -> bytes:
    """Message 0, for whoever types the code."""
    return seal(hkdf(offer.secret, "pairing-offer", b""), offer.encode(), b"", random)


def open_offer(secret: bytes, sealed: bytes) -> Offer:
    """The offer. Refuses `open`, then as `parse_offer`, then `encoding` for another's secret."""
    check_length(secret, 16, "a pairing secret")
    offer = parse_offer(open_sealed(hkdf(secret, "pairing-offer", b""), sealed, b""))
    if offer.secret != secret:
        raise Refused("encoding", "expected the offer of this secret, got another's")
    return offer
