"""What is built can be installed and serves, on a machine without Node."""

import os
import shutil
import tarfile
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests import built
from tests.program import Program
from tools import app, environment

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution of this tree."""
    return built.sdist(tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the unpacked sdist, with no Node on PATH."""
    folder = tmp_path_factory.mktemp("wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    source = next(path for path in folder.iterdir() if path.is_dir())
    without_node = {**os.environ, "PATH": str(folder / "no-programs")}
    built.build("--wheel", source, folder, without_node)
    assert not (source / "node_modules").exists()
    return next(folder.glob("*.whl"))


def test_an_sdist_carries_the_built_app_and_nothing_ignored(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"server/small_moments/app/index.html", "pwa/src/sw.ts", "crypto/spec.md"} <= names
    ignored = {"node_modules", ".venv", ".cache", "data", "__pycache__", ".git"}
    assert not {part for name in names for part in name.split("/")} & ignored


def test_a_wheel_carries_the_app_and_both_packages_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "small_moments",
        "small_moments_protocol",
    }
    built = {path.relative_to(ROOT / app.APP).as_posix() for path in _files(ROOT / app.APP)}
    carried = {name.removeprefix("small_moments/app/") for name in names if "/app/" in name}
    assert carried == built
    assert {"index.html", "index.html.br", "release.json", "sw.js"} <= built


def test_an_app_older_than_its_sources_is_noticed(tmp_path: Path) -> None:
    for part in ("pwa", "crypto/ts", "server/small_moments/app"):
        shutil.copytree(ROOT / part, tmp_path / part)
    for part in ("package.json", "package-lock.json", "tsconfig.json", str(app.DIGEST)):
        shutil.copy(ROOT / part, tmp_path / part)
    assert app.is_current(tmp_path)
    with (tmp_path / "pwa/src/sw.ts").open("a", encoding="utf-8") as worker:
        worker.write("// changed\n")
    assert not app.is_current(tmp_path)


def test_an_installed_wheel_serves_the_app(wheel: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    environment.make_venv(fresh)
    python = fresh / "bin/python"
    pins = ROOT / "requirements/serve.txt"
    environment.pip(python, "--require-hashes", f"--requirement={pins}")
    environment.pip(python, "--no-deps", str(wheel))
    program = Program(tmp_path, program=fresh / "bin/small-moments")
    program.start()
    try:
        address = f"{program.url}/"
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
            assert answer.headers.get_content_type() == "text/html"
            assert b"<!doctype html>" in answer.read().lower()
        assert program.invite()
    finally:
        assert program.stop() == 0


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
