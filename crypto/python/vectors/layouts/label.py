"""Labels, fixed record ids, and HKDF under a label."""

from small_moments_protocol.labels import LABELS

from vectors.case import Cases, fixed


def cases() -> Cases:
    made = Cases("label")
    for label in LABELS:
        made.ok(f"hash under {label}", "R4", "hash", label=label, x=fixed(f"x {label}", 20))
    made.ok("hash of nothing", "R4", "hash", label="link", x=b"")
    for name in ("settings", "check"):
        made.ok(f"the record id of {name}", "R4", "fixed_record", name=name)
    ikm, account = fixed("ikm", 32), fixed("account", 16)
    made.ok("a key under a label", "R4", "hkdf", ikm=ikm, label="kit-sign", context=account)
    made.ok("another label, another key", "R4", "hkdf", ikm=ikm, label="kit-kem", context=account)
    made.ok("an empty context", "R4", "hkdf", ikm=ikm, label="local-seal-key", context=b"")
    return made
