"""Archives: small ones as they are made, and one of three chunks put together wrongly."""

from itertools import count
from typing import Any

from small_moments_protocol import archive
from small_moments_protocol.archive import CHUNK, HEAD
from small_moments_protocol.attachment import attachment_field
from small_moments_protocol.blob import measure
from small_moments_protocol.content import Content, encode_content
from small_moments_protocol.layout import u32

from vectors.case import FOLDER, Cases, fixed
from vectors.given import content_json
from vectors.layouts.attachment import PHOTO
from vectors.layouts.blob import SMALL
from vectors.world import PASSPHRASE, entry

FILE = "archive"
SALT, NONCE = fixed("archive salt", 16), fixed("archive nonce", 12)
SEALED = CHUNK + 28


def revision(text: str, **changes: Any) -> Content:
    """A revision as an archive holds it."""
    return entry(text, **{"replaces": fixed(f"revision {text}", 32), **changes})


def ascending(*contents: Content) -> list[Content]:
    """In the order of an archive."""
    return sorted(contents, key=lambda one: one.record + (one.replaces or b""))


FEW = ascending(
    revision("Tea with Ana."),
    revision("later", record=fixed("one", 16)),
    revision("edited", record=fixed("one", 16), parents=(fixed("revision later", 32),)),
    revision("", kind="of-a-newer-version", schema=9, fields={"shape": [1, b"\x05", None]}),
)
WITH_PHOTO = ascending(
    *FEW, revision("a photo", fields={"text": "the sea", **dict([attachment_field(PHOTO)])})
)
LONG = ascending(*(revision(f"{name} {'x' * 47_000}") for name in ("a", "b", "c")))


def cases() -> Cases:
    made = Cases("archive")
    _made(made)
    whole = _written()
    whole_takes: list[list[int]] = [[0, len(whole)]]
    three = {"file": FILE, "take": whole_takes, "flip": None, "passphrase": PASSPHRASE}
    made.ok("three chunks", "R64 R65", "open_archive_file", **three)
    _put_together_wrongly(made, three, len(whole))
    _turned(made, three, len(whole))
    _held(made)
    _with_files(made)
    return made


def _sealed(plain: bytes, version: bytes = b"\1") -> bytes:
    """An archive of one chunk with this plaintext, whatever it is."""
    head = version + archive.MARK + SALT
    key = archive.archive_key(PASSPHRASE, head)
    aad = archive.chunk_aad(head, 0, final=True)
    return head + archive.seal(key, plain, aad, lambda _: NONCE)


def _frame(content: Content) -> bytes:
    encoded = encode_content(content)
    return u32(len(encoded)) + encoded


def _made(made: Cases) -> None:
    given = {"passphrase": PASSPHRASE, "salt": SALT, "nonce": NONCE}
    op = "seal_archive"
    values = made.ok("a small archive", "R62 R63 R64 R65", op, contents=_json(FEW), **given)
    made.ok("an archive of nothing", "R64 R65", op, contents=[], **given)
    wrong = {
        "a revision without the id that it had": [revision("a", replaces=None)],
        "a revision with a version vector": [revision("a", seen=((bytes(16), 1),))],
        "two revisions out of order": FEW[1::-1],
        "a revision twice": [FEW[0], FEW[0]],
    }
    for name, contents in wrong.items():
        made.refused("encoding", f"{name}, sealed", "R65", op, contents=_json(contents), **given)
    wordless = {**given, "passphrase": " "}
    made.refused("encoding", "no passphrase", "R6 R63", op, contents=[], **wordless)
    data = bytes.fromhex(values["bytes"])
    made.ok("the small archive opened", "R65", "open_archive", bytes=data, passphrase=PASSPHRASE)
    made.refused(
        "open", "another passphrase", "R63", "open_archive", bytes=data, passphrase="wrong words"
    )


def _written() -> bytes:
    """The archive of three chunks, as it lies in `fixed/`."""
    numbers = count()

    def random(size: int) -> bytes:
        return fixed(f"archive {next(numbers)}", size)

    whole = b"".join(archive.seal_archive(LONG, PASSPHRASE, random))
    (FOLDER / "fixed" / FILE).write_bytes(whole)
    return whole


def _put_together_wrongly(made: Cases, given: dict[str, Any], size: int) -> None:
    op = "open_archive_file"
    head, one, two = [0, HEAD], [HEAD, HEAD + SEALED], [HEAD + SEALED, HEAD + 2 * SEALED]
    three = [HEAD + 2 * SEALED, size]
    wrong = {
        "the last chunk left out": [head, one, two],
        "the first chunk left out": [head, two, three],
        "the middle chunk left out": [head, one, three],
        "two chunks in the other order": [head, two, one, three],
        "a chunk twice": [head, one, one, two, three],
        "the last chunk twice": [head, one, two, three, three],
        "the last byte left out": [[0, size - 1]],
        "a byte of the middle left out": [[0, HEAD + SEALED + 9], [HEAD + SEALED + 10, size]],
        "a byte more": [[0, size], [0, 1]],
    }
    for name, take in wrong.items():
        made.refused("open", name, "R64", op, **given | {"take": take})
    cut = [head, one, [HEAD + SEALED, HEAD + SEALED + 27]]
    made.refused("length", "cut off within a nonce", "R64", op, **given | {"take": cut})
    for end in (0, 1, HEAD, HEAD + 27):
        short = given | {"take": [[0, end]]}
        made.refused("length", f"the first {end} bytes alone", "R2 R62", op, **short)


def _turned(made: Cases, given: dict[str, Any], size: int) -> None:
    op = "open_archive_file"
    made.refused("version", "another version", "R1 R62", op, **given | {"flip": 0})
    for at in (1, 15):
        name = f"a bit turned in the mark, byte {at}"
        made.refused("encoding", name, "R62", op, **given | {"flip": at})
    second = HEAD + SEALED
    parts = {
        "salt": 16,
        "first nonce": HEAD,
        "first chunk": HEAD + 12,
        "first tag": second - 1,
        "second nonce": second,
        "second chunk": second + 1000,
        "last nonce": second + SEALED,
        "last tag": size - 1,
    }
    for name, at in parts.items():
        made.refused("open", f"a bit turned in the {name}", "R63 R64", op, **given | {"flip": at})


def _held(made: Cases) -> None:
    """What opens and is no archive."""
    one, two = (_frame(content) for content in FEW[:2])
    wrong = {
        ("length", "a content cut off"): one[:-1],
        ("length", "a length cut off"): one + b"\0\0\0",
        ("length", "a length past the end"): u32(len(one)) + one[4:],
        ("length", "a length above what a revision holds"): u32(262_036) + bytes(10),
        ("encoding", "an empty content"): u32(0) + one,
        ("encoding", "no content"): u32(4) + b"word",
        ("encoding", "a revision without the id that it had"): _frame(revision("a", replaces=None)),
        ("encoding", "a revision with a version vector"): _frame(
            revision("a", seen=((bytes(16), 1),))
        ),
        ("encoding", "two revisions out of order"): two + one,
        ("encoding", "a revision twice"): one + one,
    }
    for (kind, name), plain in wrong.items():
        given = {"bytes": _sealed(plain), "passphrase": PASSPHRASE}
        made.refused(kind, name, "R65", "open_archive", **given)


def _with_files(made: Cases) -> None:
    """Version 2: the contents, an end, and files."""
    given = {"passphrase": PASSPHRASE, "salt": SALT, "nonce": NONCE}
    op = "seal_archive_with_files"
    files = [[content, CHUNK] for content in sorted((SMALL, b"another"), key=_digest)]
    held = {"contents": _json(WITH_PHOTO), "files": files}
    values = made.ok("an archive with files", "R62 R64 R65", op, **held, **given)
    made.ok("no file after all", "R62 R65", op, **held | {"files": []}, **given)
    wrong = {"two files out of order": files[::-1], "a file twice": [files[0], files[0]]}
    for name, those in wrong.items():
        made.refused("encoding", f"{name}, sealed", "R65", op, **held | {"files": those}, **given)
    opening = {"passphrase": PASSPHRASE}
    data = bytes.fromhex(values["bytes"])
    made.ok("the archive with files opened", "R65", "open_archive", bytes=data, **opening)
    without = b"\1" + data[1:]
    name = "an archive with files as one without"
    made.refused("open", name, "R62 R63", "open_archive", bytes=without, **opening)
    name, newer = "version 3", b"\3" + data[1:]
    made.refused("version", name, "R1 R62", "open_archive", bytes=newer, **opening)
    _false_files(made)


def _false_files(made: Cases) -> None:
    end, words = bytes(4), _frame(FEW[0])
    one, two = sorted((_file(SMALL), _file(b"another")))
    digest = _digest(SMALL)
    wrong = {
        ("length", "no end of the contents"): words,
        ("length", "nothing"): b"",
        ("length", "what is said of a file cut off"): words + end + one[:39],
        ("length", "a file cut off"): words + end + one[:-1],
        ("length", "a file without its content"): words + end + one[:40],
        ("body", "another content"): words + end + _flipped(one, len(one) - 1),
        ("body", "another digest"): words + end + _flipped(one, 0),
        ("encoding", "two files out of order"): words + end + two + one,
        ("encoding", "a file twice"): words + end + one + one,
        ("encoding", "a file of no bytes"): end + digest + u32(0) + u32(CHUNK),
        ("encoding", "a file of more than 64 MiB"): end + digest + u32(2**26 + 1) + u32(CHUNK),
        ("encoding", "a file of chunks of any size"): end + digest + u32(9) + u32(CHUNK + 1),
        ("encoding", "contents after the files"): words + end + one + words,
    }
    for (kind, name), plain in wrong.items():
        given = {"bytes": _sealed(plain, b"\2"), "passphrase": PASSPHRASE}
        made.refused(kind, f"files: {name}", "R65", "open_archive", **given)


def _file(content: bytes) -> bytes:
    return _digest(content) + u32(len(content)) + u32(CHUNK) + content


def _digest(content: bytes) -> bytes:
    return measure([content], CHUNK).digest


def _flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _json(contents: list[Content]) -> list[Any]:
    return [content_json(content) for content in contents]
