"""What `small-moments` does beside serving, for people and for programs."""

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import segno
from msgspec import json
from small_moments import cli, invitations, sheet
from small_moments.sheet import LANGUAGES, Language
from small_moments.store.sqlite import claim, database, migration
from small_moments.store.sqlite.claim import Serving

from tests.server.client import Client
from tests.server.person import Person
from tests.server.site import running

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """A command on the data folder of this test: its exit status, and what it prints and says.

    On a thread of its own: commands begin a loop, and a test may be within one.
    """

    def command(*arguments: str, data: Path = tmp_path / "data") -> tuple[int, str, str]:
        with ThreadPoolExecutor(1) as thread:
            status = thread.submit(_main, [*arguments, "--data", str(data)]).result()
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def _main(arguments: list[str]) -> int:
    try:
        return cli.main(arguments)
    except SystemExit as wrongly_asked:
        return int(str(wrongly_asked.code))


def values(run: Command, *arguments: str) -> Any:
    status, out, _ = run(*arguments, "--json")
    assert status == 0
    assert out.count("\n") == 1
    return json.decode(out)


async def begin(folder: Path, seed: int = 1, code: str | None = None) -> Person:
    """A person who has written once on a server over this folder."""
    async with running(folder) as site:
        person = Person(seed)
        client: Client = site.client()
        await client.register(person, code or await site.invitation())
        await client.push(person.push(person.write()))
    return person


def test_init_makes_a_folder_a_database_and_settings_that_serve_reads(
    run: Command, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    status, out, _ = run("init", str(file), "--origin", "https://moments.example")
    assert status == 0
    assert re.search(r"https://moments\.example/#invite=[0-9A-Z-]{19}", out)
    text = file.read_text("utf-8")
    assert '\norigin = "https://moments.example"\n' in text
    assert f'\ndata = "{tmp_path / "data"}"\n' in text
    assert "\n# port = 8000\n" in text
    shown = values(run, "config", "show", "--settings", str(file))
    assert shown["origin"] == {"value": "https://moments.example", "place": "file"}
    assert shown["port"] == {"value": 8000, "place": "default"}
    assert values(run, "accounts")["unused_invitations"] == 1


def test_init_changes_nothing_where_something_is(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("port = 1\n")
    status, _, said = run("init", str(file))
    assert (status, said.count("\n")) == (1, 1)
    assert "the file of settings exists already" in said
    assert not (tmp_path / "data").exists()
    assert run("init", str(tmp_path / "one.toml"))[0] == 0
    status, _, said = run("init", str(tmp_path / "two.toml"))
    assert (status, "there is a database" in said) == (1, True)
    assert not (tmp_path / "two.toml").exists()
    assert file.read_text() == "port = 1\n"


def test_what_config_shows_is_a_file_of_settings(run: Command, tmp_path: Path) -> None:
    _, out, _ = run("config", "show", "--practice-name", 'a "b" # c', "--port", "1")
    again = tmp_path / "again.toml"
    again.write_text(out)
    shown = values(run, "config", "show", "--settings", str(again))
    assert shown["practice_name"] == {"value": 'a "b" # c', "place": "file"}
    assert shown["port"] == {"value": 1, "place": "file"}


async def test_many_invitations_are_each_for_one_person(run: Command, tmp_path: Path) -> None:
    made = values(run, "invite", "--count", "3", "--origin", "https://moments.example")
    codes = [one["code"] for one in made["invitations"]]
    assert len(set(codes)) == 3
    assert made["valid_until"] is None
    assert made["invitations"][0]["link"] == f"https://moments.example/#invite={codes[0]}"
    for seed, code in enumerate(codes, 1):
        await begin(tmp_path / "data", seed, code)


async def test_an_invitation_ends_after_its_days(run: Command, tmp_path: Path) -> None:
    made = values(run, "invite", "--expires", "30")
    last = datetime.now(UTC).date() + timedelta(days=30)
    assert made["valid_until"] == last.isoformat()
    noon = datetime(last.year, last.month, last.day, 12, tzinfo=UTC).timestamp()
    (code,) = (one["code"] for one in made["invitations"])
    folder = tmp_path / "data"
    async with running(folder) as site:
        site.clock.seconds = noon + 86_400
        sent = Person().registration(code)
        answer = await site.client().post("/api/accounts", sent)
        assert answer.status_code == 403
        site.clock.seconds = noon
        other = site.client("192.0.2.2")  # a clock that goes back is nothing for a token bucket
        answer = await other.post("/api/accounts", sent)
        assert answer.status_code == 201


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_has_a_card_for_each_that_scans_and_says_nothing_of_the_practice(
    run: Command, tmp_path: Path, language: Language
) -> None:
    path = tmp_path / "sheet.html"
    made = values(
        run,
        *("invite", "--count", "5", "--expires", "10", "--sheet", str(path)),
        *("--language", language, "--practice-name", "Practice by the river"),
        *("--origin", "https://moments.example"),
    )
    text = path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o600
    assert f'<html lang="{language}">' in text
    assert "river" not in text
    assert text.count("<article>") == 5
    for one in made["invitations"]:
        assert f'<p class="code">{one["code"]}</p>' in text
        drawn = segno.make(one["link"], error="m").svg_inline(border=2, omitsize=True)
        assert drawn in text
    assert not re.search(r"(src|href|url)\s*[=(]", text)
    status, _, said = run("invite", "--sheet", str(path))
    assert (status, "exists already" in said) == (1, True)


def test_both_languages_of_a_sheet_say_the_same_things() -> None:
    first, second = (json.decode(json.encode(sheet.read(one))) for one in LANGUAGES)
    for name, said in first.items():
        fields = [re.findall(r"\{\w+\}", str(text)) for text in (said, second[name])]
        assert fields[0] == fields[1], name


async def test_accounts_are_told_by_number_with_their_sizes(run: Command, tmp_path: Path) -> None:
    person = await begin(tmp_path / "data")
    found = values(run, "accounts")
    (one,) = found["accounts"]
    assert one.pop("stored_bytes") == found["stored_bytes"] > 1024
    assert one == {
        "account": person.account.hex(), "devices": 1, "links": 2, "revisions": 1, "blobs": 0,
        "blob_bytes": 0,
    }  # fmt: skip
    status, out, _ = run("accounts", "--account-bytes", "1048576")
    assert status == 0
    assert out.splitlines()[0].startswith("1 accounts with 0.0 MiB, 0 unused invitations; each")
    assert out.splitlines()[-1].startswith(person.account.hex())
    assert out.rstrip().endswith("%")


async def test_an_account_is_deleted_only_on_a_yes_and_no_restore_brings_it_back(
    run: Command, tmp_path: Path
) -> None:
    person = await begin(tmp_path / "data")
    await begin(tmp_path / "data", 2)
    file = values(run, "backup")["file"]
    name = person.account.hex()
    status, _, said = run("accounts", "delete", name)
    assert (status, "this would erase 1 revisions" in said) == (2, True)
    assert len(values(run, "accounts")["accounts"]) == 2
    assert values(run, "accounts", "delete", name.upper(), "--yes") == {"erased": name}
    assert run("accounts", "delete", name, "--yes") == (1, "", "small-moments: no such account\n")
    for path in (tmp_path / "data").glob(f"{database.FILE}*"):
        assert person.account not in path.read_bytes()
        path.unlink()
    status, out, said = run("restore", file)
    assert (status, said, "left out: 1" in out) == (0, "", True)


async def test_a_backup_is_verified_without_putting_it_back(run: Command, tmp_path: Path) -> None:
    await begin(tmp_path / "data")
    file = Path(values(run, "backup")["file"])
    found = values(run, "verify-backup", str(file))
    assert (found["accounts"], found["schema"]) == (1, len(migration.read()))
    half = file.with_name("half.sqlite")
    half.write_bytes(file.read_bytes()[:9000])  # noqa: ASYNC240 - nothing else is waiting
    half.with_suffix(".erased").touch()
    status, _, said = run("verify-backup", str(half))
    assert (status, said.count("\n")) == (1, 1)
    assert "this backup cannot be used" in said
    status, _, said = run("verify-backup", str(file.with_name("none.sqlite")))
    assert (status, said) == (1, "small-moments: there is no such file\n")
    file.with_suffix(".erased").unlink()
    status, _, said = run("verify-backup", str(file))
    assert (status, "copy both files of a backup" in said) == (1, True)


async def test_a_restore_gives_ended_invitations_their_days_back(
    run: Command, tmp_path: Path
) -> None:
    """Whose account is newer than the backup registers again with the invitation that it had."""
    made = values(run, "invite", "--expires", "1")
    (code,) = (one["code"] for one in made["invitations"])
    file = values(run, "backup")["file"]
    new = tmp_path / "new"
    assert run("restore", file, data=new)[0] == 0
    async with running(new) as site:
        site.clock.seconds = datetime.now(UTC).timestamp() + 29 * 86_400
        answer = await site.client().post("/api/accounts", Person().registration(code))
        assert answer.status_code == 201


def test_migrate_tries_on_a_copy_and_then_does_it(run: Command, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    with closing(sqlite3.connect(folder / database.FILE, isolation_level=None)) as connection:
        migration.upgrade(connection, migration.read()[:2])
    before = (folder / database.FILE).read_bytes()
    newest = len(migration.read())
    steps = [f"{one.number:04} {one.name}" for one in migration.read()[2:]]
    wanted = {"from": 2, "to": newest, "applied": steps}
    assert values(run, "migrate", "--dry-run") == {**wanted, "dry_run": True}
    assert (folder / database.FILE).read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [database.FILE]
    assert values(run, "migrate") == {**wanted, "dry_run": False}
    assert (folder / "backups/before-0003.sqlite").exists()
    assert values(run, "migrate")["applied"] == []


async def test_migrate_is_refused_while_serving(run: Command, tmp_path: Path) -> None:
    async with running(tmp_path / "data"):
        status, _, said = run("migrate")
    assert (status, said) == (
        1,
        "small-moments: another small-moments serves this data folder\n",
    )


def test_no_command_upgrades_what_servers_of_an_older_program_have(
    run: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    with closing(sqlite3.connect(folder / database.FILE, isolation_level=None)) as connection:
        migration.upgrade(connection, migration.read()[:2])
        older = Serving(folder, "http://localhost:1")
        older.begin()
        status, _, said = run("invite")
        assert (status, "older program" in said) == (1, True)
        assert migration.version(connection) == 2
        older.release()
        assert run("invite")[0] == 0
        assert migration.version(connection) == len(migration.read())
    assert claim.last_origin(folder) == "http://localhost:1"


def test_no_command_writes_into_a_folder_that_another_one_changes_as_a_whole(
    run: Command, tmp_path: Path
) -> None:
    release = claim.alone(tmp_path / "data")
    status, _, said = run("invite")
    assert (status, "wait until it is done" in said) == (1, True)
    assert not (tmp_path / "data" / database.FILE).exists()
    release()
    assert run("invite")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("accounts",), 1, "there is no database in this data folder"),
        (("migrate",), 1, "there is no database in this data folder"),
        (("backup",), 1, "there is no database in this data folder"),
        (("accounts", "delete"), 2, "which account?"),
        (("accounts", "delete", "xyz"), 2, "32 hexadecimal digits"),
        (("accounts", "list", "00" * 16), 2, "list takes no account"),
        (("invite", "--count", "0"), 2, "a number from 1 to 200"),
        (("invite", "--expires", "ten"), 2, "a number from 1 to 3650"),
        (("config",), 2, "required"),
        (("init",), 2, "required"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said_in_a_line(
    run: Command, arguments: tuple[str, ...], status: int, said: str
) -> None:
    found, out, err = run(*arguments)
    assert (found, out) == (status, "")
    assert said in err.splitlines()[-1]


async def test_a_newer_schema_is_not_read(run: Command, tmp_path: Path) -> None:
    await begin(tmp_path / "data")
    with closing(sqlite3.connect(tmp_path / "data" / database.FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    for command in ("accounts", "migrate"):
        status, _, said = run(command)
        assert (status, "schema 99" in said, said.count("\n")) == (1, True, 1)


def test_the_code_of_a_card_is_the_code_of_its_link() -> None:
    code = invitations.code(bytes(range(10)))
    page = sheet.page("https://moments.example", [code], None, "en")
    assert page.count(code) == 1
    assert "until" not in page
