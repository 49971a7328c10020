"""Epoch keys: commitment, data key, and the key of the epoch before (R17, R18)."""

from small_moments_protocol.aead import Random, open_sealed, seal
from small_moments_protocol.errors import Refused
from small_moments_protocol.kdf import hkdf
from small_moments_protocol.labels import H, M
from small_moments_protocol.layout import check_length, u32

SEALED_PREVIOUS = 60


def epoch_commitment(account: bytes, epoch: int, key: bytes) -> bytes:
    """What a roster shows of its epoch key, 32 bytes."""
    return H("epoch-commitment", account + u32(epoch) + key)


def data_key(account: bytes, epoch: int, key: bytes) -> bytes:
    """The AES-256 key of the epoch's revision bodies."""
    return hkdf(key, "data-key", account + u32(epoch))


def seal_previous(account: bytes, epoch: int, keys: tuple[bytes, bytes], random: Random) -> bytes:
    """60 bytes: the previous epoch's key sealed under that of `epoch`. `keys` = (new, previous)."""
    new, previous = keys
    aad = M("previous-epoch", account + u32(epoch))
    return seal(_sealing_key(account, epoch, new), previous, aad, random)


def open_previous(account: bytes, epoch: int, key: bytes, sealed: bytes) -> bytes:
    """The key of the epoch before `epoch`. Refuses `length`, `open`."""
    check_length(sealed, SEALED_PREVIOUS, "a sealed previous key")
    return open_sealed(
        _sealing_key(account, epoch, key), sealed, M("previous-epoch", account + u32(epoch))
    )


def check_commitment(account: bytes, epoch: int, key: bytes, commitment: bytes) -> None:
    """Refuse `commitment` unless `key` is the one that the roster of `epoch` commits to."""
    if epoch_commitment(account, epoch, key) != commitment:
        raise Refused("commitment", f"expected the key that epoch {epoch} commits to, got another")


def _sealing_key(account: bytes, epoch: int, key: bytes) -> bytes:
    return hkdf(key, "previous-epoch-key", account + u32(epoch))
