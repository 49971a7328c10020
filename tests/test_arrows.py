"""Who may import what, and what a committed file may not hold."""

import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.arrows import typescript
from tests.arrows.rules import ARROWS, violations

ROOT = Path(__file__).parent.parent
NOT_OURS = {
    ".cache", ".git", ".hypothesis", ".pytest_cache", ".ruff_cache", ".venv", "__pycache__",
    "app.sha256", "data", "dist", "node_modules",
}  # fmt: skip
CODE = {".py", ".ts", ".tsx", ".css", ".sql", ".mjs"}
LONGEST = 400
LONGEST_MEDIAN = 150

BROKEN = [
    ("server/small_moments/log.py", "from small_moments_protocol.link import parse", "imports"),
    ("server/small_moments/log.py", "import small_moments_protocol", "imports"),
    ("server/small_moments/log.py", "import asyncpg", "imports asyncpg"),
    ("server/small_moments/log.py", "from small_moments.store.sqlite import log", "imports"),
    ("server/small_moments/store/session.py", "import sqlite3", "imports sqlite3"),
    ("server/small_moments/store/sqlite/log.py", "from asyncpg import exceptions", "imports"),
    ("crypto/python/small_moments_protocol/link.py", "import small_moments.store", "imports"),
    ("crypto/ts/link.ts", 'import { h } from "preact";', "imports preact"),
    ("crypto/ts/link.ts", 'import { f } from "../../pwa/src/app/main.ts";', "imports pwa"),
    ("crypto/ts/link.ts", "const at = Date.now();", "says Date.now"),
    ("crypto/ts/link.ts", "const at = new Date();", "says Date()"),
    ("crypto/ts/link.ts", "const x = `${crypto.getRandomValues(y)}`;", "says crypto.getRandom"),
    ("crypto/ts/link.ts", "await fetch(address);", "says fetch"),
    ("pwa/src/store/log.ts", 'import { open } from "../vault/box.ts";', "imports pwa/src/vault"),
    ("pwa/src/store/log.ts", 'import type { A } from "../vault/box.ts";', "imports pwa/src/vault"),
    ("pwa/src/sync/pull.ts", 'import { a } from "../../../crypto/ts/link.ts";', "imports crypto"),
    ("pwa/src/sync/pull.ts", 'import { a } from "../../../crypto/ts/brands.ts";', "imports crypto"),
    ("pwa/src/sync/pull.ts", 'export * from "../keys/ring.ts";', "imports pwa/src/keys"),
    ("pwa/src/ui/page.tsx", 'const m = await import("../store/log.ts");', "imports pwa/src/store"),
    ("pwa/src/ui/page.tsx", 'import { openDB } from "idb";', "imports idb"),
    ("pwa/src/ui/page.tsx", "indexedDB.open(name);", "says indexedDB"),
    ("pwa/src/journal/day.ts", 'import { s } from "../app/contract.ts";', "imports pwa/src/app"),
    ("pwa/src/reader/a.ts", 'import { s } from "../app/contract.ts";', "imports pwa/src/app"),
    ("pwa/src/reader/a.ts", "await fetch(address);", "says fetch"),
    ("pwa/src/sw.ts", 'import type { A } from "./app/contract.ts";', "imports pwa/src/app"),
]  # fmt: skip


def _our_files(root: Path) -> Iterator[Path]:
    for path in sorted(root.iterdir()):
        if path.name in NOT_OURS or path == ROOT / "server/small_moments/app":
            continue
        if path.is_dir():
            yield from _our_files(path)
        else:
            yield path


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_part_imports_what_it_must_not() -> None:
    assert violations(ROOT) == []
    assert all((ROOT / arrow.below).exists() for arrow in ARROWS)


@pytest.mark.parametrize(("path", "code", "fault"), BROKEN)
def test_a_broken_arrow_is_found(tmp_path: Path, path: str, code: str, fault: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(f"{code}\n", "utf-8")
    found = violations(tmp_path)
    assert found
    assert all(line.startswith(f"{path}: {fault}") for line in found)


def test_a_violation_planted_in_a_copy_is_found(tmp_path: Path) -> None:
    for part in ("server", "crypto", "pwa"):
        skip = shutil.ignore_patterns("app.sha256", "__pycache__", "vectors")
        shutil.copytree(ROOT / part, tmp_path / part, ignore=skip)
    assert violations(tmp_path) == []
    with (tmp_path / "pwa/src/sw.ts").open("a", encoding="utf-8") as worker:
        worker.write('import { scriptUrl } from "./app/policy.ts";\n')
    assert violations(tmp_path) == ["pwa/src/sw.ts: imports pwa/src/app/policy.ts"]


def test_comments_strings_and_properties_are_not_code() -> None:
    text = """
    // import { a } from "../vault/a.ts"; fetch(x)
    /* Date */ const said = "it's Date" + 'fetch' + `Date ${clock.Date}`;
    const slash = /["'`]Date/.test(said); read.fetch(x); const parts = { Date: 1 };
    """
    assert typescript.imports(text) == []
    assert not typescript.words(text) & {"Date", "fetch", "a"}


def test_what_a_template_holds_is_code() -> None:
    assert "Date" in typescript.words("const said = `at ${Date.now()}`;")


def test_code_files_stay_short() -> None:
    lines = {path: _lines(path) for path in _our_files(ROOT) if path.suffix in CODE}
    lines[ROOT / "run"] = _lines(ROOT / "run")
    long = {str(path.relative_to(ROOT)): n for path, n in lines.items() if n > LONGEST}
    assert long == {}
    assert statistics.median(lines.values()) <= LONGEST_MEDIAN


def test_no_file_names_a_registry_or_a_home_folder() -> None:
    names = re.compile(
        r"registry\.npmjs|\bpypi\.org|files\.pythonhosted|(?<![\w.])/(?:home|root|Users)/[a-z]"
    )
    found = [
        str(path.relative_to(ROOT))
        for path in _our_files(ROOT)
        if path.suffix not in {".png", ".woff2"}
        and names.search(path.read_text("utf-8", errors="replace"))
    ]
    assert found == []


def test_no_command_but_serve_loads_the_framework() -> None:
    assert _loaded("small_moments.cli", "litestar", "uvicorn", "asyncpg") == "[]\n"


def test_nobody_loads_the_driver_of_postgresql_who_does_not_use_it() -> None:
    assert _loaded("small_moments.serve", "asyncpg", "litestar") == "['litestar']\n"


def _loaded(module: str, *packages: str) -> str:
    """Which of these packages are there once a module is imported."""
    asked = f"import sys, {module}; print(sorted({{*{packages!r}}} & {{*sys.modules}}))"
    command = [sys.executable, "-c", asked]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
