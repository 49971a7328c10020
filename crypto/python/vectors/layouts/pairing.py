"""Pairing: the offer, its code, the four messages, and whoever stands between."""

import msgspec
from small_moments_protocol import x25519
from small_moments_protocol.aead import seal
from small_moments_protocol.base32 import ALPHABET, encode_base32
from small_moments_protocol.kdf import hkdf
from small_moments_protocol.layout import u32
from small_moments_protocol.pairing import transcript

from vectors.case import Cases, fixed
from vectors.given import Json
from vectors.layouts.pairing_run import (
    COMMITMENT,
    KEY,
    NONCE,
    OFFER,
    RUN,
    SEED,
    STRANGERS,
    new_given,
    old_given,
)
from vectors.world import OTHER_ACCOUNT, STRANGER_MEMBER, TABLET_MEMBER

DATA = OFFER.encode()
PARTS = {"account": 1, "seq": 20, "head": 21, "roster": 53, "key": 85, "secret": 117}
SAID_1 = DATA + b"\1" + KEY + COMMITMENT
SAID_2 = SAID_1 + b"\1" + fixed("pairing old nonce", 32)
SAID_3 = SAID_2 + b"\1" + NONCE + TABLET_MEMBER.sign_public + TABLET_MEMBER.kem_public
SHARED = x25519.exchange(SEED, KEY)
SMALL = (bytes(32), b"\1" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f")


def cases() -> Cases:
    made = Cases("pairing")
    _offer(made)
    _written(made)
    _sealed_offer(made)
    _parts(made)
    _paired(made)
    _old_refuses(made)
    _new_refuses(made)
    _over(made)
    return made


def _offer(made: Cases) -> None:
    made.ok("an offer", "R54 R55", "encode_offer", **msgspec.structs.asdict(OFFER))
    made.ok("an offer in bytes", "R54", "parse_offer", bytes=DATA)
    first = msgspec.structs.asdict(OFFER) | {"seq": 0}
    made.refused("encoding", "an offer of no position", "R54", "encode_offer", **first)
    zero = DATA[:17] + u32(0) + DATA[21:]
    made.refused("encoding", "an offer of position 0", "R54", "parse_offer", bytes=zero)
    for version in (0, 2):
        data = bytes([version]) + DATA[1:]
        made.refused("version", f"an offer of version {version}", "R1", "parse_offer", bytes=data)
    for data in (b"", DATA[:1], DATA[:-1], DATA + b"\0"):
        name = f"{len(data)} bytes of an offer"
        made.refused("length", name, "R2 R54", "parse_offer", bytes=data)


def _written(made: Cases) -> None:
    qr, code = OFFER.qr(), OFFER.code()
    made.ok("the QR read", "R55", "parse_offer_qr", text=qr)
    made.ok("the QR in lower case", "R9 R55", "parse_offer_qr", text=qr.lower())
    made.ok("the QR in lines", "R9 R55", "parse_offer_qr", text=f" {qr[:99]}\n{qr[99:]}")
    op = "parse_offer_qr"
    for name, text in {
        "no prefix": qr[4:],
        "a kit's prefix": "MK1:" + qr[4:],
        "a prefix of version 2": "MP2:" + qr[4:],
        "the code as a QR": code,
        "an address": "https://moments.example/",
        "a spare bit that is set": qr[:-1] + ALPHABET[ALPHABET.index(qr[-1]) + 1],
    }.items():
        made.refused("encoding", f"QR: {name}", "R55", op, text=text)
    made.refused("length", "QR: torn", "R55", op, text=qr[:-1])
    made.refused("length", "QR: the prefix alone", "R55", op, text="MP1:")
    other = "MP1:" + encode_base32(b"\2" + DATA[1:])
    made.refused("version", "QR: of version 2", "R1 R55", op, text=other)
    _typed(made, code)


def _typed(made: Cases, code: str) -> None:
    op = "parse_pairing_code"
    made.ok("the code typed", "R55", op, text=code)
    made.ok("the code in lower case with hyphens", "R9", op, text=code.lower().replace(" ", "-"))
    made.refused("encoding", "code: the letter U", "R9 R55", op, text="U" + code[1:])
    made.refused("encoding", "code: a QR's prefix", "R55", op, text="MP1:" + code)
    made.refused("length", "code: one symbol missing", "R9 R55", op, text=code[:-1])
    made.refused("length", "code: nothing typed", "R9 R55", op, text=" ")
    made.refused("version", "code: of version 2", "R1 R55", op, text="0" + "8" + code[2:])
    swapped = code[:11] + ("7" if code[11] != "7" else "8") + code[12:]
    made.refused("checksum", "code: one symbol mistyped", "R55", op, text=swapped)


def _sealed_offer(made: Cases) -> None:
    values = made.ok("the offer sealed", "R55", "seal_offer", offer=DATA, nonce=bytes(12))
    sealed, op = bytes.fromhex(values["sealed"]), "open_offer"
    given = {"secret": OFFER.secret, "sealed": sealed}
    made.ok("the offer opened by the code", "R55", op, **given)
    made.refused("open", "another code", "R55", op, **given | {"secret": bytes(16)})
    made.refused("length", "a short secret", "R55", op, **given | {"secret": bytes(15)})
    for name, data in {
        "a bit flipped": _flip(sealed, 40),
        "a byte missing": sealed[:-1],
        "nothing": b"",
        "a message of the pairing": RUN.commit,
    }.items():
        made.refused("open", f"sealed offer: {name}", "R55", op, **given | {"sealed": data})
    key = hkdf(OFFER.secret, "pairing-offer", b"")
    for kind, name, data in (
        ("encoding", "another secret inside", DATA[:117] + bytes(16)),
        ("version", "version 2 inside", b"\2" + DATA[1:]),
        ("length", "a byte more inside", DATA + b"\0"),
    ):
        other = given | {"sealed": seal(key, data, b"", bytes)}
        made.refused(kind, f"sealed offer: {name}", "R55", op, **other)


def _parts(made: Cases) -> None:
    made.ok("the shared secret", "R56", "x25519_exchange", seed=SEED, key=KEY)
    for key in SMALL:
        name = f"a key of small order: {key[:2].hex()}…"
        made.refused("key", name, "R56", "x25519_exchange", seed=SEED, key=key)
    made.refused("length", "a short key", "R56", "x25519_exchange", seed=SEED, key=KEY[:31])
    keys: Json = {
        "sign_public": TABLET_MEMBER.sign_public,
        "kem_public": TABLET_MEMBER.kem_public,
    }
    made.ok("the commitment", "R58", "pairing_commitment", key=KEY, nonce=NONCE, **keys)
    steps = (
        ("commit", b"", DATA),
        ("nonce", SHARED, SAID_1),
        ("reveal", SHARED, SAID_2),
        ("accept", SHARED, SAID_3),
    )
    for step, shared, said in steps:
        given: Json = {"secret": OFFER.secret, "shared": shared, "said": said}
        label = f"pairing-{step}"
        made.ok(f"the key of the message {step}", "R57", "pairing_key", label=label, **given)
    made.ok("the digits", "R59", "pairing_digits", said=SAID_3)


def _paired(made: Cases) -> None:
    old = made.ok("the old device", "R58 R59", "pair_old", **old_given(RUN.commit, RUN.reveal))
    new = made.ok("the new device", "R58 R59", "pair_new", **new_given(RUN.answer, RUN.accept))
    assert old["digits"] == new["digits"]
    strange = old_given(STRANGERS.commit, STRANGERS.reveal)
    other = made.ok(
        "a stranger who saw the QR was faster: other digits", "R59", "pair_old", **strange
    )
    between = new_given(STRANGERS.answer, RUN.accept)
    del between["turns"][2:]
    assert other["digits"] != old["digits"]
    made.refused(
        "open", "the answer to a stranger, handed to the new device", "R57", "pair_new", **between
    )
    _in_the_middle(made, old["digits"])


def _in_the_middle(made: Cases, digits: str) -> None:
    """Whoever read the QR and holds the line answers the new device in the old one's stead."""
    own = hkdf(SHARED + OFFER.secret, "pairing-nonce", transcript(SAID_1))
    forged = seal(own, b"\1" + fixed("a nonce of the middle", 32), b"", lambda _: bytes(12))
    given = new_given(forged, b"")
    given["turns"] = given["turns"][:2]
    shown = made.ok("another nonce from the middle: other digits", "R59", "pair_new", **given)
    assert shown["digits"] != digits


def _old_refuses(made: Cases) -> None:
    given = old_given(RUN.commit, RUN.reveal)
    op = "pair_old"
    for name, at in PARTS.items():
        other = given | {"offer": _flip(DATA, at)}
        made.refused("open", f"old: another {name} in the offer", "R57", op, **other)
    later = given | {"offer": msgspec.structs.replace(OFFER, seq=6).encode()}
    made.refused("open", "old: a message to an old QR", "R57", op, **later)
    for name, sealed in {
        "a bit flipped": _flip(RUN.commit, 30),
        "cut": RUN.commit[:-1],
        "nothing": b"",
        "its own message 2": RUN.answer,
    }.items():
        made.refused("open", f"old: message 1, {name}", "R57", op, **given | {"commit": sealed})
    for name, sealed in {
        "a bit flipped": _flip(RUN.reveal, 700),
        "cut": RUN.reveal[:-1],
        "message 1 again": RUN.commit,
        "a stranger's": STRANGERS.reveal,
    }.items():
        made.refused("open", f"old: message 3, {name}", "R57", op, **given | {"reveal": sealed})
    _old_reads(made, given)


def _old_reads(made: Cases, given: Json) -> None:
    """Sealed rightly by whoever has the keys, and wrong inside."""
    op, tablet, stranger = "pair_old", TABLET_MEMBER, STRANGER_MEMBER
    first = hkdf(OFFER.secret, "pairing-commit", transcript(DATA))
    for kind, name, message in (
        ("version", "of version 2", b"\2" + KEY + COMMITMENT),
        ("length", "with a byte more", b"\1" + KEY + COMMITMENT + b"\0"),
        ("key", "with a key of small order", b"\1" + bytes(32) + COMMITMENT),
    ):
        other = given | {"commit": seal(first, message, b"", bytes)}
        made.refused(kind, f"old: message 1 {name}", "R58", op, **other)
    third = hkdf(SHARED + OFFER.secret, "pairing-reveal", transcript(SAID_2))
    keys = tablet.sign_public + tablet.kem_public
    for kind, name, message in (
        ("version", "of version 0", b"\0" + NONCE + keys),
        ("length", "without its last byte", b"\1" + NONCE + keys[:-1]),
        ("commitment", "with another nonce", b"\1" + _flip(NONCE, 31) + keys),
        ("commitment", "with another sign key", b"\1" + NONCE + stranger.sign_public + keys[32:]),
        ("commitment", "with another KEM key", b"\1" + NONCE + keys[:32] + stranger.kem_public),
    ):
        other = given | {"reveal": seal(third, message, b"", bytes)}
        made.refused(kind, f"old: message 3 {name}", "R58", op, **other)


def _new_refuses(made: Cases) -> None:
    given = new_given(RUN.answer, RUN.accept)
    op = "pair_new"
    for name, at in PARTS.items():
        other = given | {"offer": _flip(DATA, at)}
        made.refused("open", f"new: another {name} in the offer", "R57", op, **other)
    swapped = msgspec.structs.replace(OFFER, account=OTHER_ACCOUNT)
    other = given | {"offer": swapped.encode()}
    made.refused("open", "new: another account's offer", "R57", op, **other)
    for name, sealed in {
        "a bit flipped": _flip(RUN.answer, 20),
        "nothing": b"",
        "its own message 1": RUN.commit,
        "a message of another pairing": STRANGERS.answer,
    }.items():
        made.refused("open", f"new: message 2, {name}", "R57", op, **given | {"answer": sealed})
    for name, sealed in {
        "a bit flipped": _flip(RUN.accept, 60),
        "cut": RUN.accept[:-1],
        "message 2 again": RUN.answer,
        "a message of another pairing": STRANGERS.accept,
    }.items():
        made.refused("open", f"new: message 4, {name}", "R57", op, **given | {"accept": sealed})
    small = given | {"offer": msgspec.structs.replace(OFFER, key=bytes(32)).encode()}
    made.refused("key", "new: an offer with a key of small order", "R56", op, **small)
    _new_reads(made, given)


def _new_reads(made: Cases, given: Json) -> None:
    op = "pair_new"
    fourth = hkdf(SHARED + OFFER.secret, "pairing-accept", transcript(SAID_3))
    rest = bytes(32 + 32 + 16 + 32)
    for kind, name, message in (
        ("version", "of version 2", b"\2" + u32(5) + rest),
        ("length", "with a byte more", b"\1" + u32(5) + rest + b"\0"),
        ("sequence", "of the offer's own position", b"\1" + u32(4) + rest),
        ("sequence", "of position 0", b"\1" + u32(0) + rest),
    ):
        other = given | {"accept": seal(fourth, message, b"", bytes)}
        made.refused(kind, f"new: message 4 {name}", "R60", op, **other)


def _over(made: Cases) -> None:
    """One guess, one use, 120 seconds."""
    old, new = old_given(RUN.commit, RUN.reveal), new_given(RUN.answer, RUN.accept)
    no = {"same": False}
    made.refused("ended", "old: the digits are not the same", "R59", "pair_old", **old | no)
    made.refused("ended", "new: the digits are not the same", "R59", "pair_new", **new | no)
    at_last = [["answer", 1], ["reveal", 2], ["confirm", 119_999], ["accept", 120_000]]
    made.ok("old: the last moment", "R59", "pair_old", **old | {"turns": at_last})
    for name, turns in {
        "message 1 after 120 seconds": [["answer", 120_001]],
        "a yes after 120 seconds": [["answer", 1], ["reveal", 2], ["confirm", 120_001]],
        "a clock that was set back": [["answer", -1]],
        "message 1 twice": [["answer", 1], ["answer", 2]],
        "message 3 before message 1": [["reveal", 1]],
        "no word of the person": [["answer", 1], ["reveal", 2], ["accept", 3]],
        "a yes twice": [["answer", 1], ["reveal", 2], ["confirm", 3], ["confirm", 4]],
        "ended by the person": [["answer", 1], ["end", 2], ["reveal", 3]],
    }.items():
        made.refused("ended", f"old: {name}", "R59", "pair_old", **old | {"turns": turns})
    for name, turns in {
        "message 2 after 120 seconds": [["commit", 1], ["reveal", 120_001]],
        "message 4 without a yes": [["commit", 1], ["reveal", 2], ["accepted", 3]],
        "message 2 twice": [["commit", 1], ["reveal", 2], ["reveal", 3]],
        "ended by the person": [["commit", 1], ["reveal", 2], ["end", 3], ["confirm", 4]],
    }.items():
        made.refused("ended", f"new: {name}", "R59", "pair_new", **new | {"turns": turns})


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
