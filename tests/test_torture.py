"""`./run torture`: its arguments, its table, and what it says of a violation."""

import time

import pytest

from tools.torture.__main__ import main
from tools.torture.parts import Part, found


def _second(seconds: float, seed: int) -> dict[str, int]:
    """A part that works for a second."""
    end = time.monotonic() + min(seconds, 1)
    rounds = 0
    while time.monotonic() < end:
        rounds += 1
    return {"rounds": rounds, "seed": seed}


def _broken(_seconds: float, seed: int) -> dict[str, int]:
    raise AssertionError(f"one device lost a word with {seed}")


PARTS = [Part("second", _second), Part("broken", _broken)]


def test_every_part_of_the_folder_is_found_under_a_name_of_its_own() -> None:
    names = [part.name for part in found()]
    assert {"histories", "hostile"} <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.usefixtures("browser_named")
def test_it_prints_its_seed_the_machine_and_one_table(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--hours", "0.0003", "--seed", "7", "--only", "second"], PARTS) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("seed 7 · 1 s · ")
    assert "cores" in lines[0]
    rows = [line.split(" | ") for line in lines if line.startswith("| second")]
    assert [row[1] for row in rows] == ["rounds", "seed"]
    assert rows[1][2] == "7 |"


@pytest.mark.usefixtures("browser_named")
def test_a_violation_ends_with_its_story_and_the_command_that_replays_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--hours", "0.5", "--seed", "3", "--only", "broken"], PARTS) == 1
    said = capsys.readouterr().out
    assert "one device lost a word with 3" in said
    assert "./run torture --hours 0.5000 --seed 3 --only broken" in said


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--hours"],
        ["--hours", "soon"],
        ["--hours", "0"],
        ["--hours", "-1"],
        ["--hours", "nan"],
        ["--hours", "1", "--seed", "-1"],
        ["--hours", "1", "--seed", "4294967296"],
        ["--hours", "1", "--only", "nobody"],
        ["--hours", "1", "more"],
    ],
)
def test_bad_input_is_one_line_and_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments, PARTS)
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err.startswith("run torture: ")
    assert said.err.count("\n") == 1


@pytest.fixture
def browser_named(chromium: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `./run` names it to what it starts."""
    monkeypatch.setenv("CHROMIUM", chromium)
