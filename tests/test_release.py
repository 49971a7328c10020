"""The built app: listed whole by its hashes, readable, and the same each time it is built."""

import gzip
import hashlib
import json
import re
import struct
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tools import app

ROOT = Path(__file__).parent.parent
APP = ROOT / app.APP
PACKED = {".br", ".gz"}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _release() -> dict[str, dict[str, str | int]]:
    files = json.loads((APP / "release.json").read_bytes())["files"]
    return {file["path"]: file for file in files}


def test_every_file_is_listed_by_its_hash() -> None:
    files = {name: content for name, content in _files(APP).items() if name[-3:] not in PACKED}
    listed = _release()
    assert set(files) == {*listed, "release.json", "sw.js"}
    for name, file in listed.items():
        assert file["sha256"] == hashlib.sha256(files[name]).hexdigest(), name
        assert file["bytes"] == len(files[name]), name


def test_the_service_worker_holds_the_hash_of_the_list() -> None:
    listed = hashlib.sha256((APP / "release.json").read_bytes()).hexdigest()
    worker = (APP / "sw.js").read_text("utf-8")
    assert worker.startswith(f'const RELEASE = "{listed}";\n')
    assert not re.search(r"^\s*(?:import|export)\b", worker, re.MULTILINE)


def test_packed_files_unpack_to_the_very_file(node: str) -> None:
    files = _files(APP)
    assert "index.html.br" in files
    assert "index.html.gz" in files
    unpack = (
        'process.stdout.write(require("zlib").brotliDecompressSync(require("fs").readFileSync(0)))'
    )
    for name, content in files.items():
        if name.endswith(".gz"):
            assert gzip.decompress(content) == files[name[:-3]], name
        if name.endswith(".br"):
            said = subprocess.run(
                [node, "-e", unpack], input=content, capture_output=True, check=True
            )
            assert said.stdout == files[name[:-3]], name


class _Inline(HTMLParser):
    """Collects what a CSP without 'unsafe-inline' would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]


def test_the_page_has_no_inline_script_or_style() -> None:
    page = _Inline()
    page.feed((APP / "index.html").read_text("utf-8"))
    assert page.found == []
    parts = _Inline()
    parts.feed('<p style="a" onclick="b"><style></style><script>c</script><script src="d">')
    assert sorted(parts.found) == ["onclick", "script", "style", "style"]


def test_building_twice_gives_the_same_bytes(node: str, tmp_path: Path) -> None:
    vite = ROOT / "node_modules/vite/bin/vite.js"
    command = [node, vite, "build", "--config", "pwa/vite.config.ts", "--logLevel", "error"]
    for out in ("one", "two"):
        subprocess.run([*command, "--outDir", tmp_path / out], cwd=ROOT, check=True)
    assert _files(tmp_path / "one") == _files(tmp_path / "two") != {}


@pytest.mark.parametrize("purpose", ["any", "maskable", "monochrome"])
def test_the_manifest_names_icons_that_are_there(purpose: str) -> None:
    manifest = json.loads((APP / "manifest.webmanifest").read_bytes())
    icons = [icon for icon in manifest["icons"] if icon["purpose"] == purpose]
    assert icons
    for icon in icons:
        png = (APP / icon["src"].lstrip("/")).read_bytes()
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", png[16:24])
        assert icon["sizes"] == f"{width}x{height}"


def test_a_worker_is_one_file_that_loads_no_other() -> None:
    workers = [path for path in APP.glob("assets/*.js") if ".worker-" in path.name]
    assert any(path.name.startswith("kdf.worker-") for path in workers)
    for path in workers:
        code = path.read_text("utf-8")
        assert not re.search(r"^\s*(?:import|export)\b[^(]*\bfrom\b", code, re.MULTILINE), path.name
        assert not re.search(r"\bimport\(", code), path.name
