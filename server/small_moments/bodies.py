"""The MessagePack maps of the API, as `crypto/spec.md` names them in its section HTTP."""

from typing import Annotated, Any

from msgspec import Meta, Struct

MESSAGE_BYTES = 8192  # most of a message of a pairing
LAST_STEP = 4  # of a pairing


def _exactly(size: int) -> Meta:
    """So many bytes. Of itself the schema would give the size that they have in base64."""
    return Meta(min_length=size, max_length=size, extra_json_schema={"x-bytes": size})


def _at_most(size: int) -> Meta:
    return Meta(max_length=size, extra_json_schema={"x-most-bytes": size})


Bytes16 = Annotated[bytes, _exactly(16)]
Bytes32 = Annotated[bytes, _exactly(32)]
Bytes64 = Annotated[bytes, _exactly(64)]


class Limits(Struct, frozen=True):
    """What one push and one account may hold, in bytes unless the name says otherwise."""

    revision: int
    link_revisions: int
    link_bytes: int
    account_bytes: int
    devices: int
    blob_bytes: int


class Status(Struct, frozen=True):
    """Which server this is."""

    version: str
    protocol: int
    limits: Limits


class Registration(Struct, frozen=True, forbid_unknown_fields=True):
    """Roster 0, the link that enters it, and the wrap of the first device."""

    invitation: Annotated[str, Meta(max_length=64)] | None
    roster: bytes
    link: bytes
    wraps: Annotated[list[bytes], Meta(max_length=16)]


class Head(Struct, frozen=True):
    """The newest link of a log: its seq and hash."""

    seq: int
    head: bytes


class ChallengeRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Who wants to sign something."""

    account: Bytes16
    member: Bytes16


class Challenge(Struct, frozen=True):
    """A nonce to sign; single use, valid for 60 seconds."""

    nonce: bytes


class Signed(Struct, frozen=True, forbid_unknown_fields=True):
    """A member's signature over the login layout (R50) with a nonce from a challenge."""

    account: Bytes16
    member: Bytes16
    nonce: Bytes32
    signature: Bytes64


class AfterRoster(Signed, frozen=True, forbid_unknown_fields=True):
    """A member's signature, and the number of a roster version that the member stands in."""

    after: Annotated[int, Meta(ge=0, le=2**32 - 1)]


class Rosters(Struct, frozen=True):
    """Roster versions that follow one another."""

    rosters: list[bytes]


class SentRevision(Struct, frozen=True, forbid_unknown_fields=True):
    """A revision: header and sealed body or, if a purge erased that, the body's SHA-256 (R46)."""

    header: bytes
    body: bytes | None = None
    body_hash: bytes | None = None


class Push(Struct, frozen=True, forbid_unknown_fields=True):
    """A link with what it carries (R33), and the wraps that its roster version needs (R23)."""

    link: bytes
    roster: bytes | None
    wraps: Annotated[list[bytes], Meta(max_length=16)]
    revisions: Annotated[list[SentRevision], Meta(max_length=256)]


class KeptRevision(Struct, frozen=True):
    """A header with its body or, once that is purged, the body's SHA-256."""

    header: bytes
    body: bytes | None
    body_hash: bytes | None


class Carried(Struct, frozen=True):
    """A link with what it carries (R33)."""

    link: bytes
    roster: bytes | None
    revisions: list[KeptRevision]


class Page(Struct, frozen=True):
    """Links in order; seq and head are those of the whole log."""

    links: list[Carried]
    seq: int
    head: bytes


class Wraps(Struct, frozen=True):
    """All wraps of one member, oldest first."""

    wraps: list[bytes]


class Beginning(Struct, frozen=True, forbid_unknown_fields=True):
    """A blob that a revision names (R83): `bytes` is that of all its sealed chunks."""

    id: Bytes16
    revision: Bytes32
    chunks: int
    chunk: int
    bytes: int


class Blob(Struct, frozen=True):
    """The numbers of a blob, and the indexes of the chunks that are not there."""

    chunks: int
    chunk: int
    bytes: int
    missing: list[int]


class References(Struct, frozen=True, forbid_unknown_fields=True):
    """Blobs that a revision names too."""

    revision: Bytes32
    blobs: Annotated[list[Bytes16], Meta(min_length=1, max_length=1024)]


class Mailbox(Struct, frozen=True, forbid_unknown_fields=True):
    """Where two devices meet to pair (R61)."""

    mailbox: Bytes16


class MailboxStep(Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a pairing: 0 the offer, 1 to 4 the messages."""

    mailbox: Bytes16
    step: Annotated[int, Meta(ge=0, le=LAST_STEP)]


class MailboxMessage(Struct, frozen=True, forbid_unknown_fields=True):
    """A sealed message of a step."""

    mailbox: Bytes16
    step: Annotated[int, Meta(ge=0, le=LAST_STEP)]
    message: Annotated[bytes, _at_most(MESSAGE_BYTES)]


class LeftMessage(Struct, frozen=True):
    """What was left for that step, or nil."""

    message: bytes | None


class Me(Struct, frozen=True):
    """Every row kept about this account, by table, as it is."""

    rows: dict[str, list[dict[str, Any]]]


class Dump(Struct, frozen=True):
    """What `small-moments dump` writes."""

    format: str
    version: int
    account: bytes
    links: list[Carried]
    wraps: list[bytes]
