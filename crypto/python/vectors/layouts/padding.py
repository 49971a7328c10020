"""Padding."""

from small_moments_protocol.layout import u32
from small_moments_protocol.padding import pad

from vectors.case import Cases, fixed

AROUND = 77 + 12 + 16


def cases() -> Cases:
    made = Cases("padding")
    # 915 bytes of content are the last that fit into 1,024; 262,035 the last that fit at all
    for n in (0, 1, 915, 916, 931, 932, 947, 2000, 3995, 3996, 65_427, 65_428, 262_035):
        made.ok(f"the size for {n} bytes", "R27", "padded_size", n=n)
    for n in (262_036, 1_000_000, 2**32 - 1):
        made.refused("length", f"{n} bytes, which are too many", "R27", "padded_size", n=n)
    for n in (0, 5, 915, 916):
        content = fixed("content", n)
        values = made.ok(f"{n} bytes padded", "R27", "pad", content=content)
        made.ok(f"{n} bytes unpadded", "R27", "unpad", padded=bytes.fromhex(values["padded"]))
    made.ok("content that ends in zeros", "R27", "unpad", padded=pad(b"word" + bytes(9)))
    _refused(made)
    return made


def _refused(made: Cases) -> None:
    op, size = "unpad", 1024 - AROUND
    whole = pad(b"word")
    wrong = {
        "no bytes": b"",
        "three bytes": bytes(3),
        "no padding": u32(4) + b"word",
        "one zero too few": whole[:-1],
        "one zero too many": whole + b"\0",
        "a last byte that is not zero": whole[:-1] + b"\1",
        "a first byte of the padding that is not zero": whole[:8] + b"\x80" + whole[9:],
        "a length past the end": u32(size - 3) + whole[4:],
        "a length of 2^32 - 1": b"\xff" * 4 + whole[4:],
        "a length shorter than the content": u32(3) + whole[4:],
        "the next size up": whole.ljust(1040 - AROUND, b"\0"),
        "a Padmé size that the content does not have": pad(fixed("content", 916)) + bytes(32),
        "a size of the content's own, not Padmé's": u32(1000) + fixed("content", 1000),
    }
    for name, padded in wrong.items():
        made.refused("padding", name, "R27", op, padded=padded)
