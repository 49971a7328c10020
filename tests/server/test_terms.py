"""The page /terms: neutral terms in two languages, or the practice's own in their place."""

import json
from pathlib import Path

import pytest
from small_moments import terms
from small_moments.headers import WRITTEN_PAGE_POLICY
from small_moments.settings import Settings

from tests.server.site import Site, running

BOOKS = Path(__file__).parents[2] / "pwa/src/ui/words"
NEUTRAL = ("terms.age", "terms.choice", "terms.consent", "terms.no-care")


async def told(tmp_path: Path, settings: Settings) -> str:
    async with running(tmp_path / "data", settings) as site:
        return (await site.client().get("/terms")).text


async def test_it_is_there_without_any_setting_and_runs_nothing(site: Site) -> None:
    answer = await site.client().get("/terms", accept="text/html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == WRITTEN_PAGE_POLICY
    assert "<script" not in answer.text
    for said in ("It is for adults.", "By consent we mean", "Es para personas adultas."):
        assert said in answer.text
    assert "Ask the practice that gave you your invitation." in answer.text


async def test_c13_it_says_before_anything_else_that_nobody_reads_this(tmp_path: Path) -> None:
    own = tmp_path / "terms.txt"
    own.write_text("Only on weekdays.", "utf-8")
    for settings in (Settings(), Settings(terms_of_use=str(own))):
        page = await told(tmp_path, settings)
        first = page.partition("</h1>")[2].partition("</p>")[0]
        assert "not care in an emergency. Nobody reads what you write" in first


async def test_own_terms_stand_in_place_of_the_neutral_ones(tmp_path: Path) -> None:
    own = tmp_path / "terms.txt"
    own.write_text("First <b>terms</b>.\r\n\r\nAnd second.", "utf-8")
    settings = Settings(
        terms_of_use=str(own), practice_name="Haus <am> Fluss", practice_contact="At the door"
    )
    page = await told(tmp_path, settings)
    assert page.count("<p>First &lt;b&gt;terms&lt;/b&gt;.</p>\n<p>And second.</p>") == 2
    assert page.count("<p>Haus &lt;am&gt; Fluss</p>\n<p>At the door</p>") == 2
    assert "for adults" not in page


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_app_says_the_same_neutral_terms(lang: str) -> None:
    book = json.loads((BOOKS / f"{lang}.json").read_text("utf-8"))
    words = terms.read(lang)
    assert words.neutral == tuple(book[key] for key in NEUTRAL)
    assert (words.title, words.lead) == (book["terms.title"], book["terms.lead"])
