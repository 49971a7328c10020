"""An outsider compares what a server sends with the hashes of a release."""

import gzip
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program import Program
from tools import app

ROOT = Path(__file__).parent.parent
TOOL = ROOT / "tools/verify_release.py"
Change = Callable[[Path], None]


def verify(*arguments: str) -> tuple[int, str]:
    """As an outsider runs it: with nothing of this project in reach."""
    done = subprocess.run(
        [sys.executable, "-I", TOOL, *arguments],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def hashes(tmp_path: Path) -> Path:
    """What `small-moments release-hashes` prints of the built app."""
    text = Program(tmp_path).run("release-hashes", "--app", str(ROOT / app.APP))
    path = tmp_path / "hashes.txt"
    path.write_text(text)
    return path


def test_the_list_is_sorted_and_ends_with_a_fingerprint_over_all(hashes: Path) -> None:
    *lines, last = hashes.read_text().splitlines()
    paths = [line.partition("  ")[2] for line in lines]
    assert paths == sorted(paths)
    assert {"/index.html", "/sw.js", "/release.json"} <= set(paths)
    assert not any(path.endswith((".br", ".gz")) for path in paths)
    body = "".join(f"{line}\n" for line in lines)
    assert last == hashlib.sha256(body.encode()).hexdigest()
    index = (ROOT / app.APP / "index.html").read_bytes()
    assert f"{hashlib.sha256(index).hexdigest()}  /index.html" in lines


def test_the_released_app_is_found_whole(hashes: Path, server: Program) -> None:
    count = len(hashes.read_text().splitlines()) - 1
    assert verify(server.url, str(hashes)) == (0, f"{count} files listed, 0 differences\n")


def one_byte(folder: Path) -> None:
    path = next((folder / "assets").glob("index-*.js"))
    raw = path.read_bytes()
    path.write_bytes(raw[:100] + bytes([raw[100] ^ 1]) + raw[101:])


def gone(folder: Path) -> None:
    (folder / "manifest.webmanifest").unlink()


def one_more(folder: Path) -> None:
    (folder / "more.js").write_text("0")
    page = folder / "index.html"
    page.write_text(page.read_text().replace("</head>", "<script src=/more.js></script></head>"))
    for suffix in (".br", ".gz"):
        page.with_name(page.name + suffix).unlink()


def one_more_from_elsewhere(folder: Path) -> None:
    page = folder / "index.html"
    page.write_text(page.read_text().replace("</head>", "<script src=//x.example/a.js></script>"))


def one_more_in_the_list(folder: Path) -> None:
    path = folder / "release.json"
    path.write_text(path.read_text().replace('"files": [', '"files": [{"path": "new.js"},'))


CHANGES: dict[str, tuple[Change, list[str]]] = {
    "one byte": (one_byte, ["changed: /assets/index-"]),
    "a missing file": (gone, ["missing: /manifest.webmanifest"]),
    "another script": (
        one_more,
        ["changed: /index.html", "changed: /\n", "additional: /more.js"],
    ),
    "a script from elsewhere": (one_more_from_elsewhere, ["additional: //x.example/a.js"]),
    "a file that the app would install": (
        one_more_in_the_list,
        ["changed: /release.json", "additional: /new.js"],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_is_told(hashes: Path, tmp_path: Path, name: str) -> None:
    change, told = CHANGES[name]
    shutil.copytree(ROOT / app.APP, tmp_path / "app")
    change(tmp_path / "app")
    program = Program(tmp_path, "--app", str(tmp_path / "app"))
    program.start()
    try:
        status, said = verify(program.url, str(hashes))
    finally:
        program.stop()
    assert status == 1
    for line in told:
        assert line in said
    assert said.endswith(f"{len(said.splitlines()) - 1} differences\n")


def test_what_cannot_be_compared_is_no_success(hashes: Path, server: Program) -> None:
    text = hashes.read_text()
    for spoiled in (text.replace("/sw.js", "/no.js"), "", text[:-70], gzip.compress(b"x").hex()):
        hashes.write_text(spoiled)
        assert verify(server.url, str(hashes))[0] == 2
    hashes.write_text(text)
    assert verify("ftp://x", str(hashes))[0] == 2
    assert verify(server.url)[0] == 2
    server.stop()
    status, said = verify(server.url, str(hashes))
    assert (status, said.startswith("could not compare: ")) == (2, True)
