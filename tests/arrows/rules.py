"""The arrows: who may not import what, and which words of the platform a part may not say."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath

from tests.arrows import python, typescript

DOM = frozenset({"document", "window", "navigator", "localStorage", "sessionStorage", "history"})
NETWORK = frozenset({"fetch", "XMLHttpRequest", "WebSocket", "EventSource"})
DISK = frozenset({"indexedDB", "IDBDatabase", "caches"})
# A date made from its parts is no clock.
CLOCK = frozenset({"Date.now", "Date()", "performance", "setTimeout", "setInterval"})
RANDOM = frozenset({"Math.random", "crypto.getRandomValues", "crypto.randomUUID"})

PURE_PACKAGES = frozenset({"node-diff3", "@msgpack/msgpack"})
CRYPTO_PACKAGES = frozenset(
    {"hpke", "@panva/hpke-noble", "@noble/post-quantum", "hash-wasm", "@msgpack/msgpack"}
)


@dataclass(frozen=True)
class Arrow:
    """Files below `below` may not import what begins with one of `never`, nor say `words`.

    Those below `but` are left out. `only`, if given, lists the packages and folders that may be
    imported; nothing else may.
    """

    below: str
    never: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    words: frozenset[str] = frozenset()
    types_from: frozenset[str] = frozenset()
    but: str = "-"


SERVER = "server/small_moments/"
ENGINES = ("small_moments.store.sqlite", "small_moments.store.postgresql")
# What routes are made of, and what both engines share: they know the interface of a store alone.
NO_ENGINE = (
    "accounts", "app", "blob", "blobs", "challenges", "chunks/chunks", "chunks/files",
    "chunks/places", "chunks/s3", "desk", "dump", "events", "heads", "health", "inviting", "log",
    "login", "mailboxes", "me", "pairing", "rosters", "serve", "store/blobs", "store/copying",
    "store/erased", "store/errors", "store/migrations", "store/replay", "store/session",
    "store/store", "store/survey", "streams",
)  # fmt: skip

ARROWS = (
    Arrow("server/", never=("small_moments_protocol", "crypto")),
    Arrow("server/", never=("asyncpg",), but=f"{SERVER}store/postgresql/"),
    Arrow("server/", never=("obstore",), but=f"{SERVER}chunks/s3.py"),
    Arrow("server/", never=("aiosqlite",), but=f"{SERVER}store/sqlite/"),
    Arrow(f"{SERVER}store/sqlite/", never=("small_moments.store.postgresql",)),
    Arrow(f"{SERVER}store/postgresql/", never=("small_moments.store.sqlite", "sqlite3")),
    *(Arrow(f"{SERVER}{name}.py", never=(*ENGINES, "sqlite3")) for name in NO_ENGINE),
    Arrow("crypto/python/", never=("small_moments", "socket", "urllib", "httpx")),
    Arrow(
        "crypto/ts/",
        only=CRYPTO_PACKAGES | {"crypto/ts/"},
        words=DOM | NETWORK | DISK | CLOCK | RANDOM,
    ),
    Arrow("pwa/src/journal/", only=PURE_PACKAGES | {"pwa/src/journal/"}, words=NETWORK | DISK),
    *(
        Arrow(
            below,
            never=("pwa/src/vault", "pwa/src/keys", "crypto/", "pwa/src/ui"),
            types_from=frozenset({"crypto/ts/brands.ts"}),
        )
        for below in ("pwa/src/store/", "pwa/src/sync/")
    ),
    Arrow(
        "pwa/src/ui/",
        never=("crypto/", "idb", "pwa/src/store", "pwa/src/sync", "pwa/src/vault"),
        words=NETWORK | DISK,
    ),
    Arrow(
        "pwa/src/reader/",
        only=frozenset({"crypto/ts/", "pwa/src/journal/", "pwa/src/reader/"}),
        words=NETWORK | DISK | CLOCK | RANDOM,
        types_from=frozenset({"pwa/src/ui/words/en.json"}),
    ),
    Arrow("pwa/src/sw.ts", only=frozenset()),
)
PYTHON_ROOTS = ("server", "crypto/python")


def violations(root: Path) -> list[str]:
    """Every broken arrow below the root, as `path: what it may not do`."""
    return [
        f"{path}: {fault}"
        for arrow in ARROWS
        for path in _files(root, arrow.below)
        if not path.startswith(arrow.but)
        for fault in _faults(arrow, PurePosixPath(path), (root / path).read_text("utf-8"))
    ]


def _files(root: Path, below: str) -> list[str]:
    """The code that ships: tests may import what they need."""
    start = root / below
    found = [start] if start.is_file() else sorted(start.rglob("*"))
    return [
        path.relative_to(root).as_posix()
        for path in found
        if path.suffix in {".py", ".ts", ".tsx"}
        and "test" not in path.relative_to(root).parts
        and "server/small_moments/app/" not in path.as_posix()
    ]


def _faults(arrow: Arrow, path: PurePosixPath, text: str) -> list[str]:
    if path.suffix == ".py":
        root = next(PurePosixPath(r) for r in PYTHON_ROOTS if path.is_relative_to(r))
        return [
            f"imports {name}"
            for name in python.imports(text, path, root)
            if any(name == never or name.startswith(f"{never}.") for never in arrow.never)
        ]
    wrong = [
        f"imports {target}"
        for found in typescript.imports(text)
        if not _allowed(arrow, target := _resolve(found.source, path), types=found.types_only)
    ]
    said = typescript.words(text) | typescript.dotted(text)
    return wrong + [f"says {word}" for word in sorted(arrow.words & said)]


def _allowed(arrow: Arrow, target: str, *, types: bool) -> bool:
    if types and target in arrow.types_from:
        return True
    if arrow.only is not None:
        return any(_begins(target, start) for start in arrow.only)
    return not any(_begins(target, start) for start in arrow.never)


def _begins(target: str, start: str) -> bool:
    """True for the very package or folder, or something within it."""
    return target == start or target.startswith(start if start.endswith("/") else f"{start}/")


def _resolve(source: str, path: PurePosixPath) -> str:
    """A relative import as a path from the root; a package as it is."""
    bare = source.split("?", 1)[0]
    return normpath(f"{path.parent}/{bare}") if bare.startswith(".") else bare
