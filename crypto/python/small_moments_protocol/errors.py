"""Kinds of failure (spec, section 2)."""

from typing import Literal, get_args

Kind = Literal[
    "version",
    "length",
    "encoding",
    "checksum",
    "key",
    "signature",
    "account",
    "sequence",
    "previous",
    "signer",
    "roster",
    "epoch",
    "device",
    "counter",
    "ancestor",
    "body",
    "commitment",
    "open",
    "padding",
    "ended",
]

KINDS: tuple[Kind, ...] = get_args(Kind)


class Refused(Exception):  # noqa: N818 -- the specification's word
    """Input that the protocol refuses. `kind` is one of section 2; no secret in the text."""

    def __init__(self, kind: Kind, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind: Kind = kind
