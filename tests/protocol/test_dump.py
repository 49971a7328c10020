"""The two commands of crypto/README.md in a row: the server dumps, the protocol opens."""

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx
from msgspec import msgpack
from small_moments_protocol.login import LOG_IN, Login, sign_login
from small_moments_protocol.wrap import make_wrap, wraps_needed
from vectors import world
from vectors.layouts.chain_log import shared_log

from tests.program import Program
from tests.protocol.test_open import ANSWERS, INSTALLED, ROSTERS, SHARED

HEADERS = {
    "content-type": "application/vnd.msgpack",
    "x-small-moments": "1",
    "sec-fetch-site": "same-origin",
}
PHONE = {"account": world.ACCOUNT, "member": world.PHONE_MEMBER.id}


def _post(client: httpx.Client, path: str, body: dict[str, Any]) -> httpx.Response:
    answer = client.post(path, content=msgpack.encode(body))
    assert answer.is_success, answer.text
    return answer


def _log_in(client: httpx.Client, origin: str) -> None:
    nonce = msgpack.decode(_post(client, "/api/login/challenge", PHONE).content)["nonce"]
    login = Login(LOG_IN, world.ACCOUNT, world.PHONE_MEMBER.id, nonce, origin)
    signature = sign_login(login, world.PHONE.sign_seed)
    answer = _post(client, "/api/login", PHONE | {"nonce": nonce, "signature": signature})
    # only browsers send a Secure cookie to http://localhost by themselves
    client.headers["cookie"] = answer.headers["set-cookie"].split(";")[0]


def _wraps(roster: bytes | None) -> list[bytes]:
    if roster is None:
        return []
    number = [known.encode() for known in ROSTERS].index(roster)
    after = ROSTERS[number]
    needed = wraps_needed(ROSTERS[number - 1] if number else None, after)
    key = world.EPOCH_KEYS[after.epoch]
    return [make_wrap(after, member, key).encode() for member in needed]


def _fill(server: Program) -> None:
    first, *rest = shared_log().carried
    with httpx.Client(base_url=server.url, headers=HEADERS) as client:
        beginning = {"roster": first.roster, "link": first.link, "wraps": _wraps(first.roster)}
        _post(client, "/api/accounts", {"invitation": server.invite(), **beginning})
        _log_in(client, server.url)
        for carried in rest:
            revisions = [{"header": one.header, "body": one.body} for one in carried.revisions]
            pushed = {"link": carried.link, "roster": carried.roster, "revisions": revisions}
            _post(client, "/api/log", {**pushed, "wraps": _wraps(carried.roster)})


def test_what_a_server_holds_is_opened_with_the_kit_alone(server: Program, tmp_path: Path) -> None:
    _fill(server)
    path = tmp_path / "journal.dump"
    server.run("dump", world.ACCOUNT.hex(), str(path), "--data", str(server.data))
    opened = subprocess.run(
        [INSTALLED, "open", "--json", path],
        input=ANSWERS,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert opened.returncode == 0, opened.stderr
    answer = json.loads(opened.stdout)
    assert answer["links"] == 11
    # the server deleted the body that the purge names
    assert {entry["texts"][0] for entry in answer["entries"]} == SHARED - {"second"}
