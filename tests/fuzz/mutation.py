"""Input made from good input: what an attacker does to bytes and to typed text."""

from collections.abc import Callable, Iterator
from random import Random

from vectors.given import Json

from tests.fuzz.seeds import CHOSEN, Case, seeds

MOST = 70_000
"""Longer input is cut: the larger layouts are tried at their borders by tests of their own."""
_ODD = (0, 1, 0x7F, 0x80, 0xC0, 0xDF, 0xFF)
_SYMBOLS = "AZaz09ILOUilou-_:/.?#%\u00a0\u0130\u017f\uff10\u0301\u00e9\u200b\U0001f642 \t\n\r\0\x7f"

Bend = Callable[[Random, bytes, bytes], bytes]


def inputs(seed: int) -> Iterator[Case]:
    """Bent input for decoders by chance, without end; the same for the same seed."""
    random, start, ops = Random(seed), seeds(), sorted(CHOSEN)
    while True:
        op = random.choice(ops)
        yield Case(op, mutated(random, op, start[op]))


def mutated(random: Random, op: str, good: list[Json]) -> Json:
    """One input of an op, bent once to three times in the places that an attacker can choose."""
    given = dict(random.choice(good))
    for _ in range(random.randint(1, 3)):
        name = random.choice(CHOSEN[op])
        other = random.choice(good)[name]
        bend = _bent_text if name == "text" else _bent_hex
        given[name] = bend(random, given[name], other)
    return given


def _bent_hex(random: Random, text: str, other: str) -> str:
    bend = random.choice(_BENDS)
    return bend(random, bytes.fromhex(text), bytes.fromhex(other))[:MOST].hex()


def _flip(random: Random, data: bytes, _: bytes) -> bytes:
    if not data:
        return b"\x01"
    bit = random.randrange(len(data) * 8)
    return _put(data, bit // 8, bytes([data[bit // 8] ^ 1 << bit % 8]))


def _odd_byte(random: Random, data: bytes, _: bytes) -> bytes:
    return _put(data, random.randint(0, len(data)), bytes([random.choice(_ODD)]))


def _count(random: Random, data: bytes, _: bytes) -> bytes:
    """A number of 1, 2 or 4 bytes, wherever it stands, one more or less, or as large as can be."""
    width = random.choice((1, 2, 4))
    at = random.randint(0, max(0, len(data) - width))
    value = int.from_bytes(data[at : at + width], "big")
    most = 256**width - 1
    changed = random.choice(((value + 1) & most, (value - 1) & most, 0, most))
    return _put(data, at, changed.to_bytes(width, "big"))


def _cut(random: Random, data: bytes, _: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def _without(random: Random, data: bytes, _: bytes) -> bytes:
    start, end = _span(random, data)
    return data[:start] + data[end:]


def _twice(random: Random, data: bytes, _: bytes) -> bytes:
    start, end = _span(random, data)
    return data[:end] + data[start:]


def _longer(random: Random, data: bytes, _: bytes) -> bytes:
    more = random.randint(1, 64)
    return data + (bytes(more) if random.random() < 0.5 else random.randbytes(more))


def _swap(random: Random, data: bytes, _: bytes) -> bytes:
    """Two neighbouring spans change places."""
    start, end = _span(random, data)
    middle = random.randint(start, end)
    return data[:start] + data[middle:end] + data[start:middle] + data[end:]


def _splice(random: Random, data: bytes, other: bytes) -> bytes:
    """The beginning of one and the end of another, at the same place or anywhere."""
    at = random.randint(0, len(data))
    return data[:at] + other[at if random.random() < 0.7 else random.randint(0, len(other)) :]


def _random(random: Random, data: bytes, _: bytes) -> bytes:
    """Nothing of it is left but its first byte, the version."""
    return data[:1] + random.randbytes(random.randint(0, 200))


_BENDS: tuple[Bend, ...] = (
    _flip, _flip, _flip, _odd_byte, _count, _count, _cut, _without, _twice, _longer, _swap,
    _splice, _random,
)  # fmt: skip


def _bent_text(random: Random, text: str, other: str) -> str:
    start, end = _span(random, text)
    choice = random.randrange(5)
    if choice == 0:
        return text[:start] + random.choice(_SYMBOLS) + text[start + 1 :]
    if choice == 1:
        return text[:start] + random.choice(_SYMBOLS) * random.randint(1, 3) + text[start:]
    if choice == 2:
        return text[:start] + text[end:]
    if choice == 3:
        return text[:start] + text[start:end].swapcase() + text[end:]
    return text[:start] + other[start:]


def _span(random: Random, data: bytes | str) -> tuple[int, int]:
    first, second = (random.randint(0, len(data)) for _ in range(2))
    return min(first, second), max(first, second)


def _put(data: bytes, at: int, part: bytes) -> bytes:
    return data[:at] + part + data[at + len(part) :]
