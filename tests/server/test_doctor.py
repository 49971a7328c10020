"""`doctor` names what is wrong, in one line each, and nobody."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from small_moments import backups, doctor, selfcheck
from small_moments.backups import DAY
from small_moments.headers import always
from small_moments.settings import Settings
from small_moments.store.sqlite import database

from tests.program import Program, ProgramError
from tests.server.person import Person
from tests.server.site import Site


@pytest.fixture
async def well(site: Site) -> Site:
    """A server with an account, a backup and nothing that is wrong."""
    await site.member(Person())
    backups.make(site.folder, site.folder / "backups", days=30, now=site.clock())
    return site


def wrong(site: Site) -> list[str]:
    settings = Settings(data=str(site.folder))
    findings = doctor.examine(settings, site.folder / "backups", site.clock())
    return [finding.what for finding in findings if not finding.well]


async def test_where_all_is_well_it_says_so(well: Site) -> None:
    assert wrong(well) == []


async def test_a_damaged_database_is_named(well: Site) -> None:
    with closing(sqlite3.connect(well.folder / database.FILE)) as connection:
        connection.execute("DROP TABLE wrap")
        connection.commit()
    assert wrong(well) == ["database: the tables are not those of schema 2"]


async def test_a_folder_without_a_database_is_named(tmp_path: Path) -> None:
    findings = doctor.examine(Settings(data=str(tmp_path)), tmp_path / "backups", 2e9)
    assert [finding.well for finding in findings] == [False]


async def test_files_open_to_others_are_named(well: Site) -> None:
    (well.folder / database.FILE).chmod(0o644)
    assert wrong(well) == ["permissions: others may use 1 files or folders here"]


async def test_a_clock_that_went_back_is_named(well: Site) -> None:
    well.clock.seconds -= 2 * DAY
    assert any(line.startswith("clock: ") for line in wrong(well))


async def test_backups_that_are_missing_or_old_are_named(well: Site) -> None:
    well.clock.seconds += 8 * DAY
    assert wrong(well) == ["backup: the newest is 8 days old"]
    well.clock.seconds += 30 * DAY
    assert wrong(well)[1] == "erasing: 1 backups are older than 30 days"
    for path in backups.kept(well.folder / "backups"):
        path.unlink()
    assert wrong(well) == ["backup: there is none yet; `small-moments backup`"]


class Proxy(BaseHTTPRequestHandler):
    """Answers with the headers that it was told to let through."""

    headers_sent: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.send_response(200)
        for name, value in self.headers_sent:
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        del format, args


@pytest.fixture
def proxy() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


def test_headers_that_a_proxy_strips_changes_or_doubles_are_named(proxy: str) -> None:
    Proxy.headers_sent = list(always().items())
    assert selfcheck.look(proxy) == (True, f"headers: they arrive at {proxy} as they were sent")
    kept = {**always(), "referrer-policy": "origin"}
    del kept["content-security-policy"]
    Proxy.headers_sent = [*kept.items(), ("Cache-Control", "public")]
    names = "cache-control, content-security-policy, referrer-policy"
    assert selfcheck.look(proxy) == (False, f"headers: stripped or changed on the way: {names}")


def test_the_installed_program_looks_at_itself_and_backs_up_while_serving(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    program = Program(tmp_path, "--settings", str(settings))
    settings.write_text(f'origin = "{program.url}"\n')
    program.start()
    try:
        data = ("--data", str(program.data))
        with pytest.raises(ProgramError, match="WRONG  backup: there is none yet"):
            program.run("doctor", *data)
        file = Path(program.run("backup", *data).strip())
        said = program.run("doctor", *data, "--origin", program.url)
        while "headers: they arrive at " not in program.log():
            time.sleep(0.02)  # another process: there is nothing to wait on but its line
    finally:
        program.stop()
    assert len(said.splitlines()) == 7
    assert all(line.startswith("ok     ") for line in said.splitlines())
    restored = program.run("restore", str(file), "--data", str(tmp_path / "new"))
    assert restored.startswith("restored as of ")
