"""A person types canaries into the real app on two phones; then all is laid out for search."""

import shutil
from pathlib import Path

import msgspec
from small_moments_protocol.kit import parse_kit_text

from e2e.journeys import Device
from e2e.line import Request
from tests.blindness import canary, storage
from tests.blindness.canary import Canary
from tests.program import Program

WORDS = {
    "entry": "quillfenwort",
    "entry before joining": "ombrathskel",
    "text before an edit": "velquistram",
    "text after an edit": "drophaskine",
    "deleted entry": "murgelvatch",
    "draft": "yarrowmisk",
    "searched words": "plintharvex",
    "accented": "jörvalîne",
}
DAY = "1987-03-14"
PASSPHRASE = "thrombelin vaxenor quilloby"
FIRST_PASSPHRASE = "gramvelith orsequin dabblefen"
WRONG_PASSPHRASE = "nothrellim guessaway pondrick"


class Scene(msgspec.Struct, frozen=True):
    """Two phones that are locked and switched off, and what there is to be searched."""

    canaries: list[Canary]
    practice: Program
    running_data: Path
    profiles: dict[str, Path]
    kept: dict[str, list[storage.Kept]]
    requests: list[Request]


def play(practice: Program, folder: Path) -> Scene:
    """Types, searches, edits, deletes, backs up, joins and locks; about 15 s."""
    one = Device(practice.url, folder / "one")
    two = Device(practice.url, folder / "two")
    try:
        kit = _first_phone(one, practice)
        _second_phone(two, kit)
        _last_draft(one)
        kept = {name: _locked(device) for name, device in (("one", one), ("two", two))}
        shutil.copytree(practice.data, folder / "running")
    finally:
        one.close()
        two.close()
    assert [*one.witness.all(), *two.witness.all()] == []
    return Scene(
        canaries=_canaries(kit),
        practice=practice,
        running_data=folder / "running",
        profiles={"one": folder / "one", "two": folder / "two"},
        kept=kept,
        requests=[*one.line.requests, *two.line.requests],
    )


def _first_phone(phone: Device, practice: Program) -> str:
    phone.open()
    phone.begin(PASSPHRASE)
    _typed(phone, f"Met {WORDS['entry']} and {WORDS['accented']}")
    changed = phone.write(f"At first {WORDS['text before an edit']}", day=DAY)
    gone = phone.write(f"Away with {WORDS['deleted entry']}")
    kit = phone.turn_on_backup(practice.invite())
    phone.wait_backed_up()
    phone.edit(changed, f"Later {WORDS['text after an edit']}")
    phone.delete(gone)
    found = phone.search(WORDS["entry"])
    assert len(found) == 1, f"expected one page, found {found}"
    assert phone.search(WORDS["searched words"]) == []
    phone.wait_backed_up()
    return kit


def _second_phone(phone: Device, kit: str) -> None:
    phone.open()
    phone.begin(FIRST_PASSPHRASE)
    phone.write(f"Alone with {WORDS['entry before joining']}")
    phone.join(kit, PASSPHRASE)
    phone.wait_backed_up()
    phone.sees(*(WORDS[name] for name in ("entry", "text after an edit", "accented")))


def _last_draft(phone: Device) -> None:
    """Ended while typing, so that a draft stays, and then locked after a wrong passphrase."""
    phone.compose("")
    phone.field("write.label").press_sequentially(f"{WORDS['draft']} and much more", delay=30)
    phone.kill()
    phone.open()
    phone.unlock(PASSPHRASE)
    phone.go_home()
    phone.page.locator("[data-draft]", has_text=WORDS["draft"]).wait_for()


def _typed(phone: Device, text: str) -> None:
    """Key by key, as drafts are kept while one types."""
    phone.compose("")
    phone.field("write.label").press_sequentially(text, delay=10)
    phone.done()


def _locked(phone: Device) -> list[storage.Kept]:
    phone.lock()
    phone.field("lock.label").fill(WRONG_PASSPHRASE)
    phone.press("lock.unlock")
    phone.page.get_by_text(phone.words["lock.wrong"]).wait_for()
    phone.open()
    return storage.read(phone.page, phone.context)


def _canaries(kit: str) -> list[Canary]:
    texts = {
        **WORDS,
        "day": DAY,
        "passphrase": PASSPHRASE,
        "passphrase before joining": FIRST_PASSPHRASE,
        "wrong passphrase": WRONG_PASSPHRASE,
        "kit in groups": kit,
        "kit without spaces": kit.replace(" ", ""),
        "half of the kit": kit.replace(" ", "")[30:],
    }
    words = [canary.of_text(name, text) for name, text in texts.items()]
    parts = [
        canary.of_text(f"{name}, word {at}", part)
        for name, passphrase in texts.items()
        if "passphrase" in name
        for at, part in enumerate(passphrase.split(), 1)
    ]
    return [*words, *parts, canary.of_bytes("kit secret", parse_kit_text(kit).secret)]
