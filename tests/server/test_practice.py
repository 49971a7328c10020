"""What the practice says of itself: GET /api/practice, public and the same for everybody."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from small_moments import practice
from small_moments.practice import Practice
from small_moments.settings import Settings, SettingsError

from tests.server.client import slug
from tests.server.site import Site, running
from tests.server.test_headers import check

EMPTY: dict[str, Any] = {
    "name": "", "contact": "", "phone": "", "hours": "", "colour": "",
    "contacts": [], "backup_days": 30, "privacy": [], "terms": [],
}  # fmt: skip
CONTACTS = """
[[contact]]
name = "Night line of the valley"
purpose = "To talk at night"
phone = "+43 1 234 (56)"
hours = "22:00 to 6:00"

[[contact]]
name = "By message"
text = "0660 12"
"""


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "file.txt"
    path.write_text(text, "utf-8")
    return str(path)


async def told(tmp_path: Path, settings: Settings) -> dict[str, Any]:
    async with running(tmp_path / "data", settings) as site:
        return (await site.client().get(practice.PATH)).json()


async def test_without_any_setting_it_is_there_and_says_nothing(site: Site) -> None:
    answer = await site.client().get(practice.PATH)
    assert (answer.status_code, answer.json()) == (200, EMPTY)
    assert answer.headers["content-type"] == "application/json"
    check(answer)


async def test_it_needs_no_cookie_and_sets_none(site: Site) -> None:
    answer = await site.client().get(practice.PATH)
    assert "set-cookie" not in answer.headers
    assert "cookie" not in answer.headers.get("vary", "")


async def test_it_may_be_kept_and_is_sent_again_only_when_it_changed(tmp_path: Path) -> None:
    etags: set[str] = set()
    for name in ("One", "Two"):
        async with running(tmp_path / "data", Settings(practice_name=name)) as site:
            client = site.client()
            answer = await client.get(practice.PATH)
            assert answer.headers["cache-control"] == "no-cache"
            etag = answer.headers["etag"]
            again = await client.get(practice.PATH, **{"if-none-match": etag})
            assert (again.status_code, again.content) == (304, b"")
            etags.add(etag)
    assert len(etags) == 2


async def test_it_says_what_the_settings_say(tmp_path: Path) -> None:
    settings = Settings(
        practice_name="Haus <am> Fluss",
        practice_contact="At the door",
        practice_phone="+43 1 234",
        practice_hours="Weekdays",
        practice_colour="#A0B1C2",
        practice_contacts=written(tmp_path, CONTACTS),
    )
    assert await told(tmp_path, settings) == {
        **EMPTY,
        "name": "Haus <am> Fluss",
        "contact": "At the door",
        "phone": "+43 1 234",
        "hours": "Weekdays",
        "colour": "#a0b1c2",
        "contacts": [
            {
                "name": "Night line of the valley",
                "purpose": "To talk at night",
                "phone": "+43 1 234 (56)",
                "text": "",
                "hours": "22:00 to 6:00",
            },
            {"name": "By message", "purpose": "", "phone": "", "text": "0660 12", "hours": ""},
        ],
    }


async def test_files_become_paragraphs(tmp_path: Path) -> None:
    name = written(tmp_path, "One <b>.\n\n \nTwo\nlines.\n")
    said = await told(tmp_path, Settings(privacy_notice=name, terms_of_use=name))
    assert said["privacy"] == said["terms"] == ["One <b>.", "Two\nlines."]


@pytest.mark.parametrize(
    "text",
    [
        "[[contact]]\nname = 'A'\nphone = '1'\nfax = '2'",
        "[[contact]]\nphone = '12'",
        "[[contact]]\nname = 'A'",
        "[[contact]]\nname = 'A'\nphone = 'call me'",
        "[[contact]]\nname = 'A'\nphone = '12'\ntext = 'javascript:1'",
        "[[contact]]\nname = ''\nphone = '12'",
        "contacts = []",
        "[[contact]\n",
    ],
)
def test_contacts_that_cannot_be_called_stop_the_start_with_one_line(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(SettingsError, match=r"^setting practice_contacts: [^\n]+$") as caught:
        practice.of(Settings(practice_contacts=written(tmp_path, text)))
    assert "call me" not in str(caught.value)


@pytest.mark.parametrize("setting", ["practice_contacts", "privacy_notice", "terms_of_use"])
@pytest.mark.parametrize("content", [None, b"\xff", b"#" * 70_000])
def test_a_file_that_cannot_be_read_stops_the_start(
    tmp_path: Path, setting: str, content: bytes | None
) -> None:
    path = tmp_path / "file.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=f"setting {setting}: the file") as caught:
        practice.of(msgspec.structs.replace(Settings(), **{setting: str(path)}))
    assert "file.txt" not in str(caught.value)


def test_it_is_only_what_a_practice_wrote() -> None:
    assert practice.of(Settings()) == msgspec.convert(EMPTY, Practice)


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_it_is_only_read(site: Site, method: str) -> None:
    answer = await site.client().send(method, practice.PATH, None, {})
    assert (answer.status_code, slug(answer)) == (405, "method")
