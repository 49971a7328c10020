"""The ops of crypto/vectors/published, on the primitives that the implementation uses."""

from hashlib import sha3_256, shake_256

from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from small_moments_protocol import ed25519
from small_moments_protocol.member import kem_private, kem_public
from vectors.given import Given, Json

KEMS = {32: KEM.X25519, 25722: KEM.MLKEM768_X25519}
AEADS = {1: AEAD.AES_128_GCM, 2: AEAD.AES_256_GCM, 3: AEAD.CHACHA20_POLY1305}
XWING_LABEL = b"\\.//^\\"


def argon2id(given: Given) -> Json:
    kdf = Argon2id(
        salt=given.hex("salt"),
        length=given.number("length"),
        iterations=given.number("time"),
        lanes=given.number("lanes"),
        memory_cost=given.number("memory"),
        ad=given.hex("ad") or None,
        secret=given.hex("secret") or None,
    )
    return {"key": kdf.derive(given.hex("password"))}


def hkdf_sha256(given: Given) -> Json:
    kdf = HKDF(SHA256(), given.number("length"), salt=given.hex("salt"), info=given.hex("info"))
    return {"key": kdf.derive(given.hex("ikm"))}


def ed25519_sign(given: Given) -> Json:
    seed = given.hex("seed")
    signature = ed25519.sign(seed, given.hex("message"))
    return {"public": ed25519.public_key(seed), "signature": signature}


def ed25519_verify(given: Given) -> Json:
    ed25519.verify(given.hex("key"), given.hex("message"), given.hex("signature"))
    return {}


def hpke_open(given: Given) -> Json:
    secret = given.hex("secret_key")
    key = (
        kem_private(secret)
        if given.number("kem") == 25722
        else X25519PrivateKey.from_private_bytes(secret)
    )
    suite = Suite(KEMS[given.number("kem")], KDF.HKDF_SHA256, AEADS[given.number("aead")])
    sealed = given.hex("enc") + given.hex("ciphertext")
    plaintext = openssl.hpke._decrypt_with_aad(  # pyright: ignore[reportPrivateUsage]
        suite, sealed, key, given.hex("info"), given.hex("aad")
    )
    return {"plaintext": plaintext}


def xwing(given: Given) -> Json:
    """Decapsulation as the draft writes it, out of the library's two parts."""
    seed, ciphertext = given.hex("seed"), given.hex("ciphertext")
    expanded = shake_256(seed).digest(96)
    public, share = kem_public(seed), ciphertext[1088:]
    first = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).decapsulate(ciphertext[:1088])
    x25519 = X25519PrivateKey.from_private_bytes(expanded[64:])
    second = x25519.exchange(X25519PublicKey.from_public_bytes(share))
    shared = sha3_256(first + second + share + public[1184:] + XWING_LABEL).digest()
    return {"public": public, "shared": shared}


OPS = {
    "argon2id": argon2id,
    "hkdf_sha256": hkdf_sha256,
    "ed25519_sign": ed25519_sign,
    "ed25519_verify": ed25519_verify,
    "hpke_open": hpke_open,
    "xwing": xwing,
}
