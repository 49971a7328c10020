"""Wraps that were made once: HPKE draws its own randomness, so none can be made twice alike."""

import json
from collections.abc import Callable

from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from small_moments_protocol import Refused
from small_moments_protocol.labels import M
from small_moments_protocol.member import Member, load_kem_public
from small_moments_protocol.roster import Roster
from small_moments_protocol.wrap import Wrap, make_wrap, open_wrap

from vectors.case import FOLDER

PATH = FOLDER / "fixed" / "wraps.json"
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def kept_wrap(name: str, roster: Roster, member: Member, keys: tuple[bytes, bytes]) -> bytes:
    """The wrap kept under this name, made anew if it does not open. `keys`: epoch key, seed."""
    epoch_key, seed = keys

    def fits(wrap: bytes) -> bool:
        try:
            return open_wrap(wrap, roster, member.id, seed) == epoch_key
        except Refused:
            return False

    return _kept(name, fits, lambda: make_wrap(roster, member.id, epoch_key).encode())


def kept_false_wrap(name: str, roster: Roster, member: Member, keys: tuple[bytes, bytes]) -> bytes:
    """The same, of a key that the roster does not commit to: anyone can seal one."""
    false_key, seed = keys

    def fits(wrap: bytes) -> bool:
        try:
            open_wrap(wrap, roster, member.id, seed)
        except Refused as refused:
            return refused.kind == "commitment"
        return False

    def make() -> bytes:
        empty = Wrap(roster.account, roster.epoch, roster.hash, member.id, b"")
        public = load_kem_public(member.kem_public)
        return empty.encode() + _SUITE.encrypt(false_key, public, info=M("wrap", empty.context()))

    return _kept(name, fits, make)


def _kept(name: str, fits: Callable[[bytes], bool], make: Callable[[], bytes]) -> bytes:
    kept: dict[str, str] = json.loads(PATH.read_text("utf-8")) if PATH.exists() else {}
    wrap = bytes.fromhex(kept.get(name, ""))
    if not fits(wrap):
        wrap = make()
        PATH.parent.mkdir(exist_ok=True)
        text = json.dumps(kept | {name: wrap.hex()}, indent=1, sort_keys=True)
        PATH.write_text(text + "\n", "utf-8")
    return wrap
