"""What docs/ says of the server is what the code says."""

from pathlib import Path

import pytest
from small_moments import app, docs, openapi
from small_moments.settings import FIELDS

from tests.server.site import Site

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", docs.FILES)
def test_what_is_made_from_the_code_is_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == docs.FILES[name]()


def test_a_check_finds_a_file_that_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert docs.main([], tmp_path) == 0
    assert docs.main(["--check"], tmp_path) == 0
    (tmp_path / "api.md").write_text("old", "utf-8")
    assert docs.main(["--check"], tmp_path) == 1
    assert "api.md" in capsys.readouterr().out


def test_every_setting_is_described() -> None:
    text = docs.settings_text()
    for name, field in FIELDS.items():
        assert f"`{name}`" in text
        assert field.__metadata__[0].description.strip()


async def test_every_route_stands_in_the_openapi_document_that_is_served(site: Site) -> None:
    answer = await site.client().get("/api/openapi.json")
    document = answer.json()
    assert document == openapi.document(app.ROUTES)
    served = {(route.path, method.lower()) for route in app.ROUTES for method in route.methods}
    described = {
        (path.removeprefix("/api"), method)
        for path, operations in document["paths"].items()
        for method in operations
    }
    assert described == served


def test_every_route_of_the_specification_exists_and_no_other() -> None:
    text = (ROOT / "crypto/spec.md").read_text("utf-8").partition("## HTTP")[2]
    named = {
        tuple(line.split("`")[1].split("?")[0].split(" "))
        for line in text.splitlines()
        if line.startswith(("| `GET", "| `POST", "| `PUT", "| `DELETE"))
    }
    document = openapi.document(app.ROUTES)
    served = {
        (method.upper(), path) for path, methods in document["paths"].items() for method in methods
    }
    assert served == named


@pytest.mark.parametrize("part", ["server/README.md", "docs/api.md", "docs/settings.md"])
def test_it_is_written_down(part: str) -> None:
    assert (ROOT / part).stat().st_size > 300
