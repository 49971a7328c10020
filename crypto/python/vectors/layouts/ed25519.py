"""Ed25519, stricter than RFC 8032."""

from hashlib import sha512

from small_moments_protocol.ed25519 import SMALL_ORDER_Y, L, P, public_key, sign

from vectors.case import Cases, fixed

SEED = fixed("ed25519 seed", 32)
KEY = public_key(SEED)
MESSAGE = b"small moments"
SIGNATURE = sign(SEED, MESSAGE)
SIGN_BIT = 1 << 255


def small_order_encodings() -> list[bytes]:
    """Every encoding of every point of order 1, 2, 4 and 8: canonical, y + p, both sign bits."""
    ys = sorted(SMALL_ORDER_Y)
    ys += [y + P for y in ys if y + P < SIGN_BIT]
    return [_encode(y + sign) for y in ys for sign in (0, SIGN_BIT)]


def cases() -> Cases:
    made = Cases("ed25519")
    made.ok("a public key", "R14", "ed25519_public", seed=SEED)
    made.ok("a signature", "R14", "ed25519_sign", seed=SEED, message=MESSAGE)
    made.ok("a signature of nothing", "R14", "ed25519_sign", seed=SEED, message=b"")
    made.ok("a fit key", "R14", "check_key", key=KEY)
    given = {"key": KEY, "message": MESSAGE, "signature": SIGNATURE}
    made.ok("a signature that verifies", "R14", "ed25519_verify", **given)
    _keys(made)
    _signatures(made)
    return made


def _keys(made: Cases) -> None:
    scalar, point = _scalar(fixed("ed25519 R", 32)), public_key(fixed("ed25519 R", 32))
    any_message = point + _encode(scalar)
    for key in small_order_encodings():
        name = f"key {key.hex()} of small order"
        given = {"key": key, "message": MESSAGE, "signature": any_message}
        made.refused("key", name, "R14", "ed25519_verify", **given)
    for y in (P + 2, P + 3, P + 18):
        for sign_bit in (0, SIGN_BIT):
            key = _encode(y + sign_bit)
            made.refused("key", f"key {key.hex()} not canonical", "R14", "check_key", key=key)
    for size in (0, 31, 33):
        key = fixed("key", size)
        made.refused("length", f"a key of {size} bytes", "R14", "check_key", key=key)
    given = {"key": _encode(1), "message": MESSAGE, "signature": SIGNATURE[:63]}
    made.refused("key", "the key is judged before the signature", "R14", "ed25519_verify", **given)


def _signatures(made: Cases) -> None:
    r, s = SIGNATURE[:32], int.from_bytes(SIGNATURE[32:], "little")
    for size in (0, 32, 63, 65):
        _refuse(made, f"a signature of {size} bytes", (SIGNATURE + b"\0")[:size])
    _refuse(made, "S + L", r + _encode(s + L))
    _refuse(made, "S = L", r + _encode(L))
    _refuse(made, "S with its highest bit set", r + _encode(s + SIGN_BIT))
    _refuse(made, "S of 0", r + bytes(32))
    for point in small_order_encodings():
        # for the identity the equation of RFC 8032 holds; here R alone is enough to refuse
        challenge = int.from_bytes(sha512(point + KEY + MESSAGE).digest(), "little")
        forged = point + _encode(challenge * _scalar(SEED) % L)
        _refuse(made, f"R {point.hex()} of small order", forged)
    for y in (P + 2, P + 3):
        _refuse(made, f"R not canonical, {y - P} above p", _encode(y) + SIGNATURE[32:])
    for at in (0, 31, 32, 60):
        flipped = SIGNATURE[:at] + bytes([SIGNATURE[at] ^ 4]) + SIGNATURE[at + 1 :]
        _refuse(made, f"a bit flipped in byte {at}", flipped)
    given = {"key": KEY, "message": MESSAGE + b"!", "signature": SIGNATURE}
    made.refused("signature", "another message", "R14", "ed25519_verify", **given)
    other = public_key(fixed("another seed", 32))
    given = {"key": other, "message": MESSAGE, "signature": SIGNATURE}
    made.refused("signature", "another key", "R14", "ed25519_verify", **given)
    given = {"key": _off_curve(), "message": MESSAGE, "signature": SIGNATURE}
    made.refused("signature", "a key that is not on the curve", "R14", "ed25519_verify", **given)


def _refuse(made: Cases, name: str, signature: bytes) -> None:
    given = {"key": KEY, "message": MESSAGE, "signature": signature}
    made.refused("signature", name, "R14", "ed25519_verify", **given)


def _scalar(seed: bytes) -> int:
    bits = int.from_bytes(sha512(seed).digest()[:32], "little")
    return (bits & ((1 << 254) - 8) | 1 << 254) % L


def _off_curve() -> bytes:
    d = -121665 * pow(121666, P - 2, P) % P
    y = 2
    while pow((y * y - 1) * pow(d * y * y + 1, P - 2, P), (P - 1) // 2, P) == 1:
        y += 1
    return _encode(y)


def _encode(number: int) -> bytes:
    return number.to_bytes(32, "little")
