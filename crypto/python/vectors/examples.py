"""The worked examples of `crypto/spec.md`, taken from the vectors between generated markers."""

import json
import re
from collections.abc import Callable

from vectors.case import FOLDER
from vectors.given import Json

SPEC = FOLDER.parent / "spec.md"
Rows = list[tuple[str, object]]
_MARKED = re.compile(r"<!-- example: ([a-z-]+) -->\n.*?<!-- end of example -->", re.DOTALL)
_SHOWN = 40  # bytes; longer values are shown by their two ends


def with_examples(spec: str) -> str:
    """The specification with every marked place filled anew."""
    return _MARKED.sub(lambda found: _block(found[1]), spec)


def marked(spec: str) -> set[str]:
    """The names of the examples that have a place."""
    return {found[1] for found in _MARKED.finditer(spec)}


def _block(name: str) -> str:
    file, case_name, rows = EXAMPLES[name]
    case = _case(file, case_name)
    lines = [f"| {field} | {_shown(value)} |" for field, value in rows(case)]
    table = "\n".join(["| field | value |", "|---|---|", *lines])
    intro = f"Example (`vectors/{file}.json`, “{case_name}”):"
    return f"<!-- example: {name} -->\n{intro}\n\n{table}\n<!-- end of example -->"


def _case(file: str, name: str) -> Json:
    cases: list[Json] = json.loads((FOLDER / f"{file}.json").read_text("utf-8"))["cases"]
    return next(case for case in cases if case["name"] == name)


def _shown(value: object) -> str:
    text = str(value)
    if len(text) <= _SHOWN * 2 or not set(text) <= set("0123456789abcdef"):
        return f"`{text}`"
    return f"`{text[:32]}…{text[-16:]}` ({len(text) // 2} bytes)"


def _sizes(data: str, *sizes: tuple[str, int]) -> Rows:
    """The fields of a layout, cut out of its hex one after the other."""
    rows: Rows = []
    at = 0
    for name, size in sizes:
        rows.append((name, data[at * 2 : (at + size) * 2]))
        at += size
    if at * 2 != len(data):
        raise ValueError(f"the fields have {at} bytes, the layout {len(data) // 2}")
    return rows


def _kit(case: Json) -> Rows:
    values = case["values"]
    fields = ("version", 1), ("account id", 16), ("secret", 16), ("checksum", 4)
    return [*_sizes(values["bytes"], *fields), ("text", values["text"]), ("QR", values["qr"])]


def _member(case: Json) -> Rows:
    values = case["values"]
    names = "sign_seed", "kem_seed", "sign_public", "kem_public", "member"
    return [(name.replace("_", " "), values[name]) for name in names]


def _kit_member(case: Json) -> Rows:
    values = case["values"]
    given: Rows = [("passphrase", case["input"]["passphrase"])]
    stretched: Rows = [(name, values[name]) for name in ("salt", "stretched")]
    return given + stretched + _member(case)


def _previous(case: Json) -> Rows:
    given: Rows = [(name, case["input"][name]) for name in ("account", "epoch", "key", "previous")]
    fields = ("nonce", 12), ("ciphertext", 32), ("tag", 16)
    return given + _sizes(case["values"]["sealed"], *fields)


def _roster(case: Json) -> Rows:
    values = case["values"]
    fields = (
        ("version", 1),
        ("account id", 16),
        ("number", 4),
        ("day", 4),
        ("previous", 32),
        ("epoch", 4),
        ("commitment", 32),
        ("rotates", 1),
        ("random", 32),
        ("member count", 1),
        ("kind of the member", 1),
        ("its sign key", 32),
        ("its KEM key", 1216),
        ("signer", 16),
        ("signature", 64),
    )
    return [*_sizes(values["bytes"], *fields), ("roster hash", values["hash"])]


def _wrap(case: Json) -> Rows:
    fields = (
        ("version", 1),
        ("account id", 16),
        ("epoch", 4),
        ("roster hash", 32),
        ("member id", 16),
        ("encapsulated key", 1120),
        ("ciphertext", 48),
    )
    rows = _sizes(case["input"]["wrap"], *fields)
    seed: Rows = [("the member's X-Wing seed", case["input"]["kem_seed"])]
    return rows + seed + [("epoch key", case["values"]["key"])]


def _revision(case: Json) -> Rows:
    given, values = case["input"], case["values"]
    header = (
        ("version", 1),
        ("account id", 16),
        ("epoch", 4),
        ("device", 16),
        ("counter", 4),
        ("previous", 32),
        ("size", 4),
    )
    body = ("nonce", 12), ("ciphertext and tag", len(values["body"]) // 2 - 12)
    rows: Rows = [("epoch key", given["epoch_key"])]
    rows += _sizes(values["header"], *header) + _sizes(values["body"], *body)
    return [*rows, ("revision id", values["id"])]


def _content(case: Json) -> Rows:
    given: Json = case["input"]["content"]
    rows: Rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in given.items()]
    return [*rows, ("encoded", case["values"]["bytes"])]


def _link(case: Json) -> Rows:
    fields = (
        ("version", 1),
        ("account id", 16),
        ("seq", 4),
        ("previous", 32),
        ("roster", 32),
        ("signer", 16),
        ("kind", 1),
        ("count", 2),
        ("payload", 32),
        ("signature", 64),
    )
    return [*_sizes(case["values"]["bytes"], *fields), ("head", case["values"]["head"])]


def _login(case: Json) -> Rows:
    origin = len(case["input"]["origin"])
    fields = (
        ("version", 1),
        ("action", 1),
        ("account id", 16),
        ("member id", 16),
        ("nonce", 32),
        ("length of origin", 2),
        ("origin", origin),
    )
    return [*_sizes(case["values"]["bytes"], *fields), ("origin as text", case["input"]["origin"])]


def _local_key(case: Json) -> Rows:
    given: Rows = [("local key", case["input"]["local_key"])]
    given.append(("passphrase", case["input"]["passphrase"]))
    fields = ("version", 1), ("salt", 16), ("nonce", 12), ("ciphertext", 32), ("tag", 16)
    return given + _sizes(case["values"]["wrapped"], *fields)


def _local(case: Json) -> Rows:
    given, sealed = case["input"], case["values"]["sealed"]
    rows: Rows = [(name.replace("_", " "), given[name]) for name in ("local_key", "name", "value")]
    size = len(given["value"]) // 2
    return rows + _sizes(sealed, ("version", 1), ("nonce", 12), ("ciphertext", size), ("tag", 16))


def _offer(case: Json) -> Rows:
    values = case["values"]
    fields = (
        ("version", 1),
        ("account id", 16),
        ("seq", 4),
        ("head", 32),
        ("roster", 32),
        ("X25519 key", 32),
        ("secret", 16),
    )
    rows = _sizes(values["bytes"], *fields)
    return [*rows, *((name, values[name]) for name in ("qr", "code", "mailbox"))]


def _pairing(case: Json) -> Rows:
    names = "answer", "digits", "member", "accept"
    sent: Rows = [(name, case["input"][name]) for name in ("commit", "reveal")]
    got: Rows = [(name, case["values"][name]) for name in names]
    return [sent[0], got[0], sent[1], *got[1:]]


def _archive(case: Json) -> Rows:
    given, data = case["input"], case["values"]["bytes"]
    fields = ("version", 1), ("mark", 15), ("salt", 16), ("nonce", 12)
    rest = len(data) // 2 - 44
    rows: Rows = [("passphrase", given["passphrase"]), ("revisions", len(given["contents"]))]
    return rows + _sizes(data, *fields, ("ciphertext and tag", rest))


def _passkey(case: Json) -> Rows:
    given = case["input"]
    names = ("local_key", "local key"), ("output", "PRF output")
    rows: Rows = [(shown, given[name]) for name, shown in names]
    fields = (
        ("version", 1),
        ("salt", 16),
        ("length of the credential id", 2),
        ("credential id", len(given["credential"]) // 2),
        ("nonce", 12),
        ("ciphertext", 32),
        ("tag", 16),
    )
    return rows + _sizes(case["values"]["wrapped"], *fields)


def _attachment(case: Json) -> Rows:
    values = case["values"]
    names = ("name", "at", "type", "width", "height", "size", "chunk", "digest", "key", "bytes")
    rows: Rows = [(name, values[name]) for name in names]
    return [*rows[:-1], *((f"preview {n}", values["preview"][n]) for n in ("id", "size")), rows[-1]]


def _blob(case: Json) -> Rows:
    given, values = case["input"], case["values"]
    fields = ("version", 1), ("account id", 16), ("id", 16), ("size", 4), ("chunk", 4)
    rows: Rows = [("file key", given["key"]), ("content", given["content"])]
    rows += _sizes(values["head"], *fields, ("digest", 32))
    return [*rows, ("chunk 0", values["chunks"][0])]


EXAMPLES: dict[str, tuple[str, str, Callable[[Json], Rows]]] = {
    "kit": ("kit", "a kit", _kit),
    "kit-keys": ("member", "a kit", _kit_member),
    "member": ("member", "a device", _member),
    "sealed-previous": ("epoch", "a sealed previous key", _previous),
    "roster": ("roster", "roster 0 made", _roster),
    "wrap": ("wrap", "the first device's wrap", _wrap),
    "revision": ("revision", "a first revision", _revision),
    "content": ("content", "parents and a version vector", _content),
    "link": ("link", "a link of one revision", _link),
    "login": ("login", "the layout to log in", _login),
    "local-key": ("local", "a wrapped local key", _local_key),
    "local": ("local", "a sealed value", _local),
    "offer": ("pairing", "an offer", _offer),
    "pairing": ("pairing", "the old device", _pairing),
    "archive": ("archive", "a small archive", _archive),
    "passkey": ("passkey", "a local key under a passkey", _passkey),
    "attachment": ("attachment", "a photo with a preview", _attachment),
    "blob": ("blob", "a small blob", _blob),
}
