"""The app in a real Chromium, on the installed program, with journals of several sizes."""

import json
import re
from collections.abc import Iterator, Sequence, Set
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from msgspec import Struct

from bench.contenders import BUCKETS
from bench.table import Aim, Beside, Row
from bench.texts import noted, pages
from bench.watched import Notes, Watched, between, total
from e2e import browser
from tests.made_account import MadeAccount, make_account
from tests.program import Program
from tests.release_site import APP, released

PASSPHRASE = "otter lantern quiet harbour"
SAVES = 20
SOUGHT = ("harbour", "heron", "walnut", "winter")
SLOWNESS = (1, 4)
MEMORY = Path("/dev/shm")
STARTS = 3
INSIDE = "shown: screen today"
FEW = "the fewest entries"
EVERYTHING = "everything: all pages, code and styles"
SPANISH = r"assets/(?:es|inside\.es|spanish)-"
START = "offline start to the lock screen"
UNLOCK = "unlock, without Argon2id"
KEYS = "search, a key, 95th percentile"
SAVE = "save, flushed, median"
JOIN = "new device, everything open, without Argon2id"
AIMS: dict[tuple[str, int, int], Aim] = {
    (START, 10_000, 1): Aim("ratio", 0.5),
    (UNLOCK, 10_000, 1): Aim("value", 60),
    (UNLOCK, 10_000, 4): Aim("value", 200),
    (KEYS, 10_000, 1): Aim("value", 8),
    (KEYS, 50_000, 1): Aim("value", 30),
    (SAVE, 10_000, 1): Aim("value", 4),
    (JOIN, 10_000, 1): Aim("value", 2_500),
}
"""What is aimed at, by row, number of entries and slowness."""
SAVED = "flushed drafts outbox own"

EMPTY = {
    "index.html": """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Empty</title>
<script type="module" src="/empty.js"></script>
<main class="screen lock"><h1>Empty</h1></main>
""",
    "empty.js": """
const policy = trustedTypes.createPolicy("moments", { createScriptURL: (url) => url });
navigator.serviceWorker.register(policy.createScriptURL("/sw.js"), { updateViaCache: "none" });
""",
}
"""A page with nothing on it, kept by the same service worker: what starting costs by itself."""

COMMIT = """async () => {
  const opened = indexedDB.open("bench");
  opened.onupgradeneeded = () => opened.result.createObjectStore("rows");
  const database = await new Promise((done) => { opened.onsuccess = () => done(opened.result); });
  const times = [];
  for (let key = 0; key < 20; key += 1) {
    const begun = performance.now();
    const writing = database.transaction("rows", "readwrite", { durability: "strict" });
    writing.objectStore("rows").put(new Uint8Array(1280), key);
    await new Promise((done) => { writing.oncomplete = done; });
    times.push(performance.now() - begun);
  }
  database.close();
  return times;
}"""
"""Milliseconds of strict transactions of one value of the size of a sealed entry."""

PULL = """async (addresses) => {
  const begun = performance.now();
  for (const address of addresses) await (await fetch(address)).arrayBuffer();
  return performance.now() - begun;
}"""
"""Milliseconds of asking for the same pages of the log and doing nothing with them."""

LARGEST = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""
"""When the largest thing was painted, in milliseconds since the page began to load."""

LOADED = "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)"


class Visit(Struct, frozen=True):
    """What was measured on one phone, in milliseconds; lists hold one number for each time."""

    join: float
    pull: float
    start: float
    largest: float
    unlock: float
    first_key: float
    keys: list[float]
    shown: list[float]
    saves: list[float]
    commits: list[float]
    memory: float
    """In MiB, once all was read and searched: what the page's own scripts hold, without workers."""


def measure(folder: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """All rows about the app, as they come."""
    with ExitStack() as stack:
        # The server's disk is not measured here: ten thousand links are made sooner in memory.
        memory = stack.enter_context(TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else folder))
        practice, empty = Program(Path(memory), *BUCKETS), _empty_site(folder / "empty")
        for program in (practice, empty):
            program.start()
            stack.callback(program.stop)
        stack.callback(browser.hang_up)
        floor = {slow: _empty_start(empty, folder / f"empty-{slow}", slow) for slow in SLOWNESS}
        yield from _first_screen(practice, folder / "first")
        first: dict[int, Visit] = {}
        for count in sizes:
            made = make_account(practice.url, practice.invite(), PASSPHRASE, pages(count))
            for slow in SLOWNESS:
                seen = visit(practice, folder / f"{count}-{slow}", made, slow)
                smallest = first.setdefault(slow, seen)
                yield from _rows((count, slow), seen, smallest, floor[slow])
        count = max(sizes)
        made = make_account(practice.url, practice.invite(), PASSPHRASE, noted(count), per_link=100)
        for slow in SLOWNESS:
            yield _patterns(practice, folder / f"patterns-{slow}", made, (count, slow))


def _empty_site(folder: Path) -> Program:
    app = folder / "app"
    app.mkdir(parents=True)
    for name, data in released(EMPTY).items():
        (app / name).write_bytes(data)
    return Program(folder, "--app", str(app))


def _first_screen(practice: Program, profile: Path) -> list[Row]:
    """What a first visit loads before the service worker keeps the rest."""
    with Watched(practice, profile) as phone:
        phone.device.open()
        paths = {"/index.html", *phone.device.page.evaluate(LOADED)} - {"/sw.js"}
    paths = {path for path in paths if not path.startswith("/api/")}
    typeface = {path for path in paths if path.endswith(".woff2")}
    kept = _kept()
    code = {path for path in kept if path.endswith((".html", ".js", ".css"))}
    spanish = {path for path in code if re.match(SPANISH, path)}
    return [
        _kilobytes("first screen: page, code and styles", paths - typeface, 80),
        _kilobytes("first screen with its typeface, which comes after the words", paths),
        _kilobytes(f"{EVERYTHING}, in one language", code - spanish, 300),
        _kilobytes(f"{EVERYTHING}, in both", code),
        _kilobytes("all that a phone keeps to work offline, with typefaces and icons", kept),
    ]


def _kept() -> set[str]:
    """What the service worker fetches; `release.json` names the files, and is kept itself."""
    listed = {file["path"] for file in json.loads((APP / "release.json").read_bytes())["files"]}
    return {path for path in listed if not path.startswith("screens/")} | {"release.json", "sw.js"}


def _kilobytes(what: str, paths: Set[str], aim: float | None = None) -> Row:
    return Row(
        what=what,
        unit="KB brotli",
        ours=sum(_compressed(APP / path.lstrip("/")) for path in paths) / 1000,
        better="less",
        aim=None if aim is None else Aim("value", aim),
    )


def _compressed(file: Path) -> int:
    packed = file.with_name(file.name + ".br")
    return (packed if packed.is_file() else file).stat().st_size


def _empty_start(empty: Program, profile: Path, slow: int) -> float:
    with Watched(empty, profile, slow) as phone:
        phone.device.open()
        return _cold_start(phone)[0]


def visit(practice: Program, profile: Path, made: MadeAccount, slow: int) -> Visit:
    """Joins on a new phone; then, without a line, starts it, unlocks it, searches and writes."""
    with Watched(practice, profile, slow) as phone:
        phone.device.open()
        join, pull = _join(phone, made)
        start, largest = _cold_start(phone)
        unlock = _unlock(phone)
        keys = _search(phone)
        saves = _save(phone)
        memory = phone.memory()
        commits: list[float] = phone.device.page.evaluate(COMMIT)
    first, *others = keys
    return Visit(
        join=join,
        pull=pull,
        start=start,
        largest=largest,
        unlock=unlock,
        first_key=first[0],
        keys=[answered for answered, _ in others],
        shown=[shown for _, shown in others],
        saves=saves,
        commits=commits,
        memory=memory,
    )


def _join(phone: Watched, made: MadeAccount) -> tuple[float, float]:
    """Without the time of Argon2id, which runs twice."""
    phone.take()
    phone.device.start_join(made.kit, made.passphrase)
    notes = phone.take_with("shown: screen joined stack")
    stretching = total(notes, "kdf asked", "kdf answered")
    pulled = [
        one.url
        for one in phone.device.line.requests
        if one.path == "/api/log" and one.method == "GET"
    ]
    pull: float = phone.device.page.evaluate(PULL, pulled)
    return between(notes, "click", "shown: screen joined stack") - stretching, pull


def _cold_start(phone: Watched) -> tuple[float, float]:
    """The browser is started anew and has no line; from the beginning of the load.

    Until the frame with the lock screen, and until its largest part was painted.
    """
    times: list[float] = []
    paints: list[float] = []
    for _ in range(STARTS):
        phone.switch_on()
        phone.device.go_offline()
        phone.device.open()
        notes = phone.take_with("shown: screen lock")
        times.append(next(at for name, at in notes if name == "shown: screen lock"))
        paints.append(phone.device.page.evaluate(LARGEST))
    return median(times), median(paints)


def _unlock(phone: Watched) -> float:
    """From the answer of Argon2id to the first frame of what is inside."""
    phone.take()
    phone.device.unlock(phone.device.passphrase)
    return between(phone.take_with(INSIDE), "kdf answered", INSIDE)


def _search(phone: Watched) -> list[tuple[float, float]]:
    """For each key: until the worker has answered, and until the frame that shows it."""
    phone.device.go_to("search")
    field = phone.device.field("search.label")
    times: list[tuple[float, float]] = []
    for word in SOUGHT:
        field.fill("")
        phone.take()
        for letter in word:
            field.press(letter)
            notes = _answer(phone)
            times.append(
                (
                    between(notes, "input", "search answered"),
                    between(notes, "input", "search shown"),
                )
            )
    return times


def _answer(phone: Watched) -> Notes:
    """The notes of one key; the app may ask once more for itself, before or after."""
    notes: Notes = []
    while not _in_turn([name for name, _ in notes], "input", "search answered", "search shown"):
        notes += phone.take_with("search shown")
    return notes


def _in_turn(names: list[str], *wanted: str) -> bool:
    """True if these names stand in this order, whatever stands between."""
    rest = iter(names)
    return all(name in rest for name in wanted)


def _save(phone: Watched) -> list[float]:
    """From pressing Done to the end of the strict transaction that holds the entry."""
    times: list[float] = []
    for page in pages(SAVES):
        phone.device.compose(page.text)
        phone.take_with("flushed drafts")
        phone.device.finish()
        notes = phone.take_with(SAVED)
        pressed = next(at for name, at in notes if name == "click")
        times.append(next(at for name, at in notes if name == SAVED) - pressed)
    return times


def _patterns(practice: Program, profile: Path, made: MadeAccount, size: tuple[int, int]) -> Row:
    """From the touch of a tab to the frame: all days as pictures, beside the same in the list."""
    count, slow = size
    with Watched(practice, profile, slow) as phone:
        phone.device.open()
        phone.device.join(made.kit, made.passphrase)
        _tab(phone, "patterns")
        phone.device.field("patterns.range.all").check()
        listed, drawn = zip(
            *((_tab(phone, "journal"), _tab(phone, "patterns")) for _ in range(STARTS)),
            strict=True,
        )
    return Row(
        what=f"patterns, all days drawn: {count:,} records, {slow}x",
        unit="ms",
        ours=median(drawn),
        better="less",
        beside=[Beside("listing the same", median(listed))],
        aim=Aim("value", 100) if (count, slow) == (10_000, 1) else None,
    )


def _tab(phone: Watched, name: str) -> float:
    phone.take()
    place = phone.device.words[f"place.{name}"]
    phone.device.page.get_by_role("link", name=place, exact=True).click()
    shown = f"shown: screen {name}"
    return between(phone.take_with(shown), "click", shown)


def _rows(size: tuple[int, int], visit: Visit, smallest: Visit, empty: float) -> list[Row]:
    count, slow = size

    def row(what: str, ours: float, beside: dict[str, float], unit: str = "ms") -> Row:
        return Row(
            what=f"{what}: {count:,} entries, {slow}x",
            unit=unit,
            ours=ours,
            better="less",
            beside=[Beside(name, value) for name, value in beside.items()],
            aim=AIMS.get((what, count, slow)),
        )

    return [
        row(START, visit.start, {"an empty page": empty}),
        row("the same, largest contentful paint", visit.largest, {}),
        row(UNLOCK, visit.unlock, {FEW: smallest.unlock}),
        row("search, first key", visit.first_key, {FEW: smallest.first_key}),
        row("search, a key, median", median(visit.keys), {FEW: median(smallest.keys)}),
        row(KEYS, p95(visit.keys), {FEW: p95(smallest.keys)}),
        row(
            "search, a key until it shows, 95th percentile",
            p95(visit.shown),
            {FEW: p95(smallest.shown)},
        ),
        row(SAVE, median(visit.saves), {"the commit alone": median(visit.commits)}),
        row(JOIN, visit.join, {"only pulling": visit.pull}),
        row("memory of the page's scripts", visit.memory, {FEW: smallest.memory}, "MiB"),
    ]


def p95(times: list[float]) -> float:
    return quantiles(times, n=100, method="inclusive")[94]
