"""Random things of the protocol, for Hypothesis."""

from datetime import date

from hypothesis import strategies as st
from small_moments_protocol.attachment import Attachment, Preview
from small_moments_protocol.blob import MAX_SIZE, BlobKey
from small_moments_protocol.canonical import MAX_INT, Value
from small_moments_protocol.content import Content
from small_moments_protocol.link import PURGE, REVISIONS, ROSTER, Link
from small_moments_protocol.login import Login
from small_moments_protocol.revision import Header

ids16 = st.binary(min_size=16, max_size=16)
ids32 = st.binary(min_size=32, max_size=32)
u32s = st.integers(1, 2**32 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
passphrases = texts.filter(lambda text: bool(text.strip(" \t\n\v\f\r\u00a0")))
keys = st.from_regex(r"[a-z][a-z0-9_]{0,63}", fullmatch=True)
plain = st.none() | st.booleans() | st.integers(-MAX_INT, MAX_INT) | texts | st.binary(max_size=300)
values: st.SearchStrategy[Value] = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=20) | st.dictionaries(keys, inner, max_size=20),
    max_leaves=12,
)


def _days(day: date) -> str:
    return day.isoformat()


def _shallow(fields: Value, depth: int = 1) -> bool:
    if not isinstance(fields, list | dict):
        return True
    inner = fields.values() if isinstance(fields, dict) else fields
    return depth <= 8 and all(_shallow(value, depth + 1) for value in inner)


contents = st.builds(
    Content,
    kind=st.from_regex(r"[a-z][a-z-]{0,31}", fullmatch=True),
    record=ids16,
    parents=st.sets(ids32, max_size=5).map(lambda ids: tuple(sorted(ids))),
    seen=st.dictionaries(ids16, u32s, max_size=5).map(lambda seen: tuple(sorted(seen.items()))),
    schema=st.integers(1, 65_535),
    day=st.dates().map(_days),
    fields=st.dictionaries(keys, values, max_size=6).filter(_shallow),
    replaces=st.none() | ids32,
)
headers = st.builds(
    Header,
    account=ids16,
    epoch=u32s,
    device=ids16,
    counter=st.integers(2, 2**32 - 1),
    previous=ids32.filter(any),
    size=st.just(0),
)
_payloads = st.one_of(
    st.tuples(st.just(REVISIONS), st.lists(ids32, min_size=1, max_size=20, unique=True)),
    st.tuples(st.just(ROSTER), st.lists(ids32, min_size=1, max_size=1)),
    st.tuples(st.just(PURGE), st.sets(ids32, min_size=1, max_size=20).map(sorted)),
)


@st.composite
def links(draw: st.DrawFn) -> Link:
    kind, payload = draw(_payloads)
    return Link(
        account=draw(ids16),
        seq=draw(u32s),
        previous=draw(ids32),
        roster=draw(ids32),
        signer=draw(ids16),
        kind=kind,
        payload=tuple(payload),
    )


logins = st.builds(
    Login,
    action=st.integers(1, 3),
    account=ids16,
    member=ids16,
    nonce=ids32,
    origin=st.from_regex(
        r"https?://[a-z0-9-]{1,60}(\.[a-z]{2,9}){0,3}(:[1-9][0-9]{0,4})?", fullmatch=True
    ),
)
_chunks = st.sampled_from([1 << bits for bits in range(16, 21)])
_types = st.from_regex(r"[a-z]{1,16}/[a-z0-9][a-z0-9.+-]{0,62}", fullmatch=True)
_pixels = st.integers(1, 65_535)


@st.composite
def blob_keys(draw: st.DrawFn, *, small: bool = False) -> BlobKey:
    chunk = draw(_chunks)
    return BlobKey(
        id=draw(ids16),
        key=draw(ids32),
        digest=draw(ids32),
        size=draw(st.integers(1, chunk if small else MAX_SIZE)),
        chunk=chunk,
    )


@st.composite
def previews(draw: st.DrawFn) -> Preview:
    width, height = draw(st.just((None, None)) | st.tuples(_pixels, _pixels))
    blob = draw(blob_keys(small=True))
    return Preview(blob=blob, type=draw(_types), width=width, height=height)


@st.composite
def _attachments(draw: st.DrawFn) -> Attachment:
    width, height = draw(st.just((None, None)) | st.tuples(_pixels, _pixels))
    return Attachment(
        blob=draw(blob_keys()),
        at=draw(st.integers(0, MAX_INT)),
        type=draw(_types),
        width=width,
        height=height,
        seconds=draw(st.none() | st.integers(1, 86_400)),
        preview=draw(st.none() | previews()),
    )


attachments = _attachments().filter(
    lambda one: one.preview is None or one.preview.blob.id != one.blob.id
)
