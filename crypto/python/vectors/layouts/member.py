"""Key pairs, member ids, account ids."""

from small_moments_protocol.ed25519 import P

from vectors.case import Cases, fixed
from vectors.world import (
    ACCOUNT,
    OTHER_ACCOUNT,
    PAPER,
    PASSPHRASE,
    PHONE,
    PHONE_MEMBER,
    RANDOM,
    SHEET_PAPER,
)


def cases() -> Cases:
    made = Cases("member")
    made.ok("a device", "R15", "device_member", sign_seed=PHONE.sign_seed, kem_seed=PHONE.kem_seed)
    kit = {"account": ACCOUNT, "secret": PAPER.secret}
    made.ok("a kit", "R11", "kit_member", **kit, passphrase=PASSPHRASE)
    made.ok("a kit with another passphrase", "R11", "kit_member", **kit, passphrase="other words")
    other = {"account": OTHER_ACCOUNT, "secret": PAPER.secret, "passphrase": PASSPHRASE}
    made.ok("a kit of another account", "R11", "kit_member", **other)
    sheet = {"account": ACCOUNT, "secret": SHEET_PAPER.secret}
    made.ok("a sheet", "R12", "sheet_member", **sheet)
    made.ok("a kit's secret as a sheet", "R12", "sheet_member", **kit)
    made.refused(
        "encoding", "a kit without a passphrase", "R6", "kit_member", **kit, passphrase=" "
    )
    _refused_seeds(made)
    _ids(made)
    return made


def _refused_seeds(made: Cases) -> None:
    for size in (31, 33):
        short = {"sign_seed": fixed("seed", size), "kem_seed": PHONE.kem_seed}
        made.refused("length", f"a sign seed of {size} bytes", "R15", "device_member", **short)
        short = {"sign_seed": PHONE.sign_seed, "kem_seed": fixed("seed", size)}
        made.refused("length", f"a KEM seed of {size} bytes", "R15", "device_member", **short)


def _ids(made: Cases) -> None:
    sign, kem = PHONE_MEMBER.sign_public, PHONE_MEMBER.kem_public
    keys = {"sign_public": sign, "kem_public": kem}
    for kind in (1, 2, 3):
        made.ok(f"the id of kind {kind}", "R15", "member_id", kind=kind, **keys)
    for kind in (0, 4, 255):
        made.refused("encoding", f"a member of kind {kind}", "R15", "member_id", kind=kind, **keys)
    for size in (0, 1184, 1215, 1217):
        other = {"kind": 1, "sign_public": sign, "kem_public": fixed("kem", size)}
        made.refused("length", f"a KEM key of {size} bytes", "R15", "member_id", **other)
    bad = {
        "is the identity": (1).to_bytes(32, "little"),
        "is not canonical": (P + 3).to_bytes(32, "little"),
    }
    for name, key in bad.items():
        other = {"kind": 1, "sign_public": key, "kem_public": kem}
        made.refused("key", f"a sign key that {name}", "R14", "member_id", **other)
    other = {"kind": 1, "sign_public": sign[:31], "kem_public": kem}
    made.refused("length", "a sign key of 31 bytes", "R14", "member_id", **other)
    made.ok("an account id", "R16", "account_id", **keys, random=RANDOM)
    made.refused("length", "31 random bytes", "R16", "account_id", **keys, random=RANDOM[:31])
