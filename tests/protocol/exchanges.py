"""Random exchanges: what one implementation seals or encodes, and how the other opens it."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import msgspec
from hypothesis import assume
from hypothesis import strategies as st
from small_moments_protocol.archive import CHUNK
from small_moments_protocol.attachment import attachment_field
from small_moments_protocol.blob import measure
from small_moments_protocol.canonical import encode_canonical
from small_moments_protocol.content import Content, encode_content
from small_moments_protocol.revision import Header
from vectors import world
from vectors.given import Json, content_json, member_json, plainly

from tests.protocol import strategies as some

DEVICES = [world.device(f"interop {n}") for n in range(4)]


class Exchange(msgspec.Struct, frozen=True):
    """`seal` is run by one side; the other opens what `open_with` makes of its values."""

    op: str
    given: Json
    opens: str
    open_with: Callable[[Json], Json]
    expect: Json


nonces = st.binary(min_size=12, max_size=12)


@st.composite
def revisions(draw: st.DrawFn) -> Exchange:
    header: Header = draw(some.headers)
    content: Content = draw(some.contents)
    key: bytes = draw(some.ids32)
    given = {
        "account": header.account,
        "epoch": header.epoch,
        "device": header.device,
        "counter": header.counter,
        "previous": header.previous,
        "epoch_key": key,
        "content": content_json(content),
        "nonce": draw(nonces),
    }

    def open_with(values: Json) -> Json:
        return {"header": values["header"], "body": values["body"], "epoch_key": key}

    expect = {"content": content_json(content)}
    return Exchange("seal_revision", given, "open_revision", open_with, expect)


@st.composite
def contents(draw: st.DrawFn) -> Exchange:
    content = content_json(draw(some.contents))
    return Exchange(
        "encode_content", {"content": content}, "parse_content", _bytes, {"content": content}
    )


@st.composite
def links(draw: st.DrawFn) -> Exchange:
    link = draw(some.links())
    fields: Json = {
        "account": link.account,
        "seq": link.seq,
        "previous": link.previous,
        "roster": link.roster,
        "signer": link.signer,
        "kind": link.kind,
        "payload": [*link.payload],
    }
    given = fields | {"sign_seed": draw(some.ids32)}
    return Exchange("make_link", given, "parse_link", _bytes, plainly(fields))


@st.composite
def rosters(draw: st.DrawFn) -> Exchange:
    """Version 1 after the shared roster 0, with devices added."""
    added = draw(st.sets(st.integers(0, 3), max_size=4))
    members = [world.PHONE_MEMBER, *(DEVICES[n].member(1) for n in added)]
    given: Json = {
        "account": world.ACCOUNT,
        "number": 1,
        "day": draw(st.integers(0, 2**32 - 1)),
        "previous": world.ROSTER_0.hash,
        "epoch": 1,
        "commitment": world.commitment(1),
        "sealed_previous": None,
        "random": None,
        "members": [member_json(member) for member in draw(st.permutations(members))],
        "signer": world.PHONE_MEMBER.id,
        "sign_seed": world.PHONE.sign_seed,
    }

    def open_with(values: Json) -> Json:
        return {"previous": world.ROSTER_0.encode(), "roster": values["bytes"]}

    return Exchange("make_roster", given, "check_next", open_with, {})


@st.composite
def wraps(draw: st.DrawFn) -> Exchange:
    roster, keys, member = draw(
        st.sampled_from(
            [
                (world.ROSTER_0, world.PHONE, world.PHONE_MEMBER),
                (world.ROSTER_1, world.KIT_KEYS, world.KIT_MEMBER),
                (world.ROSTER_2, world.TABLET, world.TABLET_MEMBER),
                (world.ROSTER_3, world.PHONE, world.PHONE_MEMBER),
            ]
        )
    )
    key = world.EPOCH_KEYS[roster.epoch]
    against: Json = {"roster": roster.encode(), "member": member.id}

    def open_with(values: Json) -> Json:
        return against | {"wrap": values["wrap"], "kem_seed": keys.kem_seed}

    return Exchange("make_wrap", against | {"key": key}, "open_wrap", open_with, {"key": key.hex()})


@st.composite
def papers(draw: st.DrawFn) -> Exchange:
    given = {"account": draw(some.ids16), "secret": draw(some.ids16)}
    paper, written = draw(st.sampled_from(["kit", "sheet"])), draw(st.sampled_from(["text", "qr"]))

    def open_with(values: Json) -> Json:
        return {"text": values[written]}

    return Exchange(f"encode_{paper}", given, f"parse_{paper}_text", open_with, plainly(given))


@st.composite
def previous_keys(draw: st.DrawFn) -> Exchange:
    given: Json = {
        "account": world.ACCOUNT,
        "epoch": 2,
        "key": draw(some.ids32),
        "previous": world.EPOCH_KEYS[1],
        "nonce": draw(nonces),
    }

    def open_with(values: Json) -> Json:
        opening = {"sealed": values["sealed"], "commitment": world.commitment(1)}
        return {name: given[name] for name in ("account", "epoch", "key")} | opening

    expect = {"previous": world.EPOCH_KEYS[1].hex()}
    return Exchange("seal_previous", given, "open_previous", open_with, expect)


@st.composite
def local_values(draw: st.DrawFn) -> Exchange:
    value: bytes = draw(st.binary(max_size=500))
    given: Json = {
        "local_key": draw(some.ids32),
        "name": draw(some.texts),
        "nonce": draw(nonces),
        "value": value,
    }

    def open_with(values: Json) -> Json:
        place = {name: given[name] for name in ("local_key", "name")}
        return place | {"sealed": values["sealed"]}

    return Exchange("seal_local", given, "open_local", open_with, {"value": value.hex()})


@st.composite
def passkeys(draw: st.DrawFn) -> Exchange:
    given: Json = {
        "credential": draw(st.binary(min_size=1, max_size=1_023)),
        "output": draw(some.ids32),
        "salt": draw(some.ids16),
        "local_key": draw(some.ids32),
        "nonce": draw(nonces),
    }

    def open_with(values: Json) -> Json:
        answer = {name: given[name] for name in ("credential", "output")}
        return answer | {"wrapped": values["wrapped"]}

    expect = {"local_key": given["local_key"].hex()}
    return Exchange("wrap_by_passkey", given, "open_by_passkey", open_with, expect)


@st.composite
def logins(draw: st.DrawFn) -> Exchange:
    login = draw(some.logins)
    given: Json = {
        "action": login.action,
        "account": login.account,
        "member": login.member,
        "nonce": login.nonce,
        "origin": login.origin,
    }
    return Exchange("login_bytes", given, "parse_login", _bytes, plainly(given))


@st.composite
def paddings(draw: st.DrawFn) -> Exchange:
    content: bytes = draw(st.binary(max_size=3000))

    def open_with(values: Json) -> Json:
        return {"padded": values["padded"]}

    return Exchange("pad", {"content": content}, "unpad", open_with, {"content": content.hex()})


@st.composite
def blobs(draw: st.DrawFn) -> Exchange:
    """A content of one chunk or two, sealed whole by one and opened chunk by chunk by the other."""
    long = draw(st.integers(0, 15)) == 0
    size = draw(st.integers(65_530, 66_000) if long else st.integers(1, 4_000))
    content = draw(st.binary(min_size=1, max_size=9)) * size
    content = content[:size]
    chunk, turn = draw(st.sampled_from([65_536, 262_144, 1_048_576])), draw(st.integers(0, 1))
    given: Json = {
        "account": draw(some.ids16),
        "id": draw(some.ids16),
        "key": draw(some.ids32),
        "chunk": chunk,
        "content": content,
    }

    def open_with(values: Json) -> Json:
        place = {name: given[name] for name in ("account", "id", "key", "chunk")}
        said = {"digest": values["digest"], "size": values["size"]}
        numbered: list[Any] = [list(pair) for pair in enumerate(values["chunks"])]
        return place | said | {"chunks": numbered[turn:] + numbered[:turn]}

    return Exchange("seal_blob", given, "open_blob", open_with, {"content": content.hex()})


@st.composite
def attachments(draw: st.DrawFn) -> Exchange:
    name, value = attachment_field(draw(some.attachments))
    given: Json = {"name": name, "bytes": encode_canonical(value)}

    def open_with(values: Json) -> Json:
        return {"name": values["name"], "bytes": values["bytes"]}

    return Exchange("parse_attachment", given, "parse_attachment", open_with, plainly(given))


@st.composite
def archives(draw: st.DrawFn) -> Exchange:
    """One chunk of random contents, perhaps with files, under a random passphrase."""
    held = st.builds(msgspec.structs.replace, some.contents, seen=st.just(()), replaces=some.ids32)
    contents: list[Content] = draw(st.lists(held, max_size=5, unique_by=_place))
    contents.sort(key=_place)
    encoded = [encode_content(one) for one in contents]
    files = draw(st.none() | st.sets(st.binary(min_size=1, max_size=2_000), max_size=3).map(list))
    digests = {one: measure([one], CHUNK).digest.hex() for one in files or []}
    ordered = sorted(files or [], key=lambda one: digests[one])
    total = sum(len(one) + 4 for one in encoded) + sum(len(one) + 40 for one in ordered)
    assume(total + 4 <= CHUNK)
    passphrase: str = draw(some.passphrases)
    given: Json = {
        "contents": [content_json(one) for one in contents],
        "passphrase": passphrase,
        "salt": draw(some.ids16),
        "nonce": draw(nonces),
    }
    op = "seal_archive"
    if files is not None:
        given["files"] = [[one, CHUNK] for one in ordered]
        op = "seal_archive_with_files"

    def open_with(values: Json) -> Json:
        return {"bytes": values["bytes"], "passphrase": passphrase}

    digest = sha256(b"".join(encoded)).hexdigest()
    expect: Json = {"revisions": len(contents), "digest": digest}
    expect["files"] = [[digests[one], sha256(one).hexdigest()] for one in ordered]
    return Exchange(op, given, "open_archive", open_with, expect)


def _place(content: Content) -> bytes:
    return content.record + (content.replaces or b"")


def _bytes(values: Json) -> Json:
    return {"bytes": values["bytes"]}


exchanges: st.SearchStrategy[Any] = st.one_of(
    revisions(),
    contents(),
    links(),
    rosters(),
    wraps(),
    papers(),
    previous_keys(),
    local_values(),
    passkeys(),
    logins(),
    paddings(),
    blobs(),
    attachments(),
)
