"""The ops of rosters, wraps, contents, revisions, links and the chain."""

from small_moments_protocol import chain as chains
from small_moments_protocol import content as contents
from small_moments_protocol import link as links
from small_moments_protocol import padding, revision, roster, wrap
from small_moments_protocol.chain import Chain
from small_moments_protocol.link import Link
from small_moments_protocol.revision import Header, Revision
from small_moments_protocol.roster import Roster

from vectors.given import Given, Json, carried_of, content_json, content_of, member_of


def make_roster(given: Given) -> Json:
    made = roster.make_roster(
        Roster(
            account=given.hex("account"),
            number=given.number("number"),
            day=given.number("day"),
            previous=given.hex("previous"),
            epoch=given.number("epoch"),
            commitment=given.hex("commitment"),
            sealed_previous=given.maybe("sealed_previous"),
            random=given.maybe("random"),
            members=tuple(member_of(json) for json in given.json["members"]),
            signer=given.hex("signer"),
        ),
        given.hex("sign_seed"),
    )
    return {"bytes": made.encode(), "hash": made.hash}


def parse_roster(given: Given) -> Json:
    parsed = roster.parse_roster(given.hex("bytes"))
    return {
        "account": parsed.account,
        "number": parsed.number,
        "day": parsed.day,
        "previous": parsed.previous,
        "epoch": parsed.epoch,
        "commitment": parsed.commitment,
        "sealed_previous": parsed.sealed_previous,
        "random": parsed.random,
        "members": [member.id for member in parsed.members],
        "signer": parsed.signer,
        "hash": parsed.hash,
        "bytes": parsed.encode(),
    }


def check_genesis(given: Given) -> Json:
    parsed = roster.parse_roster(given.hex("roster"))
    roster.check_genesis(parsed, given.hex("account"))
    return {"hash": parsed.hash}


def check_next(given: Given) -> Json:
    after = roster.parse_roster(given.hex("roster"))
    roster.check_next(roster.parse_roster(given.hex("previous")), after)
    return {"hash": after.hash}


def parse_wrap(given: Given) -> Json:
    parsed = wrap.parse_wrap(given.hex("bytes"))
    return {
        "account": parsed.account,
        "epoch": parsed.epoch,
        "roster": parsed.roster,
        "member": parsed.member,
        "bytes": parsed.encode(),
    }


def open_wrap(given: Given) -> Json:
    against = roster.parse_roster(given.hex("roster"))
    member, seed = given.hex("member"), given.hex("kem_seed")
    return {"key": wrap.open_wrap(given.hex("wrap"), against, member, seed)}


def make_wrap(given: Given) -> Json:
    against = roster.parse_roster(given.hex("roster"))
    return {"wrap": wrap.make_wrap(against, given.hex("member"), given.hex("key")).encode()}


def padded_size(given: Given) -> Json:
    return {"total": padding.padded_size(given.number("n"))}


def pad(given: Given) -> Json:
    return {"padded": padding.pad(given.hex("content"))}


def unpad(given: Given) -> Json:
    return {"content": padding.unpad(given.hex("padded"))}


def encode_content(given: Given) -> Json:
    return {"bytes": contents.encode_content(content_of(given.json["content"]))}


def parse_content(given: Given) -> Json:
    return {"content": content_json(contents.parse_content(given.hex("bytes")))}


def check_ancestors(given: Given) -> Json:
    content = contents.Content(
        kind="entry",
        record=bytes(16),
        parents=(),
        seen=given.pairs("seen"),
        schema=1,
        day="2026-01-01",
        fields={},
        replaces=None,
    )
    contents.check_ancestors(content, dict(given.pairs("held")))
    return {}


def parse_header(given: Given) -> Json:
    parsed = revision.parse_header(given.hex("bytes"))
    return {
        "account": parsed.account,
        "epoch": parsed.epoch,
        "device": parsed.device,
        "counter": parsed.counter,
        "previous": parsed.previous,
        "size": parsed.size,
        "bytes": parsed.encode(),
    }


def revision_id(given: Given) -> Json:
    return {"id": revision.revision_id(given.hex("header"), given.hex("body_hash"))}


def check_body(given: Given) -> Json:
    revision.check_body(Revision(given.hex("header"), given.hex("body")), given.hex("id"))
    return {}


def seal_revision(given: Given) -> Json:
    sealed = revision.seal_revision(
        Header(
            account=given.hex("account"),
            epoch=given.number("epoch"),
            device=given.hex("device"),
            counter=given.number("counter"),
            previous=given.hex("previous"),
        ),
        content_of(given.json["content"]),
        given.hex("epoch_key"),
        given.random("nonce"),
    )
    return {"header": sealed.header, "body": sealed.body, "id": sealed.id}


def open_revision(given: Given) -> Json:
    sealed = Revision(given.hex("header"), given.hex("body"))
    content = revision.open_revision(sealed, given.hex("epoch_key"))
    return {"content": content_json(content), "id": sealed.id}


def make_link(given: Given) -> Json:
    made = links.make_link(
        Link(
            account=given.hex("account"),
            seq=given.number("seq"),
            previous=given.hex("previous"),
            roster=given.hex("roster"),
            signer=given.hex("signer"),
            kind=given.number("kind"),
            payload=given.hexes("payload"),
        ),
        given.hex("sign_seed"),
    )
    return {"bytes": made.encode(), "head": made.head}


def parse_link(given: Given) -> Json:
    parsed = links.parse_link(given.hex("bytes"))
    return {
        "account": parsed.account,
        "seq": parsed.seq,
        "previous": parsed.previous,
        "roster": parsed.roster,
        "signer": parsed.signer,
        "kind": parsed.kind,
        "payload": list(parsed.payload),
        "head": parsed.head,
        "bytes": parsed.encode(),
    }


def chain(given: Given, logs: dict[str, list[Json]]) -> Json:
    json = given.json
    base = logs[json["log"]][: json["take"]] if json["log"] is not None else []
    named: dict[str, str] = json["epoch_keys"] or {}
    keys = {int(epoch): bytes.fromhex(key) for epoch, key in named.items()}
    state = Chain(given.hex("account"))
    for carried in [carried_of(link) for link in [*base, *json["links"]]]:
        before, state = state, chains.advance(state, carried)
        chains.open_carried(before, carried, keys)
    if json["finish"]:
        chains.finish(state)
    return {
        "seq": state.seq,
        "head": state.head,
        "roster": None if state.roster is None else state.roster.hash,
        "epoch": 0 if state.roster is None else state.roster.epoch,
        "counters": [[d, last.counter, last.id] for d, last in sorted(state.last.items())],
    }


def head_code(given: Given) -> Json:
    return {"code": chains.head_code(given.hex("account"), given.number("seq"), given.hex("head"))}
