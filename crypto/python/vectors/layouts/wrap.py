"""Wraps: sealed once, kept in `fixed/`, opened against a roster."""

from small_moments_protocol.layout import u32

from vectors.case import Cases, fixed
from vectors.kept import kept_false_wrap, kept_wrap
from vectors.world import (
    EPOCH_KEYS,
    KIT_KEYS,
    KIT_MEMBER,
    OTHER_ACCOUNT,
    PHONE,
    PHONE_MEMBER,
    ROSTER_0,
    ROSTER_1,
    ROSTER_2,
    ROSTER_3,
    STRANGER,
    TABLET,
    TABLET_MEMBER,
)

FIRST = kept_wrap("phone in roster 0", ROSTER_0, PHONE_MEMBER, (EPOCH_KEYS[1], PHONE.kem_seed))
Given = dict[str, bytes]


def cases() -> Cases:
    made = Cases("wrap")
    given = {
        "wrap": FIRST,
        "roster": ROSTER_0.encode(),
        "member": PHONE_MEMBER.id,
        "kem_seed": PHONE.kem_seed,
    }
    _opened(made, given)
    _parsed(made)
    _refused(made, given)
    _tampered(made, given)
    return made


def _opened(made: Cases, given: Given) -> None:
    made.ok("the first device's wrap", "R22 R24", "open_wrap", **given)
    kit = kept_wrap("kit in roster 1", ROSTER_1, KIT_MEMBER, (EPOCH_KEYS[1], KIT_KEYS.kem_seed))
    other = {"wrap": kit, "roster": ROSTER_1.encode(), "member": KIT_MEMBER.id}
    made.ok("the kit's wrap", "R22 R24", "open_wrap", **other, kem_seed=KIT_KEYS.kem_seed)
    again = kept_wrap("phone in roster 3", ROSTER_3, PHONE_MEMBER, (EPOCH_KEYS[2], PHONE.kem_seed))
    other = given | {"wrap": again, "roster": ROSTER_3.encode()}
    made.ok("a wrap of the second epoch", "R22 R23 R24", "open_wrap", **other)
    other = given | {"roster": ROSTER_3.encode()}
    made.refused("epoch", "a wrap of an older epoch", "R24", "open_wrap", **other)


def _parsed(made: Cases) -> None:
    op = "parse_wrap"
    made.ok("a wrap parsed", "R3 R22", op, bytes=FIRST)
    made.refused("version", "a wrap of version 0", "R1", op, bytes=b"\0" + FIRST[1:])
    for size in (0, 1, 69, 1236):
        made.refused("length", f"{size} bytes of a wrap", "R2 R22", op, bytes=FIRST[:size])
    made.refused("length", "a wrap and one byte more", "R2 R22", op, bytes=FIRST + b"\0")


def _refused(made: Cases, given: Given) -> None:
    op = "open_wrap"
    other_wrap = given | {"wrap": FIRST[:1] + OTHER_ACCOUNT + FIRST[17:]}
    made.refused("account", "a wrap of another account", "R24", op, **other_wrap)
    epoch = given | {"wrap": FIRST[:17] + u32(2) + FIRST[21:]}
    made.refused("epoch", "a wrap of another epoch", "R24", op, **epoch)
    later = given | {"roster": ROSTER_1.encode()}
    made.refused("roster", "a wrap of the roster before", "R22 R24", op, **later)
    stranger = given | {"member": TABLET_MEMBER.id, "kem_seed": TABLET.kem_seed}
    made.refused("signer", "a wrap of another member", "R24", op, **stranger)
    outside = given | {
        "wrap": FIRST[:53] + TABLET_MEMBER.id + FIRST[69:],
        "member": TABLET_MEMBER.id,
    }
    made.refused("signer", "a wrap of one who is not in the roster", "R24", op, **outside)
    seed = given | {"kem_seed": STRANGER.kem_seed}
    made.refused("open", "another's seed", "R24", op, **seed)
    roster = given | {"roster": ROSTER_2.encode()}
    made.refused("roster", "a wrap of two versions before", "R24", op, **roster)
    keys = fixed("a key of the server", 32), PHONE.kem_seed
    false = given | {"wrap": kept_false_wrap("a false key", ROSTER_0, PHONE_MEMBER, keys)}
    made.refused("commitment", "a wrap of a key that the server chose", "R24", op, **false)


def _tampered(made: Cases, given: Given) -> None:
    parts = {"ML-KEM ciphertext": 69, "X25519 share": 69 + 1088, "ciphertext": 1189, "tag": 1236}
    for name, at in parts.items():
        flipped = FIRST[:at] + bytes([FIRST[at] ^ 1]) + FIRST[at + 1 :]
        other = given | {"wrap": flipped}
        made.refused("open", f"a bit flipped in the {name}", "R24", "open_wrap", **other)
    zero = given | {"wrap": FIRST[:1157] + bytes(32) + FIRST[1189:]}
    made.refused("open", "a small-order X25519 share", "R24", "open_wrap", **zero)
