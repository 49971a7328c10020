"""What a seeded defect is: a text of one file, what stands there instead, and who must notice."""

import tomllib
from pathlib import Path
from random import Random

import msgspec

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("defects.toml")


class Defect(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"put": "with"}):
    """`caught_by` is a file of tests, or `file::name` for a test of it or a file of vectors."""

    name: str
    file: str
    text: str
    put: str
    caught_by: str

    @property
    def tests(self) -> Path:
        """The file of the tests that must fail."""
        return Path(self.caught_by.partition("::")[0])

    @property
    def test(self) -> str:
        """The name of the one test that must fail; empty if any of the file may."""
        return self.caught_by.partition("::")[2]


class Defects(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file `defects.toml`."""

    defect: tuple[Defect, ...]


def listed() -> tuple[Defect, ...]:
    """All of them, in their order."""
    data = tomllib.loads(LIST.read_text("utf-8"))
    return msgspec.convert(data, Defects).defect


def shuffled(seed: int) -> list[Defect]:
    """All of them, in an order of the seed."""
    defects = [*listed()]
    Random(seed).shuffle(defects)
    return defects


def faults(defect: Defect, root: Path = ROOT) -> list[str]:
    """Why it cannot be tried on the code below `root` any more: empty where it can."""
    found: list[str] = []
    times = (root / defect.file).read_text("utf-8").count(defect.text)
    if times != 1:
        found.append(f"{defect.name}: its text stands {times} times in {defect.file}")
    if defect.text == defect.put:
        found.append(f"{defect.name}: it changes nothing")
    tests, vectors = root / defect.tests, root / "crypto/vectors" / (defect.test or "-")
    known = tests.is_file() and (defect.test in tests.read_text("utf-8") or vectors.is_file())
    if not known:
        found.append(f"{defect.name}: there is no {defect.caught_by}")
    return found


def planted(defect: Defect, source: str) -> str:
    """The source with the defect in it. Raises ValueError if its text is not there once."""
    if source.count(defect.text) != 1:
        raise ValueError(f"the text of {defect.name} must stand once in {defect.file}")
    return source.replace(defect.text, defect.put)
