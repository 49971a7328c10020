"""The page /privacy: what the server keeps, in two languages, with the practice's own words."""

from pathlib import Path

import pytest
from small_moments.headers import WRITTEN_PAGE_POLICY
from small_moments.settings import Settings, SettingsError

from tests.server.client import Client
from tests.server.site import Site, running
from tests.server.test_headers import check_headers

OWN = 'First <b>words</b> & "more".\n  \nA second\nparagraph.\n\n\n'


async def told(tmp_path: Path, settings: Settings) -> str:
    async with running(tmp_path / "data", settings) as site:
        return (await site.client().get("/privacy")).text


async def test_it_is_there_without_any_setting(site: Site) -> None:
    answer = await site.client().get("/privacy", accept="text/html")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "The practice that runs this server cannot read it" in answer.text
    assert "La consulta que lleva este servidor no puede leerlo" in answer.text
    for days in ("30 days", "90 days", "30 días", "90 días"):
        assert days in answer.text
    assert "{" not in answer.text


async def test_it_runs_nothing_and_loads_only_its_own_style(site: Site) -> None:
    client = site.client()
    answer = await client.get("/privacy")
    assert answer.headers["content-security-policy"] == WRITTEN_PAGE_POLICY
    assert "script-src" not in WRITTEN_PAGE_POLICY
    assert "<script" not in answer.text
    style = await client.get("/page.css")
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert "url(" not in style.text
    check_headers(style.headers)


async def test_it_names_the_practice_and_its_days(tmp_path: Path) -> None:
    settings = Settings(
        practice_name="Haus <am> Fluss",
        practice_contact="a@b.example & by post",
        backup_days=1,
        session_days=7,
    )
    page = await told(tmp_path, settings)
    assert page.count("Haus &lt;am&gt; Fluss") == 4
    assert page.count("<p>a@b.example &amp; by post</p>") == 2
    assert "kept for 1 day at most" in page
    assert "7 días" in page


async def test_the_practice_s_own_words_are_text_in_paragraphs(tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(OWN, "utf-8")
    page = await told(tmp_path, Settings(privacy_notice=str(notice)))
    assert page.count("<p>First &lt;b&gt;words&lt;/b&gt; &amp; &quot;more&quot;.</p>") == 2
    assert page.count("<p>A second\nparagraph.</p>") == 2


@pytest.mark.parametrize("content", [None, b"\xff", b"x" * 70_000])
async def test_words_that_cannot_be_read_stop_the_start(
    tmp_path: Path, content: bytes | None
) -> None:
    notice = tmp_path / "notice.txt"
    if content is not None:
        notice.write_bytes(content)
    with pytest.raises(SettingsError, match="setting privacy_notice: the file") as caught:
        await told(tmp_path, Settings(privacy_notice=str(notice)))
    assert "notice.txt" not in str(caught.value)


async def test_it_is_read_again_only_when_it_changed(site: Site) -> None:
    client: Client = site.client()
    etag = (await client.get("/privacy")).headers["etag"]
    assert (await client.get("/privacy", **{"if-none-match": etag})).status_code == 304
