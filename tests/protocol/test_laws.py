"""Laws: what is sealed opens, what parses encodes to the same bytes, all damage is refused."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_moments_protocol import (
    Refused,
    base32,
    canonical,
    content,
    epoch,
    kit,
    link,
    local,
    login,
    padding,
    passkey,
    revision,
    roster,
    wrap,
)
from small_moments_protocol.chain import Carried, CarriedRevision, advance
from small_moments_protocol.passkey import PasskeyAnswer
from vectors import world
from vectors.layouts.chain_log import shared_log

from tests.protocol import strategies as some

LOG = shared_log()
FIRST_ROSTER, FIRST_REVISIONS = LOG.carried[0], LOG.carried[2]
KEY = bytes(range(32))
ANSWER = PasskeyAnswer(bytes(range(20)), bytes(range(32, 64)))
PARSERS: list[Callable[[bytes], Any]] = [
    kit.parse_kit,
    kit.parse_sheet,
    roster.parse_roster,
    wrap.parse_wrap,
    revision.parse_header,
    link.parse_link,
    passkey.parse_passkey_wrap,
    login.parse_login,
    content.parse_content,
    canonical.decode_canonical,
    padding.unpad,
]


@given(some.contents)
def test_r28_r29_a_content_parses_to_itself(one: content.Content) -> None:
    data = content.encode_content(one)
    assert content.parse_content(data) == one
    assert content.encode_content(content.parse_content(data)) == data


@given(some.headers, some.contents, some.ids32)
def test_r26_an_opened_revision_is_what_was_sealed(
    header: revision.Header, one: content.Content, key: bytes
) -> None:
    sealed = revision.seal_revision(header, one, key, os.urandom)
    assert revision.open_revision(sealed, key) == one
    parsed = revision.parse_header(sealed.header)
    assert parsed.encode() == sealed.header
    assert parsed.size == len(sealed.body)


@given(some.links())
def test_r31_a_link_parses_to_itself(one: link.Link) -> None:
    made = link.make_link(one, KEY)
    assert link.parse_link(made.encode()) == made
    link.verify_link(made, world.ed25519.public_key(KEY))


@given(some.logins)
def test_r50_a_login_parses_to_itself(one: login.Login) -> None:
    assert login.parse_login(login.login_bytes(one)) == one


@given(some.ids16, some.ids16, st.sampled_from([kit.Kit, kit.Sheet]))
def test_r8_r9_r10_a_kit_is_read_from_its_text_and_its_qr(
    account: bytes, secret: bytes, paper: type[kit.Kit] | type[kit.Sheet]
) -> None:
    made = paper(account, secret)
    read = kit.parse_kit_text if paper is kit.Kit else kit.parse_sheet_text
    assert read(made.text()) == made
    assert read(made.qr().lower()) == made


@given(st.binary(max_size=100))
def test_r9_base32_decodes_to_what_was_encoded(data: bytes) -> None:
    assert base32.decode_base32(base32.encode_base32(data), len(data)) == data


@given(st.integers(0, 261_000))
def test_r27_padding_costs_at_most_an_eighth_and_comes_off_again(n: int) -> None:
    total = padding.padded_size(n)
    assert max(1024, n + 109) <= total <= max(1024, (n + 109) * 1.125)
    assert padding.unpad(padding.pad(bytes(n))) == bytes(n)


@given(some.ids32, some.texts, st.binary(max_size=2000))
def test_r53_a_local_value_opens_under_its_name(key: bytes, name: str, value: bytes) -> None:
    assert local.open_local(key, name, local.seal_local(key, name, value, os.urandom)) == value


@given(st.binary(min_size=1, max_size=1_023), some.ids32, some.ids32, some.ids16)
def test_r69_a_local_key_opens_by_its_passkey_and_by_no_other_output(
    credential: bytes, output: bytes, key: bytes, salt: bytes
) -> None:
    answer = PasskeyAnswer(credential, output)
    wrapped = passkey.wrap_by_passkey(answer, salt, key, os.urandom)
    assert passkey.open_by_passkey(answer, wrapped) == key
    other = bytes([output[0] ^ 1]) + output[1:]
    with pytest.raises(Refused):
        passkey.open_by_passkey(PasskeyAnswer(credential, other), wrapped)


@given(some.ids32, some.ids32, some.ids16, some.u32s)
def test_r18_the_new_epoch_key_opens_the_old(
    new: bytes, old: bytes, account: bytes, number: int
) -> None:
    sealed = epoch.seal_previous(account, number, (new, old), os.urandom)
    assert epoch.open_previous(account, number, new, sealed) == old


@given(st.sampled_from(PARSERS), st.binary(max_size=400))
def test_r2_r3_any_bytes_are_refused_or_parsed_and_nothing_else_happens(
    parse: Callable[[bytes], Any], data: bytes
) -> None:
    for tried in (data, b"\x01" + data):
        try:
            parsed = parse(tried)
        except Refused:
            continue
        encode = getattr(parsed, "encode", None)
        assert encode is None or isinstance(parsed, str) or encode() == tried


def _open_revision(data: bytes) -> None:
    header, body = data[:77], data[77:]
    carried = CarriedRevision(header, body)
    advance(LOG.states[2], Carried(FIRST_REVISIONS.link, None, (carried,)))


def _open_body(data: bytes) -> None:
    revision.open_revision(revision.Revision(data[:77], data[77:]), world.EPOCH_KEYS[1])


def _advance(data: bytes) -> None:
    advance(LOG.states[2], Carried(data, None, FIRST_REVISIONS.revisions))


def _enter_roster(data: bytes) -> None:
    advance(LOG.states[0], Carried(FIRST_ROSTER.link, data))


def _check_roster(data: bytes) -> None:
    roster.check_genesis(roster.parse_roster(data), world.ACCOUNT)


def _open_previous(data: bytes) -> None:
    epoch.open_previous(world.ACCOUNT, 2, world.EPOCH_KEYS[2], data)


def _open_local(data: bytes) -> None:
    local.open_local(KEY, "draft", data)


def _open_by_passkey(data: bytes) -> None:
    passkey.open_by_passkey(ANSWER, data)


def _whole() -> Iterator[tuple[str, bytes, Callable[[bytes], Any]]]:
    sealed = FIRST_REVISIONS.revisions[0]
    both = sealed.header + (sealed.body or b"")
    yield "kit", world.PAPER.encode(), kit.parse_kit
    yield "link", FIRST_REVISIONS.link, _advance
    yield "roster in its link", world.ROSTER_0.encode(), _enter_roster
    yield "roster", world.ROSTER_0.encode(), _check_roster
    yield "revision in its link", both, _open_revision
    yield "revision", both, _open_body
    yield "sealed previous key", world.ROSTER_3.sealed_previous or b"", _open_previous
    yield "local value", local.seal_local(KEY, "draft", b"words", bytes), _open_local
    by_passkey = passkey.wrap_by_passkey(ANSWER, bytes(16), KEY, bytes)
    yield "wrap by passkey", by_passkey, _open_by_passkey


WHOLE = pytest.mark.parametrize(
    ("data", "read"), [pytest.param(data, read, id=name) for name, data, read in _whole()]
)


@WHOLE
def test_r2_every_truncation_is_refused(data: bytes, read: Callable[[bytes], Any]) -> None:
    read(data)
    for size in range(len(data)):
        with pytest.raises(Refused):
            read(data[:size])
    with pytest.raises(Refused):
        read(data + b"\0")


@WHOLE
def test_r3_every_flipped_bit_is_refused(data: bytes, read: Callable[[bytes], Any]) -> None:
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Refused):
            read(bytes(flipped))


def test_r24_a_flipped_bit_in_any_byte_of_a_wrap_is_refused() -> None:
    first, seed = world.PHONE_MEMBER.id, world.PHONE.kem_seed
    data = wrap.make_wrap(world.ROSTER_0, first, world.EPOCH_KEYS[1]).encode()
    assert wrap.open_wrap(data, world.ROSTER_0, first, seed) == world.EPOCH_KEYS[1]
    for at in range(len(data)):
        flipped = data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
        with pytest.raises(Refused):
            wrap.open_wrap(flipped, world.ROSTER_0, first, seed)
