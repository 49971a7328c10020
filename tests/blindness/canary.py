"""A canary: a secret typed or shown once, and every form in which it could leak."""

import base64
import unicodedata
from collections.abc import Iterator

import msgspec

ALIGNMENTS = (0, 1, 2)


class Canary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`name` is said in reports and never the secret; `forms` are byte strings to look for."""

    name: str
    forms: tuple[bytes, ...]


def folded(text: str) -> str:
    """Lower case without accents, as a search index would hold it."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


def spellings(text: str) -> Iterator[str]:
    """The text as typed, folded, in either case and in both normal forms."""
    yield text
    yield folded(text)
    yield text.upper()
    for form in ("NFC", "NFD"):
        yield unicodedata.normalize(form, text)


def base64_cores(secret: bytes) -> Iterator[bytes]:
    """What stays of the secret in base64 at each alignment (RFC 4648, both alphabets).

    The symbols at either end that also hold neighbouring bytes are left out.
    """
    for before in ALIGNMENTS:
        end = (before + len(secret)) * 4 // 3
        begin = -(-before * 4 // 3)
        padded = bytes(before) + secret + bytes(2)
        yield base64.b64encode(padded)[begin:end]
        yield base64.urlsafe_b64encode(padded)[begin:end]


def encodings(secret: bytes) -> Iterator[bytes]:
    """The bytes themselves, their base64 at three alignments, and hex in both cases."""
    yield secret
    yield from base64_cores(secret)
    yield secret.hex().encode("ascii")
    yield secret.hex().upper().encode("ascii")


def of_text(name: str, text: str) -> Canary:
    """A canary of words: every spelling in UTF-8, UTF-16LE, UTF-16BE, base64 and hex."""
    forms: set[bytes] = set()
    for spelling in spellings(text):
        forms.update(encodings(spelling.encode()))
        forms.update(spelling.encode(coding) for coding in ("utf-16-le", "utf-16-be"))
    return Canary(name=name, forms=tuple(sorted(forms)))


def of_bytes(name: str, secret: bytes) -> Canary:
    """A canary of raw bytes, at least 8 long so that chance does not find it."""
    if len(secret) < 8:
        raise ValueError(f"expected a secret of at least 8 bytes, got {len(secret)}")
    return Canary(name=name, forms=tuple(sorted(set(encodings(secret)))))
