"""The ops of a passkey that opens a device."""

from small_moments_protocol import passkey
from small_moments_protocol.passkey import PasskeyAnswer

from vectors.given import Given, Json


def passkey_input(given: Given) -> Json:
    return {"input": passkey.passkey_input(given.hex("salt"))}


def wrap_by_passkey(given: Given) -> Json:
    salt, key = given.hex("salt"), given.hex("local_key")
    return {"wrapped": passkey.wrap_by_passkey(_answer(given), salt, key, given.random("nonce"))}


def parse_passkey_wrap(given: Given) -> Json:
    wrap = passkey.parse_passkey_wrap(given.hex("wrapped"))
    return {"salt": wrap.salt, "credential": wrap.credential}


def open_by_passkey(given: Given) -> Json:
    return {"local_key": passkey.open_by_passkey(_answer(given), given.hex("wrapped"))}


def _answer(given: Given) -> PasskeyAnswer:
    return PasskeyAnswer(given.hex("credential"), given.hex("output"))
