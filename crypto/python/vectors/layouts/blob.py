"""Blobs: a small one as it is made, and one of three chunks put together wrongly."""

from typing import Any

import msgspec
from small_moments_protocol.aead import seal_counted
from small_moments_protocol.blob import BlobKey, BlobSealer, blob_head, blob_shape, measure
from small_moments_protocol.kdf import hkdf
from small_moments_protocol.labels import M
from small_moments_protocol.layout import u8, u32

from vectors.case import FOLDER, Cases, fixed
from vectors.given import Json
from vectors.world import ACCOUNT, OTHER_ACCOUNT

FILE = "blob"
CHUNK = 65_536
ID, KEY = fixed("blob id", 16), fixed("file key", 32)
SMALL, LONG = fixed("a photo", 700), fixed("a long photo", 150_001)
SEALED = CHUNK + 16


def key_of(content: bytes, **changes: Any) -> BlobKey:
    """The key of a content, as a revision says it."""
    parts = [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)]
    digest = measure(parts, CHUNK).digest
    made = BlobKey(id=ID, key=KEY, digest=digest, size=len(content), chunk=CHUNK)
    return msgspec.structs.replace(made, **changes)


def given_of(blob: BlobKey) -> Json:
    """The key as input of an op, with the account."""
    return {"account": ACCOUNT, **msgspec.structs.asdict(blob)}


def cases() -> Cases:
    made = Cases("blob")
    _shapes(made)
    _digests(made)
    _sealing(made)
    _opening(made)
    _changed(made)
    _put_together(made)
    _whole(made)
    return made


def _shapes(made: Cases) -> None:
    op = "blob_shape"
    sizes = (1, 1_023, 1_024, 1_025, 65_535, 65_536, 65_537, 1_000_000, 40_000_000, 67_108_864)
    for size in sizes:
        made.ok(f"the shape of {size} bytes", "R83", op, size=size, chunk=CHUNK)
    for chunk in (131_072, 262_144, 524_288, 1_048_576):
        made.ok(f"a million bytes in chunks of {chunk}", "R83", op, size=1_000_000, chunk=chunk)
    for size in (0, -1, 67_108_865):
        name = f"the shape of {size} bytes"
        made.refused("encoding", name, "R80 R83", op, size=size, chunk=CHUNK)
    for chunk in (0, -65_536, 32_768, 65_535, 65_537, 98_304, 2_097_152):
        made.refused("encoding", f"chunks of {chunk}", "R80 R83", op, size=9, chunk=chunk)


def _digests(made: Cases) -> None:
    op = "blob_digest"
    made.ok("the digest of a small content", "R82", op, content=SMALL, chunk=CHUNK)
    made.ok("the digest of one byte", "R82", op, content=b"\0", chunk=CHUNK)
    made.refused("encoding", "the digest of nothing", "R82", op, content=b"", chunk=CHUNK)


def _sealing(made: Cases) -> None:
    given: Json = {"account": ACCOUNT, "id": ID, "key": KEY, "chunk": CHUNK}
    made.ok("a small blob", "R82 R83", "seal_blob", **given, content=SMALL)
    made.ok("the same for another account", "R83", "seal_blob", **given | _other(), content=SMALL)
    again = given_of(key_of(SMALL)) | {"content": SMALL, "index": 0, "part": SMALL}
    made.ok("its chunk sealed again", "R83 R84", "seal_chunk", **again)
    other = bytes([SMALL[0] ^ 1]) + SMALL[1:]
    wrong: dict[tuple[str, str], Json] = {
        ("body", "a part of another content, sealed"): {"part": other},
        ("body", "another content under the same key"): {"content": other, "part": other},
        ("body", "another size, sealed"): {"size": len(SMALL) + 1},
        ("length", "a part cut off, sealed"): {"part": SMALL[:-1]},
        ("length", "a part and a byte more, sealed"): {"part": SMALL + b"\0"},
        ("length", "a chunk after the last, sealed"): {"index": 1, "part": b""},
        ("length", "a file key of 31 bytes"): {"key": KEY[:-1]},
        ("length", "a digest of 31 bytes"): {"digest": key_of(SMALL).digest[:-1]},
    }
    for (kind, name), changes in wrong.items():
        made.refused(kind, name, "R83 R84", "seal_chunk", **again | changes)


def _other() -> Json:
    return {"account": OTHER_ACCOUNT}


def _small() -> tuple[Json, bytes]:
    """What opens the small blob, and its one chunk."""
    blob = key_of(SMALL)
    return given_of(blob), BlobSealer(ACCOUNT, blob, measure([SMALL], CHUNK)).seal(0, SMALL)


def _opening(made: Cases) -> None:
    op = "open_chunk"
    given, sealed = _small()
    given |= {"index": 0}
    made.ok("the small blob's chunk", "R85", op, **given, sealed=sealed)
    for index in (1, 2**32 - 1):
        name = f"the small blob's chunk as number {index}"
        made.refused("length", name, "R85", op, **given | {"index": index}, sealed=sealed)
    for size in (0, 16, len(sealed) - 1):
        made.refused("length", f"{size} bytes of it", "R85", op, **given, sealed=sealed[:size])
    made.refused("length", "a byte after it", "R85", op, **given, sealed=sealed + b"\0")
    for at in (0, 699, 700, 1_023, 1_024, 1_039):
        flipped = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        made.refused("open", f"a bit turned in byte {at}", "R85", op, **given, sealed=flipped)
    for name, content in {
        "the first byte of padding not zero": SMALL + b"\1" + bytes(323),
        "the last byte of padding not zero": SMALL + bytes(323) + b"\1",
    }.items():
        made.refused("padding", name, "R83 R85", op, **given, sealed=false_chunk(SMALL, content))


def false_chunk(content: bytes, padded: bytes, **changes: Any) -> bytes:
    """The only chunk of a blob, with whatever is in it, as a member could make it."""
    blob = key_of(content, **changes)
    assert blob_shape(blob.size, blob.chunk).chunks == 1
    head = blob_head(ACCOUNT, blob)
    aad = M("blob-chunk", head + u32(0) + u8(1))
    return seal_counted(hkdf(KEY, "blob-key", head), 0, padded, aad)


def _changed(made: Cases) -> None:
    """Each field of what binds a chunk says another thing."""
    given, sealed = _small()
    changes: dict[str, Json] = {
        "another account": _other(),
        "another id": {"id": fixed("another blob id", 16)},
        "another file key": {"key": fixed("another file key", 32)},
        "another digest": {"digest": fixed("another digest", 32)},
        "another size, of as many bytes sealed": {"size": 701},
        "another size of a chunk": {"chunk": 131_072},
    }
    for name, change in changes.items():
        given_other = given | change | {"index": 0, "sealed": sealed}
        made.refused("open", f"a chunk under {name}", "R83 R85", "open_chunk", **given_other)


def _put_together(made: Cases) -> None:
    blob = key_of(LONG)
    given = given_of(blob) | {"file": FILE, "flip": None}
    size = _written(blob)
    op = "open_blob_file"
    one, two, three = [0, SEALED], [SEALED, 2 * SEALED], [2 * SEALED, size]
    whole = [[0, *one], [1, *two], [2, *three]]
    made.ok("three chunks", "R83 R85", op, **given, take=whole)
    made.ok("three chunks from the last on", "R85", op, **given, take=whole[::-1])
    made.ok("three chunks, one of them twice", "R85", op, **given, take=[whole[1], *whole])
    wrong: dict[tuple[str, str], list[list[int]]] = {
        ("length", "the last chunk left out"): whole[:2],
        ("length", "the first chunk left out"): whole[1:],
        ("length", "the middle chunk left out"): whole[::2],
        ("length", "no chunk"): [],
        ("open", "two chunks in the other order"): [[0, *two], [1, *one], [2, *three]],
        ("open", "a chunk twice"): [[0, *one], [1, *one], [2, *three]],
        ("length", "the last chunk in the middle"): [[0, *one], [1, *three], [2, *two]],
        ("length", "a chunk after the last"): [*whole, [3, *three]],
        ("length", "the last byte left out"): [*whole[:2], [2, 2 * SEALED, size - 1]],
        ("open", "cut one byte early"): [[0, 0, SEALED], [1, SEALED - 1, 2 * SEALED - 1]],
    }
    for (kind, name), take in wrong.items():
        made.refused(kind, name, "R83 R85", op, **given, take=take)
    for at in (0, SEALED - 1, SEALED, 2 * SEALED, size - 1):
        flipped = given | {"flip": at}
        made.refused("open", f"a bit turned at {at} of three", "R85", op, **flipped, take=whole)


def _written(blob: BlobKey) -> int:
    """Keeps the blob of three chunks in `fixed/`; says how many bytes that are."""
    parts = [LONG[at : at + CHUNK] for at in range(0, len(LONG), CHUNK)]
    sealer = BlobSealer(ACCOUNT, blob, measure(parts, CHUNK))
    data = b"".join(sealer.seal(index, part) for index, part in enumerate(parts))
    (FOLDER / "fixed" / FILE).write_bytes(data)
    return len(data)


def _whole(made: Cases) -> None:
    op = "open_blob"
    given, sealed = _small()
    made.ok("the small blob opened", "R85", op, **given, chunks=[[0, sealed]])
    # A member who seals one content and says the digest of another.
    digest = fixed("another digest", 32)
    false = false_chunk(SMALL, SMALL + bytes(324), digest=digest)
    said = given | {"digest": digest, "chunks": [[0, false]]}
    made.refused("body", "another content than its digest says", "R82 R85", op, **said)
