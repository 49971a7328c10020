"""What a member signs."""

from typing import Any

from small_moments_protocol import ed25519
from small_moments_protocol.labels import M
from small_moments_protocol.layout import u16
from small_moments_protocol.login import Login, login_bytes, sign_login

from vectors.case import Cases, fixed
from vectors.world import ACCOUNT, OTHER_ACCOUNT, PHONE, PHONE_MEMBER, TABLET, TABLET_MEMBER

ORIGIN = "https://moments.example"
NONCE = fixed("login nonce", 32)
GIVEN: dict[str, Any] = {
    "action": 1,
    "account": ACCOUNT,
    "member": PHONE_MEMBER.id,
    "nonce": NONCE,
    "origin": ORIGIN,
}
LOGIN = Login(1, ACCOUNT, PHONE_MEMBER.id, NONCE, ORIGIN)
DATA = login_bytes(LOGIN)
HOSTS = (
    "http://localhost:8000",
    "http://127.0.0.1:51234",
    "http://[::1]:8000",
    "https://xn--bcher-kva.example",
    "https://a",
    "https://" + "a" * 247,
)
NO_ORIGINS = (
    "",
    "null",
    "https://",
    "moments.example",
    "ftp://moments.example",
    "https://Moments.example",
    "HTTPS://moments.example",
    "https://user@moments.example",
    "https://bücher.example",
    "https://" + "a" * 248,
    ORIGIN + "/",
    ORIGIN + "/page",
    ORIGIN + ":",
    ORIGIN + ":port",
    ORIGIN + ":08000",
    ORIGIN + "\n",
    " " + ORIGIN,
    ORIGIN + "?q",
    ORIGIN + "#f",
)


def cases() -> Cases:
    made = Cases("login")
    for action, name in ((1, "to log in"), (2, "to delete the account"), (3, "to end sessions")):
        given = GIVEN | {"action": action}
        made.ok(f"the layout {name}", "R50", "login_bytes", **given)
        made.ok(f"a signature {name}", "R50", "sign_login", **given, sign_seed=PHONE.sign_seed)
    for origin in HOSTS:
        made.ok(f"the origin {origin[:40]}", "R50", "login_bytes", **GIVEN | {"origin": origin})
    for action in (0, 4, 255):
        given = GIVEN | {"action": action}
        made.refused("encoding", f"action {action}", "R50", "login_bytes", **given)
    for origin in NO_ORIGINS:
        name = f"no origin: '{origin[:40]}'"
        made.refused("encoding", name, "R50", "login_bytes", **GIVEN | {"origin": origin})
    _sizes(made)
    _parsed(made)
    _signatures(made)
    return made


def _sizes(made: Cases) -> None:
    for name, size in (("account", 15), ("member", 17), ("nonce", 31)):
        given = GIVEN | {name: fixed(name, size)}
        made.refused("length", f"{size} bytes of {name}", "R50", "login_bytes", **given)


def _parsed(made: Cases) -> None:
    op = "parse_login"
    made.ok("a login parsed", "R50", op, bytes=DATA)
    made.refused("version", "a login of version 2", "R1", op, bytes=b"\2" + DATA[1:])
    for size in (0, 1, 67, len(DATA) - 1):
        made.refused("length", f"{size} bytes of a login", "R2 R50", op, bytes=DATA[:size])
    made.refused("length", "a login and one byte more", "R2 R50", op, bytes=DATA + b"a")
    other = DATA[:1] + b"\4" + DATA[2:]
    made.refused("encoding", "action 4 parsed", "R50", op, bytes=other)
    upper = DATA[:68] + DATA[68:].upper()
    made.refused("encoding", "an origin in capitals parsed", "R50", op, bytes=upper)
    empty = DATA[:66] + u16(0)
    made.refused("encoding", "an empty origin parsed", "R50", op, bytes=empty)
    raw = DATA[:66] + u16(9) + b"http://\xff\xfe"
    made.refused("encoding", "an origin that is not ASCII parsed", "R50", op, bytes=raw)


def _signatures(made: Cases) -> None:
    op, signature = "verify_login", sign_login(LOGIN, PHONE.sign_seed)
    given = {"sign_public": PHONE_MEMBER.sign_public, "signature": signature}
    made.ok("a login's signature verified", "R50", op, bytes=DATA, **given)
    others = {
        "another action": Login(2, ACCOUNT, PHONE_MEMBER.id, NONCE, ORIGIN),
        "another account": Login(1, OTHER_ACCOUNT, PHONE_MEMBER.id, NONCE, ORIGIN),
        "another member": Login(1, ACCOUNT, TABLET_MEMBER.id, NONCE, ORIGIN),
        "another nonce": Login(1, ACCOUNT, PHONE_MEMBER.id, fixed("nonce 2", 32), ORIGIN),
        "another origin": Login(1, ACCOUNT, PHONE_MEMBER.id, NONCE, "https://moments.test"),
    }
    for name, login in others.items():
        data = login_bytes(login)
        made.refused("signature", f"{name} than what was signed", "R50", op, bytes=data, **given)
    unlabelled = given | {"signature": ed25519.sign(PHONE.sign_seed, DATA)}
    made.refused("signature", "a signature without a label", "R4 R50", op, bytes=DATA, **unlabelled)
    message = M("link-signature", DATA)
    mislabelled = given | {"signature": ed25519.sign(PHONE.sign_seed, message)}
    made.refused(
        "signature", "a signature under another label", "R4 R50", op, bytes=DATA, **mislabelled
    )
    other = given | {"signature": sign_login(LOGIN, TABLET.sign_seed)}
    made.refused("signature", "another member's signature", "R50", op, bytes=DATA, **other)
