"""The built app: listed whole by its hashes, readable, and the same each time it is built."""

import base64
import gzip
import hashlib
import json
import re
import struct
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tools import app

ROOT = Path(__file__).parent.parent
APP = ROOT / app.APP
PACKED = {".br", ".gz"}
FIRST_SCREEN = 80_000


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
        # An import map runs nothing; its hash is in the policy.
        is_code = tag == "script" and ("type", "importmap") not in attrs and "src" not in names
        if tag == "style" or is_code:
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]


def test_the_page_has_no_inline_script_or_style() -> None:
    page = _Inline()
    page.feed((APP / "index.html").read_text("utf-8"))
    assert page.found == []
    parts = _Inline()
    parts.feed('<p style="a" onclick="b"><style></style><script>c</script><script src="d">')
    assert sorted(parts.found) == ["onclick", "script", "style", "style"]


def test_every_script_that_the_page_may_load_stands_in_it_with_its_hash() -> None:
    page = (APP / "index.html").read_text("utf-8")
    (mapped,) = re.findall(r'<script type="importmap">(.*?)</script>', page)
    named = json.loads(mapped)["integrity"]
    hashes = {
        f"/{path.relative_to(APP).as_posix()}": _integrity(path)
        for path in APP.glob("assets/*.js")
        if ".worker-" not in path.name
    }
    assert named == hashes != {}
    begins = re.findall(r'<script type="module"[^>]* src="([^"]+)" integrity="([^"]+)"', page)
    assert begins
    assert all(hashes[path] == integrity for path, integrity in begins)
    assert page.index('"importmap"') < page.index('"module"')


def _integrity(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def test_building_twice_gives_the_same_bytes(node: str, tmp_path: Path) -> None:
    vite = ROOT / "node_modules/vite/bin/vite.js"
    command = [node, vite, "build", "--config", "pwa/vite.config.ts", "--logLevel", "error"]
    for out in ("one", "two"):
        subprocess.run([*command, "--outDir", tmp_path / out], cwd=ROOT, check=True)
    one, two = _files(tmp_path / "one"), _files(tmp_path / "two")
    assert one == two
    assert {"index.html", "reader.html", "sw.js"} <= one.keys()


MANIFESTS = ("manifest.webmanifest", "manifest.es.webmanifest")
OTHER_NAMES = ("notes", "pebbles")
ALL_MANIFESTS = (
    *MANIFESTS,
    *(f"manifest.{name}{tag}.webmanifest" for name in OTHER_NAMES for tag in ("", ".es")),
)


def _manifest(name: str) -> dict[str, Any]:
    return json.loads((APP / name).read_bytes())


def _is_picture(picture: dict[str, str]) -> bool:
    """True if it is a PNG of the size that is said."""
    png = (APP / picture["src"].lstrip("/")).read_bytes()
    width, height = struct.unpack(">II", png[16:24])
    return png.startswith(b"\x89PNG\r\n\x1a\n") and picture["sizes"] == f"{width}x{height}"


@pytest.mark.parametrize("name", ALL_MANIFESTS)
@pytest.mark.parametrize("purpose", ["any", "maskable", "monochrome"])
def test_the_manifest_names_icons_that_are_there(name: str, purpose: str) -> None:
    icons = [icon for icon in _manifest(name)["icons"] if icon["purpose"] == purpose]
    assert icons
    assert all(_is_picture(icon) for icon in icons)


@pytest.mark.parametrize("name", MANIFESTS)
def test_the_manifest_shows_pictures_of_both_shapes_that_are_there(name: str) -> None:
    pictures = _manifest(name)["screenshots"]
    assert {picture["form_factor"] for picture in pictures} == {"narrow", "wide"}
    assert all(_is_picture(picture) for picture in pictures)
    sizes = [(APP / picture["src"].lstrip("/")).stat().st_size for picture in pictures]
    assert sum(sizes) < 200_000


def test_the_manifests_differ_in_nothing_but_their_language() -> None:
    english, spanish = map(_manifest, MANIFESTS)
    assert english.keys() == spanish.keys()
    spoken = {"description", "lang", "shortcuts", "screenshots"}
    assert {name for name in english if english[name] != spanish[name]} == spoken
    addresses = [[one["url"] for one in each["shortcuts"]] for each in (english, spanish)]
    assert addresses[0] == addresses[1] == ["/write", "/search"]
    assert len(english["short_name"]) <= 12
    assert "share_target" not in english
    assert english["launch_handler"]["client_mode"][0] == "focus-existing"


@pytest.mark.parametrize("name", OTHER_NAMES)
@pytest.mark.parametrize("tag", ["", ".es"])
def test_c16_under_another_name_it_is_the_same_app_and_shows_no_picture_of_itself(
    name: str, tag: str
) -> None:
    plain, other = (
        _manifest(f"manifest{tag}.webmanifest"),
        _manifest(f"manifest.{name}{tag}.webmanifest"),
    )
    assert plain.keys() - other.keys() == {"screenshots"}
    named = {"name", "short_name", "description", "icons", "shortcuts"}
    assert {key for key in other if other[key] != plain[key]} == named
    assert "Moments" not in json.dumps(other)
    assert all(icon["src"].startswith(f"/icons/{name}/") for icon in other["icons"])
    assert len(other["short_name"]) <= 12


class _Addresses(HTMLParser):
    """Collects the tags of a page, and where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src"}}


@pytest.mark.parametrize("name", ["houseplants.html", "plantas.html"])
def test_c17_the_page_in_the_place_of_the_app_runs_nothing_and_hints_at_nothing(name: str) -> None:
    text = (APP / name).read_text("utf-8")
    page = _Addresses()
    page.feed(text)
    assert not page.tags & {"script", "a", "form", "iframe", "img", "base"}
    assert page.addresses == {"/leaf.svg", "/houseplants.css"}
    assert all((APP / address.lstrip("/")).is_file() for address in page.addresses)
    assert not re.search(r"moment|journal|diario|manifest|lock|bloque", text, re.IGNORECASE)
    assert {name, "leaf.svg", "houseplants.css"} <= _release().keys()


def test_the_first_screen_weighs_at_most_80_kb_and_brings_no_webassembly() -> None:
    page = (APP / "index.html").read_text("utf-8")
    entry, style = (re.search(rf'{name}="/(assets/index[^"]+)"', page) for name in ("src", "href"))
    assert entry
    assert style
    # What the practice says of itself is asked for as soon as the first screen shows.
    (practice,) = _scripts_with("async function followPractice(")
    scripts = sorted({*_with_imports(entry[1]), *_with_imports(practice)})
    code = {name: (APP / name).read_text("utf-8") for name in scripts}
    assert not any("WebAssembly" in text for text in code.values())
    weights = {name: _weight(name) for name in ("index.html", style[1], *scripts)}
    # The texts of the screens come by themselves, in one language.
    books = {name: _weight(name) for name in _scripts_with('"place.journal": ')}
    assert len(books) == 2
    weights["one language"] = max(books.values())
    print(f"first screen: {sum(weights.values())} bytes by brotli: {weights}")
    assert sum(weights.values()) <= FIRST_SCREEN


def _weight(name: str) -> int:
    """Bytes on the wire: packed, unless that would make them more."""
    packed = APP / f"{name}.br"
    return (packed if packed.exists() else APP / name).stat().st_size


def _scripts_with(text: str) -> list[str]:
    found = [path for path in APP.glob("assets/*.js") if text in path.read_text("utf-8")]
    return [path.relative_to(APP).as_posix() for path in found]


def _with_imports(script: str) -> list[str]:
    """A script and all that it needs before it runs."""
    needed, waiting = list[str](), [script]
    while waiting:
        name = waiting.pop()
        needed.append(name)
        found = re.findall(
            r'^import\b[^"]*"\./([^"]+)"', (APP / name).read_text("utf-8"), re.MULTILINE
        )
        waiting += [f"assets/{one}" for one in found if f"assets/{one}" not in needed]
    return sorted(set(needed))


def test_the_day_of_the_release_is_that_of_the_changelog_unless_it_is_not_made_yet() -> None:
    manifest = json.loads((ROOT / "package.json").read_bytes())
    assert _is_of_release("## 0.1.0, 2026-11-25", {"version": "0.1.0", "released": "2026-11-25"})
    assert not _is_of_release("## 0.1.0, 2026-11-25", {**manifest, "released": "2026-11-24"})
    newest = re.search(r"^## .+$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert _is_of_release(newest[0], manifest)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", manifest["released"])


def _is_of_release(heading: str, manifest: dict[str, Any]) -> bool:
    return heading in ("## Unreleased", f"## {manifest['version']}, {manifest['released']}")


def test_what_is_served_can_be_read() -> None:
    code = "".join(path.read_text("utf-8") for path in sorted(APP.glob("assets/*.js")))
    # Names as they were written, and what each module says of itself.
    for written in ("function followHistory()", "function ReadEntry()", "function watchPresence("):
        assert written in code
    assert "// pwa/src/app/presence.ts\n// Whether the person is here." in code


def test_the_dark_page_is_dark_before_any_style_has_come() -> None:
    page = (APP / "index.html").read_text("utf-8")
    assert '<meta name="color-scheme" content="light dark">' in page
    tokens = (ROOT / "pwa/src/style/tokens.css").read_text("utf-8")
    grounds = re.findall(r"--ground: (#[0-9a-f]{6});", tokens)[:2]
    for scheme, ground in zip(("light", "dark"), grounds, strict=True):
        media = f"(prefers-color-scheme: {scheme})"
        assert f'<meta name="theme-color" media="{media}" content="{ground}">' in page


def test_a_worker_is_one_file_that_loads_no_other() -> None:
    workers = [path for path in APP.glob("assets/*.js") if ".worker-" in path.name]
    assert any(path.name.startswith("kdf.worker-") for path in workers)
    for path in workers:
        code = path.read_text("utf-8")
        assert not re.search(r"^\s*(?:import|export)\b[^(]*\bfrom\b", code, re.MULTILINE), path.name
        assert not re.search(r"\bimport\(", code), path.name
