"""[A18] [A19] What a server or another device says is text: nothing of it is run or fetched."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from e2e import leaving, patterns
from e2e.conftest import NewPhone
from e2e.journeys import Device, RefusedError
from e2e.line import Answer, Disturbance, Request
from e2e.markup import MARKUP, REACHED
from e2e.today import add_tag, go_today, keep_moment, read
from tests.counts import Counts
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
STRUCK = "() => Boolean(top.struck || globalThis.struck)"
SHORT = [text for text in MARKUP if len(text) <= 60]
"""Those that fit where a few words are asked for."""
SAID_IN = ("type", "title", "detail", "instance")
"""The words of a refusal (RFC 9457)."""


def test_a19_what_the_practice_says_of_itself_is_shown_as_text(
    new_phone: NewPhone, counts: Counts
) -> None:
    phone = new_phone(first_visit=True)
    phone.line.disturb = _says("/api/practice", 200, _practice())
    phone.open()
    phone.open_help()
    own = phone.page.locator("main.help")
    for text in MARKUP[:20]:
        expect(own.get_by_text(text).first).to_be_attached()
    phone.page.get_by_text(phone.words["terms.title"]).click()
    expect(own.get_by_text(MARKUP[0]).last).to_be_visible()
    schemes = own.locator("a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(schemes) <= {"tel:", "sms:", "http:"}
    assert {link for link in _links(phone.page) if not _is_harmless(link, phone)} == set()
    phone.press("place.back")
    phone.begin(PASSPHRASE)
    phone.go_to("about")
    _nothing_came_of_it(phone)
    counts.add("hostile 19", len(MARKUP))


def test_a19_what_the_server_says_of_a_refusal_is_never_shown(
    phone: Device, counts: Counts
) -> None:
    phone.begin(PASSPHRASE)
    said: set[str] = set()
    for at in range(0, len(MARKUP), len(SAID_IN)):
        problem = {"status": 403, **dict(zip(SAID_IN, MARKUP[at:], strict=False))}
        phone.line.disturb = _says("/api/accounts", 403, problem)
        try:
            phone.start_backup("moon-river")
        except RefusedError as refused:
            said.add(str(refused))
    assert len(said) == 1
    assert not any(text in sentence for text in MARKUP for sentence in said)
    _nothing_came_of_it(phone)
    counts.add("hostile 19", len(MARKUP))


def test_a18_a19_what_another_device_wrote_is_text_on_screens_and_in_files(
    new_phone: NewPhone, practice: Program, tmp_path: Path, counts: Counts
) -> None:
    one, two = new_phone("one"), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    whole = "\n".join(MARKUP)
    entry = one.write(whole)
    read(one, entry)
    for text in SHORT[:4]:
        add_tag(one, text)
    keep_moment(one, "towards", "others", who=SHORT[0], words=whole)
    one.edit(entry, f"Changed\n{whole}")
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()

    two.open()
    two.join(kit, PASSPHRASE)
    two.sees("Changed")
    assert MARKUP[30] in two.read(entry)
    two.open_history(entry)
    two.bring_back(MARKUP[3])
    assert len(two.search(MARKUP[-1])) > 0
    assert len(two.search("onerror")) > 0
    go_today(two)
    patterns.open_patterns(two)
    patterns.open_session(two)
    two.go_to("trash")
    two.wait_backed_up()

    copy = leaving.take(two, "readable", tmp_path / "copy.zip")
    page = tmp_path / "index.html"
    with zipfile.ZipFile(copy) as packed:
        page.write_bytes(packed.read("index.html"))
    sealed = leaving.take(two, "sealed", tmp_path / "moments.sealed")
    with two.page.expect_download() as saved:
        two.press("take.reader")
    reader = tmp_path / "reader.html"
    saved.value.save_as(reader)
    _read_from_disk(two, page)
    _read_from_disk(two, reader, sealed)
    for device in (one, two):
        _nothing_came_of_it(device)
    counts.add("hostile 18", len(MARKUP))
    counts.add("hostile 19", len(MARKUP))


def _practice() -> dict[str, object]:
    contacts = [
        {"name": text, "purpose": text, "phone": text, "text": text, "hours": text}
        for text in MARKUP[:20]
    ]
    words = {name: MARKUP[at] for at, name in enumerate(("name", "contact", "phone", "hours"), 3)}
    longer = {"privacy": list(MARKUP), "terms": list(MARKUP)}
    return {**words, "colour": "", "contacts": contacts, "backup_days": 30, **longer}


def _says(path: str, status: int, body: object) -> Disturbance:
    """Answers what asks for one path in the server's place."""
    kind = "application/json" if status < 300 else "application/problem+json"

    def disturb(request: Request, forward: Callable[[], Answer]) -> Answer:
        if request.path != path:
            return forward()
        return Answer(status, (("Content-Type", kind),), json.dumps(body).encode())

    return disturb


def _nothing_came_of_it(device: Device) -> None:
    """Nothing ran, and no request, not even one to the practice, names what it reached for.

    That nobody else was asked, and no policy broken, is seen to of every phone.
    """
    assert device.page.evaluate(STRUCK) is False
    sent = [request.wire() for request in device.line.requests]
    assert [wire for wire in sent if REACHED.encode() in wire or b"heron" in wire] == []


def _links(page: Page) -> list[str]:
    return page.locator("a, area, form").evaluate_all("all => all.map(one => one.href || '')")


def _is_harmless(link: str, phone: Device) -> bool:
    return link.startswith(("tel:", "sms:", phone.base_url))


def _open(page: Page, device: Device, file: Path) -> None:
    """Opens the sealed file with the reader."""
    page.get_by_label(device.words["reader.file"]).set_input_files(file)
    page.get_by_label(device.words["reader.passphrase"]).fill(PASSPHRASE)
    page.get_by_role("button", name=device.words["reader.open"]).click()


def _read_from_disk(device: Device, path: Path, sealed: Path | None = None) -> None:
    """A page that was taken along, opened from a disk, the reader's with a file: it asks nobody."""
    page = device.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    if sealed is not None:
        _open(page, device, sealed)
    expect(page.locator(".words").filter(has_text=MARKUP[3]).first).to_be_visible()
    assert page.evaluate(STRUCK) is False
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    page.close()
