"""The practice sees no word, and a locked phone holds none in the clear: everything is searched.

Requests are recorded by a proxy that is the browser's only way out, so the service worker's are
among them. Storage is searched through its APIs, since LevelDB compresses, and as files.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from e2e import browser, database
from e2e.journeys import Device
from tests.blindness import canary, scene, search, storage
from tests.blindness.scene import Scene
from tests.postgresql import Cluster
from tests.program import Program

PHONES = ("one", "two")


@pytest.fixture(scope="module")
def played(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The scene, played once, with its server still running."""
    os.environ["CHROMIUM"] = chromium
    folder = tmp_path_factory.mktemp("blindness")
    practice = Program(folder)
    practice.start()
    try:
        yield scene.play(practice, folder)
    finally:
        practice.stop()
        browser.hang_up()


def test_no_word_is_in_any_request_its_url_or_its_headers(played: Scene) -> None:
    pushes = [one for one in played.requests if one.path == "/api/log" and one.method == "POST"]
    assert pushes
    for request in played.requests:
        place = f"{request.method} {request.path}"
        assert search.in_bytes(played.canaries, place, request.wire()) == []


def test_no_word_is_in_the_running_database_or_its_write_ahead_log(played: Scene) -> None:
    assert list(played.running_data.glob("*-wal"))
    assert search.in_files(played.canaries, played.running_data) == []


def test_no_word_is_in_the_rows_of_the_database(played: Scene) -> None:
    files = sorted(played.running_data.glob("*.sqlite"))
    assert database.file_in(played.running_data) in files
    rows = [row for file in files for row in _rows(file)]
    assert len(rows) > 20
    assert search.in_bytes(played.canaries, "rows", b"\n".join(rows)) == []


def test_no_word_is_in_the_log_of_the_server(played: Scene) -> None:
    assert "/api/log" in played.practice.log()
    assert search.in_files(played.canaries, played.practice.log_path) == []


@pytest.mark.parametrize("phone", PHONES)
def test_no_word_can_be_read_from_a_locked_phone_through_its_storage_apis(
    played: Scene, phone: str
) -> None:
    kept = played.kept[phone]
    assert {"IndexedDB", "Cache", "page"} <= {one.place.split()[0] for one in kept}
    assert storage.search_in(played.canaries, kept) == []


@pytest.mark.parametrize("phone", PHONES)
def test_no_key_is_stored_as_an_object_of_the_browser(played: Scene, phone: str) -> None:
    # Chromium writes the raw bytes of a CryptoKey to disk, extractable or not
    assert [one.place for one in played.kept[phone] if one.place.startswith("key in ")] == []


@pytest.mark.parametrize("phone", PHONES)
def test_no_word_is_in_any_file_of_a_locked_phones_profile(played: Scene, phone: str) -> None:
    assert any(played.profiles[phone].rglob("*.leveldb"))
    assert search.in_files(played.canaries, played.profiles[phone]) == []


class Dumped:
    """The scene once more, on PostgreSQL, and what is in its database afterwards."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        """Plays it; the server has ended."""
        self.url = cluster.make()
        self.log = cluster.folder / "log"
        self._cluster = cluster
        self._file = folder / "dump"
        practice = Program(folder, database=self.url)
        practice.start()
        try:
            self.canaries = scene.play(practice, folder).canaries
        finally:
            practice.stop()

    def dump(self) -> bytes:
        """Every table and row, in words and hexadecimal."""
        self._cluster.dump(self.url, self._file, "--format=plain")
        return self._file.read_bytes()


@pytest.fixture(scope="module")
def dumped(
    chromium: str, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dumped]:
    """A database of PostgreSQL on which the scene was played."""
    os.environ["CHROMIUM"] = chromium
    yield Dumped(cluster, tmp_path_factory.mktemp("dumped"))
    browser.hang_up()


def test_no_word_is_in_a_dump_of_postgresql_or_in_what_it_has_logged(dumped: Dumped) -> None:
    dump = dumped.dump()
    assert dump.count(b"COPY public.") == 17
    assert dump.count(b"\\\\x") > 50
    assert search.in_bytes(dumped.canaries, "dump", dump) == []
    assert b"database system is ready" in dumped.log.read_bytes()
    assert search.in_files(dumped.canaries, dumped.log) == []


def test_a_word_planted_in_a_row_of_postgresql_is_found(dumped: Dumped, cluster: Cluster) -> None:
    word = canary.of_text("planted", "zwirblefax")
    assert search.in_bytes([word], "dump", dumped.dump()) == []
    planted = "UPDATE revision SET body = body || convert_to('zwirblefax', 'UTF8')"
    cluster.run(planted, dumped.url)
    assert search.in_bytes([word], "dump", dumped.dump())


PLANTS = {
    "IndexedDB": """(word) => new Promise((done) => {
      const opening = indexedDB.open("planted");
      opening.onupgradeneeded = () => opening.result.createObjectStore("words");
      opening.onsuccess = () => {
        const writing = opening.result.transaction("words", "readwrite", { durability: "strict" });
        writing.objectStore("words").put({ deep: [new Map([["text", word]])] }, 1);
        writing.oncomplete = () => { opening.result.close(); done(); };
      };
    })""",
    "IndexedDB bytes": """(word) => new Promise((done) => {
      const opening = indexedDB.open("planted bytes");
      opening.onupgradeneeded = () => opening.result.createObjectStore("words");
      opening.onsuccess = () => {
        const writing = opening.result.transaction("words", "readwrite", { durability: "strict" });
        writing.objectStore("words").put(new TextEncoder().encode(word), 1);
        writing.oncomplete = () => { opening.result.close(); done(); };
      };
    })""",
    "localStorage": "(word) => localStorage.setItem('planted', word)",
    "sessionStorage": "(word) => sessionStorage.setItem('planted', word)",
    "Cache": """async (word) => {
      await (await caches.open("planted")).put("/planted", new Response(`said ${word}`));
    }""",
    "OPFS": """async (word) => {
      const root = await navigator.storage.getDirectory();
      const file = await (await root.getFileHandle("planted", { create: true })).createWritable();
      await file.write(word);
      await file.close();
    }""",
    "cookies": "(word) => { document.cookie = `planted=${word}; max-age=9999`; }",
    "history": "(word) => history.replaceState({ word }, '')",
}
ENCRYPTED_ON_DISK = {"cookies"}
"""By the browser, with a key that lies beside it: the search through the APIs is what sees it."""


class Planted:
    """A copy of a phone's profile in which each place holds a word of its own."""

    def __init__(self, played: Scene, folder: Path) -> None:
        """Plants everything, reads everything, and switches the phone off."""
        self.words = {place: f"planted{index}zwirblefax" for index, place in enumerate(PLANTS)}
        self.profile = folder / "profile"
        shutil.copytree(played.profiles["one"], self.profile, symlinks=True)
        with Device(played.practice.url, self.profile) as device:
            device.open()
            for place, word in self.words.items():
                device.page.evaluate(PLANTS[place], word)
            self.kept = storage.read(device.page, device.context)
            self.request_words = self._requests(device)
            self.requests = list(device.line.requests)

    @staticmethod
    def _requests(device: Device) -> dict[str, str]:
        words = {place: f"requested{place}zwirblefax" for place in ("url", "headers", "body")}
        device.page.evaluate(
            """(words) => fetch("/api/nowhere?" + words.url, {
              method: "POST", headers: { planted: words.headers }, body: words.body })""",
            words,
        )
        return words


@pytest.fixture(scope="module")
def planted(played: Scene, tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Deliberate leaks of every sort, on a copy."""
    return Planted(played, tmp_path_factory.mktemp("planted"))


@pytest.mark.parametrize("place", PLANTS)
def test_a_word_planted_in_storage_is_found_through_the_apis(planted: Planted, place: str) -> None:
    leaks = storage.search_in([canary.of_text("planted", planted.words[place])], planted.kept)
    assert any(leak.place.startswith(place.split(maxsplit=1)[0]) for leak in leaks)


@pytest.mark.parametrize("place", [place for place in PLANTS if place not in ENCRYPTED_ON_DISK])
def test_a_word_planted_in_storage_is_found_in_the_files_of_the_profile(
    planted: Planted, place: str
) -> None:
    if place == "history" and not any(planted.profile.rglob("Sessions")):
        pytest.skip("this browser (a headless shell) keeps no history on disk")
    assert search.in_files([canary.of_text("planted", planted.words[place])], planted.profile)


@pytest.mark.parametrize("part", ["url", "headers", "body"])
def test_a_word_planted_in_a_request_is_found(planted: Planted, part: str) -> None:
    word = canary.of_text("planted", planted.request_words[part])
    assert any(search.in_bytes([word], "request", one.wire()) for one in planted.requests)


def _into_a_body(data: Path, word: bytes) -> None:
    with closing(sqlite3.connect(database.file_in(data))) as connection, connection:
        connection.execute(
            "UPDATE revision SET body = body || ? WHERE position ="
            " (SELECT max(position) FROM revision)",
            (word,),
        )


def _into_the_write_ahead_log(data: Path, word: bytes) -> None:
    # Another test may have read this copy since, and reading folds the log into the database.
    with Path(f"{database.file_in(data)}-wal").open("ab") as file:
        file.write(word)


@pytest.mark.parametrize("plant", [_into_a_body, _into_the_write_ahead_log])
def test_a_word_planted_in_the_database_is_found(
    played: Scene, tmp_path: Path, plant: Callable[[Path, bytes], None]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(played.running_data, data)
    plant(data, b"zwirblefax in the rows")
    assert search.in_files([canary.of_text("planted", "zwirblefax")], data)


def test_a_word_planted_in_the_log_of_the_server_is_found(played: Scene, tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    log.write_text(f"{played.practice.log()}POST /api/log zwirblefax\n")
    assert search.in_files([canary.of_text("planted", "zwirblefax")], log)


def _rows(path: Path) -> list[bytes]:
    """Every value of every row, text and numbers as they print."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        tables = [str(name) for (name,) in names.fetchall()]
        rows = [connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables]  # noqa: S608
    values = [value for table in rows for row in table for value in row]
    return [value if isinstance(value, bytes) else str(value).encode() for value in values]
