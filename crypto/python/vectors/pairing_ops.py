"""The ops of pairing."""

from typing import Any

from small_moments_protocol import offer, pairing, x25519
from small_moments_protocol.kdf import hkdf
from small_moments_protocol.member import DEVICE, make_member
from small_moments_protocol.offer import Offer
from small_moments_protocol.pairing import Acceptance, NewDevice, OldDevice

from vectors.given import Given, Json


def encode_offer(given: Given) -> Json:
    made = Offer(
        given.hex("account"),
        given.number("seq"),
        given.hex("head"),
        given.hex("roster"),
        given.hex("key"),
        given.hex("secret"),
    )
    data = made.encode()
    offer.parse_offer(data)
    mailbox = offer.mailbox_id(made.secret)
    return {"bytes": data, "qr": made.qr(), "code": made.code(), "mailbox": mailbox}


def parse_offer(given: Given) -> Json:
    return _read(offer.parse_offer(given.hex("bytes")))


def parse_offer_qr(given: Given) -> Json:
    return _read(offer.parse_offer_qr(given.text("text")))


def parse_pairing_code(given: Given) -> Json:
    return {"secret": offer.parse_code(given.text("text"))}


def seal_offer(given: Given) -> Json:
    made = offer.parse_offer(given.hex("offer"))
    return {"sealed": offer.seal_offer(made, given.random("nonce"))}


def open_offer(given: Given) -> Json:
    return {"offer": offer.open_offer(given.hex("secret"), given.hex("sealed")).encode()}


def x25519_exchange(given: Given) -> Json:
    seed = given.hex("seed")
    shared = x25519.exchange(seed, given.hex("key"))
    return {"public": x25519.public_key(seed), "shared": shared}


def pairing_key(given: Given) -> Json:
    """`label` is one of the four steps; `shared` is empty before there is a shared secret."""
    hashed = pairing.transcript(given.hex("said"))
    ikm = given.hex("shared") + given.hex("secret")
    return {"transcript": hashed, "key": hkdf(ikm, given.json["label"], hashed)}


def pairing_commitment(given: Given) -> Json:
    made = pairing.commitment(given.hex("key"), given.hex("nonce"), _member(given))
    return {"commitment": made}


def pairing_digits(given: Given) -> Json:
    return {"digits": pairing.digits_of(given.hex("said"))}


def pair_old(given: Given) -> Json:
    """The turns, in the order given, of the device that shows the offer."""
    random = given.random("nonce", "seal_nonce", "seal_accept")
    shown = offer.parse_offer(given.hex("offer"))
    old = OldDevice(shown, given.hex("seed"), given.number("begun"), random)
    values: Json = {}
    for turn, at in given.json["turns"]:
        match turn:
            case "answer":
                values["answer"] = old.answer(given.hex("commit"), at)
            case "reveal":
                values["digits"] = old.reveal(given.hex("reveal"), at)
            case "confirm":
                values["member"] = old.confirm(_same(given), at).id
            case "accept":
                values["accept"] = old.accept(_acceptance(given), at)
            case _:
                old.end()
    return values


def pair_new(given: Given) -> Json:
    """The same of the device that has read it."""
    random = given.random("seed", "nonce", "seal_commit", "seal_reveal")
    read = offer.parse_offer(given.hex("offer"))
    new = NewDevice(read, _member(given), given.number("begun"), random)
    values: Json = {}
    for turn, at in given.json["turns"]:
        match turn:
            case "commit":
                values["commit"] = new.commit(at)
            case "reveal":
                values["reveal"], values["digits"] = new.reveal(given.hex("answer"), at)
            case "confirm":
                new.confirm(_same(given), at)
            case "accepted":
                values |= _accepted(new.accepted(given.hex("accept"), at))
            case _:
                new.end()
    return values


def _read(read: Offer) -> Json:
    return {
        "account": read.account,
        "seq": read.seq,
        "head": read.head,
        "roster": read.roster,
        "key": read.key,
        "secret": read.secret,
        "bytes": read.encode(),
    }


def _member(given: Given) -> Any:
    return make_member(DEVICE, given.hex("sign_public"), given.hex("kem_public"))


def _same(given: Given) -> bool:
    same: bool = given.json["same"]
    return same


def _acceptance(given: Given) -> Acceptance:
    made = Acceptance(
        given.number("seq"),
        given.hex("head"),
        given.hex("roster"),
        given.hex("salt"),
        given.hex("check"),
    )
    made.encode()
    return made


def _accepted(accepted: Acceptance) -> Json:
    return {
        "seq": accepted.seq,
        "head": accepted.head,
        "roster": accepted.roster,
        "salt": accepted.salt,
        "check": accepted.check,
    }
