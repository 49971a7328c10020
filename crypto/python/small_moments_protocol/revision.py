"""Revisions: a public header and a sealed body (R25, R26)."""

from hashlib import sha256

import msgspec

from small_moments_protocol.aead import OVERHEAD, Random, open_sealed, seal
from small_moments_protocol.content import Content, encode_content, parse_content
from small_moments_protocol.epoch import data_key
from small_moments_protocol.errors import Refused
from small_moments_protocol.labels import H
from small_moments_protocol.layout import VERSION, ZERO32, Reader, check_length, u32
from small_moments_protocol.padding import MAX_TOTAL, pad, unpad

HEADER = 77


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`previous` is the id of the device's revision before; `size` is the body's length."""

    account: bytes
    epoch: int
    device: bytes
    counter: int
    previous: bytes
    size: int = 0

    def encode(self) -> bytes:
        return b"".join(
            [
                VERSION,
                self.account,
                u32(self.epoch),
                self.device,
                u32(self.counter),
                self.previous,
                u32(self.size),
            ]
        )


class Revision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A header (77 bytes) and its body, verbatim."""

    header: bytes
    body: bytes

    @property
    def id(self) -> bytes:
        return revision_id(self.header, sha256(self.body).digest())


def parse_header(data: bytes) -> Header:
    """Refuses `version`, `length`, `encoding`."""
    reader = Reader(data)
    reader.expect(HEADER - 1)
    header = Header(
        account=reader.take(16),
        epoch=reader.u32(),
        device=reader.take(16),
        counter=reader.u32(),
        previous=reader.take(32),
        size=reader.u32(),
    )
    if header.epoch == 0 or header.counter == 0:
        raise Refused("encoding", "expected an epoch and a counter from 1")
    if (header.counter == 1) != (header.previous == ZERO32):
        raise Refused("encoding", "expected a previous revision if and only if it is not the first")
    return header


def revision_id(header: bytes, body_hash: bytes) -> bytes:
    """Revision id (32 bytes) out of the header and SHA-256 of the body."""
    check_length(body_hash, 32, "a body hash")
    return H("revision", header + body_hash)


def check_body(revision: Revision, named: bytes) -> None:
    """Refuse `length`, or `body` unless header and body are those of the id `named`."""
    check_length(revision.body, parse_header(revision.header).size, "a body")
    if revision.id != named:
        raise Refused("body", "expected the revision that is named, got another")


def seal_revision(header: Header, content: Content, epoch_key: bytes, random: Random) -> Revision:
    """A new revision; `size` is set here. Refuses `encoding`, and `length` above 256 KiB."""
    padded = pad(encode_content(content))
    sized = msgspec.structs.replace(header, size=len(padded) + OVERHEAD).encode()
    parse_header(sized)
    key = data_key(header.account, header.epoch, epoch_key)
    return Revision(sized, seal(key, padded, sized, random))


def open_revision(revision: Revision, epoch_key: bytes) -> Content:
    """The content. Refuses as the header does, then `length`, `open`, `padding`, `encoding`."""
    header = parse_header(revision.header)
    check_length(revision.body, header.size, "a body")
    if HEADER + header.size > MAX_TOTAL:
        raise Refused("length", f"expected a total of at most {MAX_TOTAL} bytes")
    key = data_key(header.account, header.epoch, epoch_key)
    return parse_content(unpad(open_sealed(key, revision.body, revision.header)))
