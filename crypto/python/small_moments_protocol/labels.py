"""Domain separation: `M`, `H` and the only labels there are (R4; spec, section 3)."""

from hashlib import sha256
from typing import Literal, get_args

Label = Literal[
    "account",
    "member",
    "kit-checksum",
    "sheet-checksum",
    "kit-salt",
    "kit-sign",
    "kit-kem",
    "sheet-sign",
    "sheet-kem",
    "epoch-commitment",
    "data-key",
    "previous-epoch-key",
    "previous-epoch",
    "roster",
    "roster-signature",
    "wrap",
    "revision",
    "link",
    "link-signature",
    "login-signature",
    "head-code",
    "record",
    "local-wrap-key",
    "local-wrap",
    "local-seal-key",
    "local",
    "passphrase-check",
    "pairing-code",
    "pairing-mailbox",
    "pairing-offer",
    "pairing-transcript",
    "pairing-commitment",
    "pairing-commit",
    "pairing-nonce",
    "pairing-reveal",
    "pairing-accept",
    "pairing-digits",
    "archive-key",
    "archive-chunk",
    "passkey-input",
    "passkey-wrap-key",
    "passkey-wrap",
    "blob-digest",
    "blob-key",
    "blob-chunk",
]

LABELS: tuple[Label, ...] = get_args(Label)


def M(label: Label, x: bytes) -> bytes:  # noqa: N802 -- the specification's name
    """The labelled message: prefix, label, a zero byte, x."""
    return b"small-moments/v1/" + label.encode("ascii") + b"\0" + x


def H(label: Label, x: bytes) -> bytes:  # noqa: N802 -- the specification's name
    """The labelled hash, 32 bytes (SHA-256)."""
    return sha256(M(label, x)).digest()
