"""Archives: `small-moments-protocol open` on one, memory, and all damage refused."""

import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_moments_protocol import Refused, cli
from small_moments_protocol.archive import CHUNK, is_archive, open_archive, seal_archive
from small_moments_protocol.content import Content, encode_content
from vectors import world
from vectors.case import FOLDER
from vectors.layouts.archive import FEW, LONG, revision

from tests.protocol import strategies as some

FIXTURE = FOLDER / "fixed" / "archive"


def _sealed(contents: list[Content]) -> bytes:
    return b"".join(seal_archive(contents, world.PASSPHRASE, os.urandom))


def test_r57_the_fixture_of_the_format_opens() -> None:
    """It was made once, and every later version opens it."""
    data = FIXTURE.read_bytes()
    assert is_archive(data)
    assert open_archive(data, world.PASSPHRASE) == tuple(LONG)


@settings(max_examples=10)
@given(st.lists(some.contents, max_size=5))
def test_r57_what_is_sealed_opens(contents: list[Content]) -> None:
    held = [revision(str(at), kind=one.kind, fields=one.fields) for at, one in enumerate(contents)]
    held.sort(key=lambda one: one.record + (one.replaces or b""))
    assert open_archive(_sealed(held), world.PASSPHRASE) == tuple(held)


def test_r56_sealing_holds_no_more_than_a_chunk_and_a_content() -> None:
    asked = 0

    def contents() -> Iterator[Content]:
        nonlocal asked
        for one in sorted((revision(str(n) + "x" * 900) for n in range(2_000)), key=_place):
            asked += len(encode_content(one)) + 4
            yield one

    given = held = 0
    for piece in seal_archive(contents(), world.PASSPHRASE, os.urandom):
        given += len(piece)
        held = max(held, asked - given, len(piece))
    assert given > 2_000_000
    assert held < CHUNK + 2_048


def _place(one: Content) -> bytes:
    return one.record + (one.replaces or b"")


def test_r54_r56_an_archive_that_is_cut_or_turned_anywhere_is_refused() -> None:
    data = _sealed(FEW)
    for at in range(0, len(data), len(data) // 12):
        for damaged in (data[:at], data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]):
            with pytest.raises(Refused):
                open_archive(damaged, world.PASSPHRASE)


def _main(
    data: bytes,
    answers: str,
    where: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *options: str,
) -> tuple[int, str, str]:
    path = where / "moments.sealed"
    path.write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    code = cli.main(["open", str(path), *options])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_an_archive_is_opened_by_its_passphrase_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = f"{world.PASSPHRASE}\n"
    code, out, err = _main(_sealed(FEW), answers, tmp_path, monkeypatch, capsys)
    assert code == 0, err
    assert "Archive: 4 revisions, whole." in out
    assert "Tea with Ana." in out
    assert "  edited\n" in out
    assert "  later\n" not in out
    assert "Kit" not in err
    code, out, _ = _main(_sealed(FEW), answers, tmp_path, monkeypatch, capsys, "--json")
    answer = json.loads(out)
    assert (code, answer["revisions"], len(answer["entries"])) == (0, 4, 3)


WRONG = {
    "another passphrase": (_sealed(FEW), "other words\n", "wrong passphrase, or the file is"),
    "no passphrase": (_sealed(FEW), "\n", "empty"),
    "another version": (b"\3" + _sealed(FEW)[1:], f"{world.PASSPHRASE}\n", "version"),
    "a head alone": (_sealed(FEW)[:32], f"{world.PASSPHRASE}\n", "length"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_archive_ends_with_one_line_and_code_1(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data, answers, expected = WRONG[name]
    code, out, err = _main(data, answers, tmp_path, monkeypatch, capsys)
    assert (code, out) == (1, "")
    assert expected in err.splitlines()[-1]
    assert "Traceback" not in err
