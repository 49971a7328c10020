"""Attachments and blobs: laws, and a server that changes, moves, cuts or swaps their chunks."""

from collections.abc import Iterator
from itertools import permutations, product
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_moments_protocol import Refused
from small_moments_protocol.attachment import (
    attachment_field,
    is_attachment,
    named_blobs,
    parse_attachment,
)
from small_moments_protocol.blob import (
    BlobKey,
    BlobOpener,
    BlobSealer,
    Measured,
    blob_shape,
    measure,
    new_blob,
)
from small_moments_protocol.canonical import Value, decode_canonical, encode_canonical
from vectors import world

from tests.protocol import strategies as some

CHUNK = 65_536
sizes = st.integers(1, 3_000) | st.sampled_from([65_535, 65_536, 65_537, 131_072, 200_000])


def _content(size: int, seed: int = 1) -> bytes:
    return Random(seed).randbytes(size)


def _parts(content: bytes) -> list[bytes]:
    return [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)]


def _measured(content: bytes) -> Measured:
    return measure(_parts(content), CHUNK)


def _sealed(blob: BlobKey, content: bytes, account: bytes = world.ACCOUNT) -> list[bytes]:
    sealer = BlobSealer(account, blob, _measured(content))
    parts = [*_parts(content), *[b""] * sealer.shape.chunks]
    return [sealer.seal(index, parts[index]) for index in range(sealer.shape.chunks)]


def _new(content: bytes, seed: int = 1) -> BlobKey:
    return new_blob(_measured(content), Random(seed).randbytes)


def _opened(blob: BlobKey, chunks: list[bytes], account: bytes = world.ACCOUNT) -> bytes:
    opener = BlobOpener(account, blob)
    parts = [opener.open(index, chunk) for index, chunk in enumerate(chunks)]
    opener.finish()
    return b"".join(parts)


@settings(max_examples=40)
@given(sizes, st.randoms(use_true_random=False))
def test_r83_r85_what_is_sealed_opens_its_chunks_in_any_order(size: int, random: Random) -> None:
    content = _content(size)
    blob = _new(content)
    chunks = _sealed(blob, content)
    shape = blob_shape(size, CHUNK)
    assert sum(map(len, chunks)) == shape.sealed
    assert max(1_024, size) <= shape.padded <= max(1_024, size * 1.125)
    assert _sealed(blob, content) == chunks
    opener, parts = BlobOpener(world.ACCOUNT, blob), dict[int, bytes]()
    for index in random.sample(range(len(chunks)), len(chunks)):
        parts[index] = opener.open(index, chunks[index])
    opener.finish()
    assert b"".join(parts[index] for index in sorted(parts)) == content


@given(st.integers(1, 67_108_864), st.integers(16, 20))
def test_r83_the_shape_depends_on_the_padded_size_alone(size: int, bits: int) -> None:
    shape = blob_shape(size, 1 << bits)
    assert max(1_024, size) <= shape.padded <= max(1_024, size * 1.125)
    assert shape == blob_shape(shape.padded, 1 << bits)
    assert shape.chunks <= 1_024


def test_r84_a_key_seals_one_content_and_no_other() -> None:
    one, other = _content(900), _content(900, 2)
    blob = _new(one)
    with pytest.raises(Refused) as refused:
        _sealed(blob, other)
    assert refused.value.kind == "body"
    sealer = BlobSealer(world.ACCOUNT, blob, _measured(one))
    with pytest.raises(Refused) as refused:
        sealer.seal(0, other)
    assert refused.value.kind == "body"
    with pytest.raises(Refused) as refused:
        BlobSealer(world.ACCOUNT, blob, Measured(900, CHUNK, ()))
    assert refused.value.kind == "body"


def test_r84_even_where_id_and_file_key_came_twice_no_keystream_does() -> None:
    one, other = _content(900), _content(900, 2)
    (a,), (b,) = _sealed(_new(one, 7), one), _sealed(_new(other, 7), other)
    assert _new(one, 7).key == _new(other, 7).key
    xor = bytes(left ^ right for left, right in zip(a, b, strict=True))
    assert xor[:900] != bytes(left ^ right for left, right in zip(one, other, strict=True))


def test_r89_for_another_account_the_same_attachment_is_sealed_to_other_bytes() -> None:
    content = _content(5_000)
    blob = _new(content)
    moved = _sealed(blob, content, world.OTHER_ACCOUNT)
    assert moved != _sealed(blob, content)
    assert _opened(blob, moved, world.OTHER_ACCOUNT) == content
    assert _kind(blob, moved) == "open"


def _kind(blob: BlobKey, chunks: list[bytes], account: bytes = world.ACCOUNT) -> str:
    """How it is refused; `taken` where a whole content comes out."""
    try:
        _opened(blob, chunks, account)
    except Refused as refused:
        return refused.kind
    return "taken"


SMALL, LONG = _content(700, 3), _content(150_000, 4)


def test_a21_every_bit_and_every_length_of_a_small_chunk_is_refused() -> None:
    blob = _new(SMALL)
    (chunk,) = _sealed(blob, SMALL)
    for bit in range(len(chunk) * 8):
        flipped = bytearray(chunk)
        flipped[bit // 8] ^= 1 << bit % 8
        assert _kind(blob, [bytes(flipped)]) == "open"
    for size in range(len(chunk)):
        assert _kind(blob, [chunk[:size]]) == "length"
    for more in (b"\0", bytes(64), chunk):
        assert _kind(blob, [chunk + more]) == "length"


def test_a21_of_all_rows_of_chunks_of_two_attachments_one_is_taken() -> None:
    blob, other = _new(LONG, 4), _new(_content(150_000, 5), 5)
    ours, theirs = _sealed(blob, LONG), _sealed(other, _content(150_000, 5))
    pool = [*ours, *theirs]
    rows = [list(row) for count in range(4) for row in product(pool, repeat=count)]
    rows += [[*ours, one] for one in pool]
    taken = [row for row in rows if _kind(blob, row) == "taken"]
    assert len(rows) == 1 + 6 + 36 + 216 + 6
    assert taken == [ours]


def test_a12_a_body_of_one_attachment_or_account_opens_as_no_others() -> None:
    blobs = [(account, _new(LONG, seed)) for account in ACCOUNTS for seed in (1, 2)]
    sealed = [_sealed(blob, LONG, account) for account, blob in blobs]
    for (account, blob), (at, chunks) in product(blobs, enumerate(sealed)):
        expected = "taken" if blobs[at] == (account, blob) else "open"
        assert _kind(blob, chunks, account) == expected


ACCOUNTS = (world.ACCOUNT, world.OTHER_ACCOUNT)


def test_a12_every_field_that_binds_a_chunk_opens_it_no_more_with_any_bit_turned() -> None:
    blob = _new(SMALL)
    chunks = _sealed(blob, SMALL)
    assert _kind(blob, chunks) == "taken"
    for name in ("id", "key", "digest"):
        for one in _turned(getattr(blob, name)):
            assert _kind(msgspec.structs.replace(blob, **{name: one}), chunks) == "open"
    for account in _turned(world.ACCOUNT):
        assert _kind(blob, chunks, account) == "open"
    for bit in range(32):
        for name in ("size", "chunk"):
            number: int = getattr(blob, name)
            other = msgspec.structs.replace(blob, **{name: number ^ 1 << bit})
            assert _kind(other, chunks) in {"open", "length", "encoding"}
    for bits in range(17, 21):
        assert _kind(msgspec.structs.replace(blob, chunk=1 << bits), chunks) == "open"


def _turned(data: bytes) -> Iterator[bytes]:
    for bit in range(len(data) * 8):
        yield (int.from_bytes(data, "big") ^ 1 << bit).to_bytes(len(data), "big")


def test_r85_nothing_is_whole_before_each_chunk_was_opened() -> None:
    blob = _new(LONG)
    chunks = _sealed(blob, LONG)
    for order in permutations(range(3)):
        opener = BlobOpener(world.ACCOUNT, blob)
        for index in order:
            with pytest.raises(Refused) as refused:
                opener.finish()
            assert refused.value.kind == "length"
            opener.open(index, chunks[index])
        opener.finish()


@given(some.attachments)
def test_r80_r86_an_attachment_is_read_from_its_field_and_named_by_it(one: object) -> None:
    assert isinstance(one, some.Attachment)
    name, value = attachment_field(one)
    assert is_attachment(name)
    assert parse_attachment(name, value) == one
    assert parse_attachment(name, decode_canonical(encode_canonical(value))) == one
    ids = [one.blob.id, *([one.preview.blob.id] if one.preview else [])]
    assert named_blobs({name: value, "text": "a"}) == tuple(sorted(ids))


@given(some.attachments, st.sampled_from(["a", "key", "size", "preview", "type"]), some.values)
def test_r80_any_other_value_is_refused_or_read_and_encodes_to_itself(
    one: some.Attachment, key: str, held: Value
) -> None:
    name, value = attachment_field(one)
    changed: dict[str, Value] = {**value, key: held}
    try:
        parsed = parse_attachment(name, changed)
    except Refused:
        return
    assert attachment_field(parsed) == (name, changed)
