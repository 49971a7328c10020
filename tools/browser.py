"""A Chromium for the tests: the one that is there, else one from npm, kept in .cache/browser."""

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

CACHE = Path(".cache/browser")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# The package carries its archives in Brotli, which Python's standard library cannot read.
UNPACK = (
    'const fs = require("node:fs"), { brotliDecompressSync: unpack } = require("node:zlib");'
    "fs.writeFileSync(process.argv[2], unpack(fs.readFileSync(process.argv[1])));"
)

# Its own copies of the libraries and fonts that a bare machine lacks; the machine's own win.
LAUNCHER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/lib"
export LD_LIBRARY_PATH
if [ ! -e /etc/fonts/fonts.conf ]; then
  FONTCONFIG_FILE="$here/fonts.conf"
  export FONTCONFIG_FILE
fi
exec "$here/chromium-bare" "$@"
"""

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="relative">fonts-cache</cachedir>
</fontconfig>
"""


class BrowserError(Exception):
    """No Chromium runs here, and none could be installed."""


def ensure_chromium(root: Path, node: str) -> str:
    """The path of a Chromium that runs: $CHROMIUM, on PATH, Playwright's own, else from npm."""
    for candidate in [*_candidates(), str(root / CACHE / "chromium")]:
        if _runs(candidate):
            return candidate
    return _from_npm(root, node)


def _candidates() -> list[str]:
    named = os.environ.get("CHROMIUM")
    on_path = [path for path in map(shutil.which, NAMES) if path is not None]
    return [*([named] if named else []), *on_path, *_playwright_browsers()]


def _playwright_browsers() -> list[str]:
    """Newest first."""
    cache = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright"
    return [str(path) for path in sorted(Path(cache).glob("chromium-*/chrome-linux*/chrome"))][::-1]


def _runs(program: str) -> bool:
    try:
        said = subprocess.run([program, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0


def _from_npm(root: Path, node: str) -> str:
    """Install the package that the lock beside this file names, and unpack what it carries."""
    print("· installing a browser for the tests", flush=True)
    home = root / CACHE
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(root / "tools/browser", home)
    if subprocess.run(["npm", "ci", "--loglevel=error"], cwd=home, check=False).returncode != 0:
        raise BrowserError("npm could not install @sparticuz/chromium")
    packed = home / "node_modules/@sparticuz/chromium/bin"
    _unpack(node, packed / "chromium.br", home / "chromium-bare")
    for archive in ("al2023", "fonts"):
        _unpack(node, packed / f"{archive}.tar.br", home / f"{archive}.tar")
        with tarfile.open(home / f"{archive}.tar") as tar:
            tar.extractall(home, filter="data")
        (home / f"{archive}.tar").unlink()
    (home / "fonts.conf").write_text(FONTS, "utf-8")
    shutil.rmtree(home / "node_modules")
    (home / "chromium").write_text(LAUNCHER, "utf-8")
    for program in ("chromium", "chromium-bare"):
        (home / program).chmod(0o755)
    if not _runs(str(home / "chromium")):
        raise BrowserError("the Chromium from npm does not run here: set CHROMIUM to one that does")
    return str(home / "chromium")


def _unpack(node: str, packed: Path, target: Path) -> None:
    subprocess.run([node, "-e", UNPACK, str(packed), str(target)], check=True)
