"""The protocol's vectors, as far as an honest server can see: its own parsing and checks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_moments import chain, ed25519, link, login_layout, revision, roster, wrap
from small_moments.chain import Parts, State
from small_moments.layout import Account, MemberId, RefusedError, digest
from small_moments.roster import Roster

VECTORS = Path(__file__).parents[2] / "crypto/vectors"
Given = dict[str, Any]
Values = dict[str, Any]

# What only somebody with the epoch key, or with a state of their own, can see.
ONLY_CLIENTS_SEE = {"ancestor", "open", "padding", "commitment"}


def _hash(given: Given) -> Values:
    return {"hash": digest(given["label"], bytes.fromhex(given["x"])).hex()}


def _check_key(given: Given) -> Values:
    ed25519.check_key(bytes.fromhex(given["key"]))
    return {}


def _verify(given: Given) -> Values:
    key, message, signature = (
        bytes.fromhex(given[name]) for name in ("key", "message", "signature")
    )
    ed25519.verify_message(key, message, signature)
    return {}


def _parse_roster(given: Given) -> Values:
    one = roster.parse(bytes.fromhex(given["bytes"]))
    return {
        "account": one.account.hex(),
        "number": one.number,
        "previous": one.previous.hex(),
        "epoch": one.epoch,
        "commitment": one.commitment.hex(),
        "members": [member.id.hex() for member in one.members],
        "signer": one.signer.hex(),
        "hash": one.hash.hex(),
        "bytes": one.raw.hex(),
    }


def _check_genesis(given: Given) -> Values:
    one = roster.parse(bytes.fromhex(given["roster"]))
    roster.check_first(one)
    if one.account.hex() != given["account"]:
        raise RefusedError("account")
    return {"hash": one.hash.hex()}


def _check_next(given: Given) -> Values:
    before, after = (
        roster.parse(bytes.fromhex(given["previous"])),
        roster.parse(bytes.fromhex(given["roster"])),
    )
    roster.check_next(before, after)
    return {"hash": after.hash.hex()}


def _parse_wrap(given: Given) -> Values:
    one = wrap.parse(bytes.fromhex(given["bytes"]))
    return {
        "account": one.account.hex(),
        "epoch": one.epoch,
        "roster": one.roster.hex(),
        "member": one.member.hex(),
        "bytes": one.raw.hex(),
    }


def _parse_header(given: Given) -> Values:
    one = revision.parse(bytes.fromhex(given["bytes"]))
    return {
        "account": one.account.hex(),
        "epoch": one.epoch,
        "device": one.device.hex(),
        "counter": one.counter,
        "previous": one.previous.hex(),
        "size": one.size,
        "bytes": one.raw.hex(),
    }


def _revision_id(given: Given) -> Values:
    header, body_hash = bytes.fromhex(given["header"]), bytes.fromhex(given["body_hash"])
    return {"id": revision.revision_id(header, body_hash).hex()}


def _parse_link(given: Given) -> Values:
    one = link.parse(bytes.fromhex(given["bytes"]))
    return {
        "account": one.account.hex(),
        "seq": one.seq,
        "previous": one.previous.hex(),
        "roster": one.roster.hex(),
        "signer": one.signer.hex(),
        "kind": one.kind,
        "payload": [name.hex() for name in one.payload],
        "head": one.head.hex(),
        "bytes": one.raw.hex(),
    }


def _login_bytes(given: Given) -> Values:
    account, member = (
        Account(bytes.fromhex(given["account"])),
        MemberId(bytes.fromhex(given["member"])),
    )
    nonce = bytes.fromhex(given["nonce"])
    built = login_layout.build(given["action"], account, member, nonce, given["origin"])
    return {"bytes": built.hex()}


def _parse_login(given: Given) -> Values:
    login_layout.check(bytes.fromhex(given["bytes"]))
    return {}


def _verify_login(given: Given) -> Values:
    layout = bytes.fromhex(given["bytes"])
    login_layout.check(layout)
    key, signature = bytes.fromhex(given["sign_public"]), bytes.fromhex(given["signature"])
    ed25519.verify(key, "login-signature", layout, signature)
    return {}


OPS: dict[str, Callable[[Given], Values]] = {
    "hash": _hash,
    "check_key": _check_key,
    "ed25519_verify": _verify,
    "parse_roster": _parse_roster,
    "check_genesis": _check_genesis,
    "check_next": _check_next,
    "parse_wrap": _parse_wrap,
    "parse_header": _parse_header,
    "revision_id": _revision_id,
    "parse_link": _parse_link,
    "login_bytes": _login_bytes,
    "parse_login": _parse_login,
    "verify_login": _verify_login,
}


def cases(*ops: str) -> list[Any]:
    found: list[Any] = []
    for path in sorted(VECTORS.glob("*.json")):
        file = json.loads(path.read_text("utf-8"))
        found += [
            pytest.param(case, file.get("logs", {}), id=f"{path.stem}: {case['name']}")
            for case in file["cases"]
            if case["op"] in ops
        ]
    return found


@pytest.mark.parametrize(("case", "logs"), cases(*OPS))
def test_the_server_agrees_with_a_vector(case: dict[str, Any], logs: dict[str, Any]) -> None:
    del logs
    if case["expect"] != "ok":
        with pytest.raises(RefusedError, match=f"^{case['expect']}$"):
            OPS[case["op"]](case["input"])
        return
    values = OPS[case["op"]](case["input"])
    expected = case["values"]
    assert values == {name: expected[name] for name in values}


@pytest.mark.parametrize(("case", "logs"), cases("chain"))
def test_the_server_agrees_with_a_vector_of_the_chain(
    case: dict[str, Any], logs: dict[str, Any]
) -> None:
    given = case["input"]
    before: list[Given] = logs[given["log"]][: given["take"]] if given["log"] else []
    sent: list[Given] = [*before, *given["links"]]
    account = bytes.fromhex(given["account"])
    # Whether a purge names what is missing is judged at the end of a pull, and by clients.
    only_clients_see = case["expect"] in ONLY_CLIENTS_SEE or case["rules"] == ["R35"]
    if case["expect"] != "ok" and not only_clients_see:
        with pytest.raises(RefusedError, match=f"^{case['expect']}$"):
            push_all(account, sent)
        return
    state = push_all(account, sent)
    if case["expect"] == "ok" and state is not None:
        assert (state.seq, state.head.hex()) == (case["values"]["seq"], case["values"]["head"])


def push_all(account: bytes, sent: list[dict[str, Any]]) -> State | None:
    """The state after pushes of one account, from an empty log on."""
    state: State | None = None
    for carried in sent:
        parts = chain.parts(*pushed(carried))
        if state is None and parts.link.account != account:
            raise RefusedError("account")
        parts = with_wraps(parts, None if state is None else state.roster)
        accepted = chain.judge_first(parts) if state is None else chain.judge_next(state, parts)
        before, state = state, accepted.after
        assert before is None or state.seq == before.seq + 1
    return state


def with_wraps(parts: Parts, before: Roster | None) -> Parts:
    """The wraps that its roster needs, right in all that a server can see; logs carry none."""
    entering = parts.roster
    if entering is None:
        return parts
    address = entering.account + entering.epoch.to_bytes(4, "big") + entering.hash
    wraps = tuple(
        wrap.parse(b"\1" + address + member + bytes(1168))
        for member in roster.needs_wraps(before, entering)
    )
    return Parts(parts.link, parts.roster, wraps, parts.revisions)


def pushed(
    carried: dict[str, Any],
) -> tuple[bytes, bytes | None, list[bytes], list[chain.Carried]]:
    """What a push of it would send, without wraps."""
    raw = None if carried["roster"] is None else bytes.fromhex(carried["roster"])
    revisions = [
        chain.Carried(bytes.fromhex(one["header"]), _maybe(one["body"]), _maybe(one["body_hash"]))
        for one in carried["revisions"]
    ]
    return bytes.fromhex(carried["link"]), raw, [], revisions


def _maybe(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)
