"""`small-moments-protocol open`: a dump, read without the app and without the server."""

import io
import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from small_moments_protocol import Refused, cli
from small_moments_protocol.chain import Carried
from small_moments_protocol.content import Content
from small_moments_protocol.dump import Dump, WrongKitError, open_dump, parse_dump
from small_moments_protocol.journal import Entry, entries
from small_moments_protocol.kit import Kit
from small_moments_protocol.member import Keys, Member
from small_moments_protocol.revision import Revision
from small_moments_protocol.roster import Roster
from small_moments_protocol.wrap import make_wrap, parse_wrap, wraps_needed
from vectors import world
from vectors.layouts.chain_case import without_bodies
from vectors.layouts.chain_log import ROSTER_4, SharedLog, shared_log

ROSTERS = [world.ROSTER_0, world.ROSTER_1, world.ROSTER_2, world.ROSTER_3, ROSTER_4]
INSTALLED = Path(sys.executable).parent / "small-moments-protocol"
ANSWERS = f"{world.PAPER.text()}\n{world.PASSPHRASE}\n"


def _wraps() -> tuple[bytes, ...]:
    befores: list[Roster | None] = [None, *ROSTERS]
    return tuple(
        make_wrap(roster, member, world.EPOCH_KEYS[roster.epoch]).encode()
        for before, roster in zip(befores, ROSTERS, strict=False)
        for member in wraps_needed(before, roster)
    )


WRAPS = _wraps()


class Writer:
    """Goes on writing in the shared log."""

    def __init__(self) -> None:
        self.log: SharedLog = shared_log()

    def write(self, keys: Keys, member: Member, content: Content) -> Revision:
        sealed = world.revision(self.log.state, member, content)
        self.log.add(world.carry(self.log.state, keys, [sealed]))
        return sealed

    def phone(self, text: str, **changes: object) -> Revision:
        return self.write(world.PHONE, world.PHONE_MEMBER, world.entry(text, **changes))

    def laptop(self, text: str, **changes: object) -> Revision:
        return self.write(world.LAPTOP, world.LAPTOP_MEMBER, world.entry(text, **changes))

    def dump(self) -> Dump:
        links = tuple(self.log.carried)
        return Dump("small-moments-dump", 1, world.ACCOUNT, links, WRAPS)


def _entries(writer: Writer) -> list[Entry]:
    journal = open_dump(writer.dump(), world.PAPER, world.PASSPHRASE)
    return entries(journal.revisions)


def _texts(found: list[Entry]) -> list[tuple[str, ...]]:
    return [entry.texts for entry in found if entry.texts[0] not in SHARED]


SHARED = {"first", "second", "third", "fourth", "fifth", "sixth"}
RECORD = bytes(range(16))


def test_r18_r23_r24_the_kit_opens_the_revisions_of_every_epoch() -> None:
    assert {entry.texts[0] for entry in _entries(Writer())} == SHARED


def test_r35_r45_a_purged_revision_is_gone_and_the_rest_is_read() -> None:
    writer = Writer()
    link = writer.log.carried[3]
    bare = without_bodies(link)
    writer.log.carried[3] = Carried(link.link, None, (bare.revisions[0], link.revisions[1]))
    assert {entry.texts[0] for entry in _entries(writer)} == SHARED - {"second"}


def test_r41_an_edit_takes_the_place_of_what_it_edits() -> None:
    writer = Writer()
    one = writer.phone("before", record=RECORD)
    writer.laptop("after", record=RECORD, parents=(one.id,))
    assert _texts(_entries(writer)) == [("after",)]


def test_r41_a_replaced_parent_counts_as_its_replacement() -> None:
    writer = Writer()
    one = writer.phone("sealed once", record=RECORD)
    two = writer.phone("sealed again", record=RECORD, replaces=one.id)
    writer.laptop("edited", record=RECORD, parents=(one.id,))
    assert two.id != one.id
    assert _texts(_entries(writer)) == [("edited",)]


def test_r41_two_new_sealings_of_one_revision_are_one() -> None:
    writer = Writer()
    one = writer.phone("before", record=RECORD)
    for write in (writer.phone, writer.laptop):
        write("sealed again", record=RECORD, replaces=one.id)
    writer.laptop("after", record=RECORD, parents=(one.id,))
    assert _texts(_entries(writer)) == [("after",)]


def test_r42_two_texts_written_at_the_same_time_are_both_there() -> None:
    writer = Writer()
    one = writer.phone("base", record=RECORD)
    two = writer.phone("from the phone", record=RECORD, parents=(one.id,))
    three = writer.laptop("from the laptop", record=RECORD, parents=(one.id,))
    expected = ["from the phone", "from the laptop"]
    if three.id < two.id:
        expected.reverse()
    assert _texts(_entries(writer)) == [tuple(expected)]


def test_r42_equal_texts_count_once_and_an_unchanged_field_does_not_count() -> None:
    writer = Writer()
    one = writer.phone("base", record=RECORD)
    writer.phone("same", record=RECORD, parents=(one.id,))
    writer.laptop("same", record=RECORD, parents=(one.id,))
    writer.laptop("base", record=RECORD, parents=(one.id,), day="2026-11-24")
    found = [entry for entry in _entries(writer) if entry.id == RECORD]
    assert [(entry.texts, entry.day) for entry in found] == [(("same",), "2026-11-24")]


@pytest.mark.parametrize("edited", [False, True])
def test_r42_deleting_loses_against_an_edit_at_the_same_time(edited: bool) -> None:
    writer = Writer()
    one = writer.phone("base", record=RECORD)
    fields = {"at": 1_795_392_000_000, "text": "base", "trashed": True}
    writer.phone("base", record=RECORD, parents=(one.id,), fields=fields)
    if edited:
        writer.laptop("edited", record=RECORD, parents=(one.id,))
    found = [entry for entry in _entries(writer) if entry.id == RECORD]
    assert [entry.trashed for entry in found] == [not edited]


def test_r41_r42_every_kind_is_read_with_what_only_it_knows() -> None:
    writer = Writer()
    common = {"at": 1_795_392_000_000, "text": "he was early", "trashed": False}
    moment = {"record": RECORD, "kind": "moment"}
    one = writer.phone("", **moment, fields={**common, "turn": "towards", "who": "Ana"})
    for write, who in ((writer.phone, "Ana M."), (writer.laptop, "my sister")):
        fields = {**common, "turn": "towards", "who": who, "tags": ["evening"]}
        write("", **moment, parents=(one.id,), fields=fields)
    writer.laptop("", kind="of-a-newer-version", record=bytes(16), fields={"shape": [1, b"\x05"]})
    found = {entry.kind: entry for entry in _entries(writer)}
    assert set(found) == {"entry", "moment", "of-a-newer-version"}
    assert found["moment"].texts == ("he was early",)
    assert set(found["moment"].fields["who"]) == {"Ana M.", "my sister"}
    assert found["moment"].fields["tags"] == (["evening"],)
    assert found["of-a-newer-version"].fields == {"shape": ([1, b"\x05"],)}


def test_r81_what_two_devices_attach_at_the_same_time_is_all_there() -> None:
    writer = Writer()
    common = {"at": 1_795_392_000_000, "text": "at the sea", "trashed": False}
    sea, lake, hill = (f"attachment_{digits * 16}" for digits in ("5e", "1a", "41"))
    start = common | {hill: {"size": 1}}
    one = writer.phone("", record=RECORD, fields=start)
    writer.phone("", record=RECORD, parents=(one.id,), fields=start | {sea: {"size": 2}})
    writer.laptop("", record=RECORD, parents=(one.id,), fields=common | {lake: {"size": 3}})
    (entry,) = (entry for entry in _entries(writer) if entry.id == RECORD)
    assert {name: said for name, said in entry.fields.items() if said} == {
        sea: ({"size": 2},),
        lake: ({"size": 3},),
    }


def test_r71_a_parent_is_found_by_its_first_id_whichever_sealing_was_purged() -> None:
    writer = Writer()
    one = writer.phone("before", record=RECORD)
    again = writer.phone("before", record=RECORD, replaces=one.id)
    at = len(writer.log.carried) - 2
    writer.laptop("before", record=RECORD, replaces=one.id)
    writer.laptop("after", record=RECORD, parents=(one.id,))
    gone = sorted([one.id, again.id])
    writer.log.add(world.carry_purge(writer.log.state, world.PHONE, gone))
    for place in (at, at + 1):
        writer.log.carried[place] = without_bodies(writer.log.carried[place])
    assert _texts(_entries(writer)) == [("after",)]


def test_r44_reading_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.dump"
    path.write_bytes(Writer().dump().encode())
    path.chmod(0o400)
    assert _run(path).returncode == 0
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == parse_dump(path.read_bytes()).encode()


def _run(path: Path, *options: str, answers: str = ANSWERS) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [INSTALLED, "open", path, *options],
        input=answers,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_the_installed_command_prints_the_entries_by_day(tmp_path: Path) -> None:
    writer = Writer()
    writer.phone("two\nlines \x1b[31m", record=RECORD, day="2026-11-22")
    kept = {"text": "", "turn": "away", "tags": ["\x1b[2J"]}
    writer.phone("", record=bytes(16), kind="moment", day="2026-11-21", fields=kept)
    path = tmp_path / "journal.dump"
    path.write_bytes(writer.dump().encode())
    done = _run(path)
    assert done.returncode == 0, done.stderr
    assert "13 links, all verified" in done.stdout
    assert "\n2026-11-22\n" in done.stdout
    assert "\n  two\n  lines \ufffd[31m\n" in done.stdout
    assert 'UTC · moment\n  \n  tags: ["\\u001b[2J"]\n  turn: away\n' in done.stdout
    assert done.stdout.index("2026-11-22") < done.stdout.index("2026-11-23")
    assert world.PASSPHRASE not in done.stdout + done.stderr


def test_it_prints_json(tmp_path: Path) -> None:
    path = tmp_path / "journal.dump"
    path.write_bytes(Writer().dump().encode())
    answer = json.loads(_run(path, "--json").stdout)
    assert answer["links"] == 11
    assert {entry["texts"][0] for entry in answer["entries"]} == SHARED
    assert {entry["kind"] for entry in answer["entries"]} == {"entry"}


def _main(
    data: bytes,
    answers: str,
    where: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> tuple[int, str, str]:
    path = where / "journal.dump"
    path.write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    code = cli.main(["open", str(path)])
    said = capsys.readouterr()
    return code, said.out, said.err


WRONG = {
    "another passphrase": (f"{world.PAPER.text()}\nother words\n", "do not open this journal"),
    "another kit": (f"{Kit(world.ACCOUNT, bytes(16)).text()}\n{world.PASSPHRASE}\n", "together"),
    "another account": (
        f"{Kit(world.OTHER_ACCOUNT, bytes(16)).text()}\n{world.PASSPHRASE}\n",
        "another account",
    ),
    "a mistyped kit": (ANSWERS.replace(world.PAPER.text()[:2], "08", 1), "mistyped"),
    "a sheet": (f"{world.SHEET_PAPER.text()}\n{world.PASSPHRASE}\n", "checksum"),
    "no passphrase": (f"{world.PAPER.text()}\n", "empty"),
    "nothing": ("", "no kit"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answers_end_with_one_line_and_code_1(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers, expected = WRONG[name]
    code, out, err = _main(Writer().dump().encode(), answers, tmp_path, monkeypatch, capsys)
    assert (code, out) == (1, "")
    assert expected in err.splitlines()[-1]
    assert "Traceback" not in err


def test_a_damaged_file_is_refused_wherever_it_is_damaged() -> None:
    dump = Writer().dump()  # with the kit's wraps alone: others' open to nobody here
    own = tuple(wrap for wrap in dump.wraps if parse_wrap(wrap).member == world.KIT_MEMBER.id)
    data = msgspec.structs.replace(dump, wraps=own).encode()
    open_dump(parse_dump(data), world.PAPER, world.PASSPHRASE)
    for at in range(7, len(data), len(data) // 40):
        for damaged in (data[:at], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]):
            with pytest.raises((Refused, WrongKitError)):
                open_dump(parse_dump(damaged), world.PAPER, world.PASSPHRASE)


def test_a_damaged_file_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dump = Writer().dump()
    dump = msgspec.structs.replace(dump, links=dump.links[:5] + dump.links[6:])
    code, out, err = _main(dump.encode(), ANSWERS, tmp_path, monkeypatch, capsys)
    assert (code, out) == (1, "")
    assert "does not verify (sequence" in err


def test_wrong_usage_ends_with_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["open"])
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_file_that_is_not_there_ends_with_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["open", str(tmp_path / "nothing")]) == 1
    assert "nothing" in capsys.readouterr().err
