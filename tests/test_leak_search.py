"""The search that shows blindness must itself see: each form of a leak is found, chance is not."""

import base64
import gzip
from pathlib import Path

import pytest

from tests.blindness import canary, search

WORD = "quillfenwört"
TEXT = canary.of_text("entry", WORD)
SECRET = bytes(range(200, 216))
RAW = canary.of_bytes("kit secret", SECRET)

PLANTS = {
    "utf-8": WORD.encode(),
    "utf-16-le": WORD.encode("utf-16-le"),
    "utf-16-be": WORD.encode("utf-16-be"),
    "upper case": WORD.upper().encode(),
    "folded": b"quillfenwort",
    "decomposed": "quillfenwo\u0308rt".encode(),
    "hex": WORD.encode().hex().encode(),
    "upper hex": WORD.encode().hex().upper().encode(),
    "base64": base64.b64encode(WORD.encode()),
    "base64 one byte later": base64.b64encode(b"x" + WORD.encode() + b"yz"),
    "base64 two bytes later": base64.b64encode(b"xy" + WORD.encode() + b"z"),
    "gzip": gzip.compress(WORD.encode()),
}


@pytest.mark.parametrize("form", PLANTS)
def test_each_form_of_a_planted_word_is_found(form: str) -> None:
    content = b"before " * 50 + PLANTS[form] + b" after" * 50
    assert search.in_bytes([TEXT, RAW], "here", content) == [
        search.Leak(canary="entry", place="here")
    ]


@pytest.mark.parametrize("before", range(6))
@pytest.mark.parametrize("after", range(3))
def test_base64_of_raw_bytes_is_found_at_every_alignment(before: int, after: int) -> None:
    around = b"\xff" * before + SECRET + b"\x00" * after
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        assert search.in_bytes([RAW], "here", encode(around))


def test_what_was_not_planted_is_not_found() -> None:
    content = b"quillfen wort" + bytes(range(256)) * 40 + base64.b64encode(SECRET[:15])
    assert search.in_bytes([TEXT], "here", content) == []
    assert search.in_bytes([RAW], "here", SECRET[:15] + b"\x00") == []


def test_a_file_is_searched_by_name_and_by_content(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "plain.log").write_text(f"said {WORD}")
    (tmp_path / "deep" / "quillfenwort.txt").write_text("nothing")
    (tmp_path / "innocent").write_text("nothing")
    places = {leak.place for leak in search.in_files([TEXT], tmp_path)}
    inside = f"{tmp_path.name}/deep/"
    assert places == {f"{inside}plain.log", f"name of {inside}quillfenwort.txt"}


def test_a_secret_that_chance_could_find_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 8 bytes"):
        canary.of_bytes("short", b"1234567")
