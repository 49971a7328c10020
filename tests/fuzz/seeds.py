"""What fuzzing starts from: the vectors' cases, and which of their inputs come from outside."""

import json

import msgspec
from vectors.case import FOLDER
from vectors.given import Json


class Case(msgspec.Struct, frozen=True):
    """An op with its input, as in `crypto/vectors/README.md`."""

    op: str
    input: Json


CHOSEN: dict[str, tuple[str, ...]] = {
    "check_body": ("header", "body"),
    "check_genesis": ("roster",),
    "check_key": ("key",),
    "check_next": ("roster",),
    "ed25519_verify": ("key", "message", "signature"),
    "normalize_passphrase": ("text",),
    "open_by_passkey": ("wrapped",),
    "open_chunk": ("sealed",),
    "open_local": ("sealed",),
    "open_offer": ("sealed",),
    "open_previous": ("sealed",),
    "open_revision": ("header", "body"),
    "open_wrap": ("wrap", "roster"),
    "parse_attachment": ("bytes",),
    "parse_content": ("bytes",),
    "parse_header": ("bytes",),
    "parse_kit": ("bytes",),
    "parse_kit_text": ("text",),
    "parse_link": ("bytes",),
    "parse_login": ("bytes",),
    "parse_offer": ("bytes",),
    "parse_offer_qr": ("text",),
    "parse_pairing_code": ("text",),
    "parse_passkey_wrap": ("wrapped",),
    "parse_roster": ("bytes",),
    "parse_sheet": ("bytes",),
    "parse_sheet_text": ("text",),
    "parse_wrap": ("bytes",),
    "unpad": ("padded",),
    "verify_login": ("bytes", "signature"),
}
"""The decoders by their op (`crypto/vectors/README.md`) with the inputs that come from outside.

Left out is what stretches a passphrase for each case (archives, the local key), and the chain,
whose parts are here.
"""


def seeds() -> dict[str, list[Json]]:
    """The inputs of the vectors, good and refused ones, by op."""
    found: dict[str, list[Json]] = {op: [] for op in CHOSEN}
    for path in sorted(FOLDER.glob("*.json")):
        for case in json.loads(path.read_text("utf-8"))["cases"]:
            if case["op"] in found:
                found[case["op"]].append(case["input"])
    return found
