"""Contents: canonical MessagePack and its bounds."""

from typing import Any

from small_moments_protocol.content import encode_content

from vectors.case import Cases, fixed
from vectors.given import Json, content_json
from vectors.layouts.content_bytes import broken_bytes
from vectors.world import entry

DEVICES = sorted(fixed(f"seen {n}", 16) for n in range(257))
IDS = sorted(fixed(f"parent {n}", 32) for n in range(65))
FULL = content_json(entry("Tea with Ana."))


def cases() -> Cases:
    made = Cases("content")
    _encoded(made)
    _values(made)
    _refused(made)
    _days(made)
    _ancestors(made)
    broken_bytes(made)
    return made


def changed(**changes: Any) -> Json:
    return FULL | changes


def _encoded(made: Cases) -> None:
    many = [[device.hex(), n + 1] for n, device in enumerate(DEVICES[:256])]
    contents = {
        "a first entry": FULL,
        "parents and a version vector": changed(
            parents=[IDS[0].hex(), IDS[1].hex()],
            seen=[[DEVICES[0].hex(), 1], [DEVICES[1].hex(), 2**32 - 1]],
        ),
        "a new sealing": changed(replaces=IDS[0].hex()),
        "no fields": changed(fields={}),
        "64 parents": changed(parents=[i.hex() for i in IDS[:64]]),
        "256 devices seen": changed(seen=many),
        "the largest schema": changed(schema=65_535),
        "the shortest kind": changed(kind="a"),
        "the longest kind": changed(kind="a" + "-b" * 15 + "c"),
        "the longest key": changed(fields={"a" + "_0" * 31 + "b": 1}),
        "keys in the order of their bytes": changed(
            fields={"b": 1, "aa": 2, "a": 3, "a_": 4, "a0": 5, "ab": 6}
        ),
        "17 keys": changed(fields={f"k{n:02}": n for n in range(17)}),
    }
    for name, content in contents.items():
        values = made.ok(name, "R28 R29", "encode_content", content=content)
        data = bytes.fromhex(values["bytes"])
        made.ok(f"{name}, parsed", "R3 R28 R29", "parse_content", bytes=data)


def _values(made: Cases) -> None:
    integers = [0, 127, 128, 255, 256, 65_535, 65_536, 2**32 - 1, 2**32, 2**53 - 1]
    integers += [-1, -32, -33, -128, -129, -32_768, -32_769, -(2**31), -(2**31) - 1, -(2**53) + 1]
    deep: Any = 1
    for _ in range(7):
        deep = [deep]
    values: dict[str, Any] = {
        "every width of a number": integers,
        "every width of a text": ["", "x" * 31, "x" * 32, "x" * 255, "x" * 256, "é" * 128],
        "every width of bytes": [{"$bin": "ab" * n} for n in (0, 1, 255, 256)],
        "every width of an array": [[], [0] * 15, [0] * 16],
        "truth, falsehood and nothing": [True, False, None],
        "texts of several scripts": ["Ñandú", "日記", "🌊", "\ufeffmark", "\u0000", "\uffff"],
        "a map in an array in a map": {"a": [{"b": {}}]},
        "eight levels": deep,
    }
    for name, value in values.items():
        content = changed(fields={"v": value})
        encoded = made.ok(name, "R28 R29", "encode_content", content=content)
        data = bytes.fromhex(encoded["bytes"])
        made.ok(f"{name}, parsed", "R28 R29", "parse_content", bytes=data)


def _refused(made: Cases) -> None:
    deep: Any = []
    for _ in range(7):
        deep = [deep]
    wrong: dict[str, Json] = {
        "an empty kind": changed(kind=""),
        "a kind with a capital": changed(kind="Entry"),
        "a kind that begins with a hyphen": changed(kind="-entry"),
        "a kind with a line end": changed(kind="entry\n"),
        "a kind of 33 letters": changed(kind="a" * 33),
        "a record id of 15 bytes": changed(record="00" * 15),
        "a record id of 17 bytes": changed(record="00" * 17),
        "parents out of order": changed(parents=[IDS[1].hex(), IDS[0].hex()]),
        "a parent twice": changed(parents=[IDS[0].hex()] * 2),
        "a parent of 31 bytes": changed(parents=["00" * 31]),
        "65 parents": changed(parents=[i.hex() for i in IDS]),
        "devices out of order": changed(seen=[[DEVICES[1].hex(), 1], [DEVICES[0].hex(), 1]]),
        "a device twice": changed(seen=[[DEVICES[0].hex(), 1], [DEVICES[0].hex(), 2]]),
        "a counter of 0": changed(seen=[[DEVICES[0].hex(), 0]]),
        "a counter of 2^32": changed(seen=[[DEVICES[0].hex(), 2**32]]),
        "a device id of 15 bytes": changed(seen=[["00" * 15, 1]]),
        "257 devices seen": changed(seen=[[d.hex(), 1] for d in DEVICES]),
        "a schema of 0": changed(schema=0),
        "a schema of 65,536": changed(schema=65_536),
        "a replaced id of 31 bytes": changed(replaces="00" * 31),
        "an empty key": changed(fields={"": 1}),
        "a key with a capital": changed(fields={"aB": 1}),
        "a key that begins with a digit": changed(fields={"1a": 1}),
        "a key with an accent": changed(fields={"é": 1}),
        "a key of 65 letters": changed(fields={"a" * 65: 1}),
        "an inner key with a hyphen": changed(fields={"a": {"b-c": 1}}),
        "the number 2^53": changed(fields={"v": 2**53}),
        "the number -2^53": changed(fields={"v": -(2**53)}),
        "a fraction": changed(fields={"v": 0.5}),
        "a lone surrogate": changed(fields={"v": "\ud83c"}),
        "nine levels": changed(fields={"v": [deep]}),
    }
    for name, content in wrong.items():
        made.refused("encoding", name, "R28", "encode_content", content=content)


def _days(made: Cases) -> None:
    for day in ("0001-01-01", "9999-12-31", "2024-02-29", "2000-02-29", "2026-11-30"):
        made.ok(f"the day {day}", "R28", "encode_content", content=changed(day=day))
    wrong = ["", "0000-01-01", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01"]
    wrong += ["2026-00-10", "2026-01-00", "2026-1-1", "20260101", "2026-W01-1", "10000-01-01"]
    wrong += [
        "2026-01-01 ",
        "2026-01-01T00:00",
        "\u0662\u0660\u0662\u0666-01-01",
        "2026\u201301\u201301",
    ]
    for day in wrong:
        content = changed(day=day)
        made.refused("encoding", f"the day '{day}'", "R28", "encode_content", content=content)


def _ancestors(made: Cases) -> None:
    op = "check_ancestors"
    a, b = DEVICES[0].hex(), DEVICES[1].hex()
    made.ok("nothing seen", "R30", op, seen=[], held=[])
    made.ok("as much seen as held", "R30", op, seen=[[a, 3], [b, 1]], held=[[a, 3], [b, 1]])
    made.ok("less seen than held", "R30", op, seen=[[a, 1]], held=[[a, 3], [b, 1]])
    made.refused("ancestor", "one more seen than held", "R30", op, seen=[[a, 4]], held=[[a, 3]])
    seen = [[a, 3], [b, 1]]
    made.refused("ancestor", "a device seen that is not held", "R30", op, seen=seen, held=[[a, 3]])
    assert encode_content(entry("x"))
