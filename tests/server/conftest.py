"""A fresh server for each test that asks for one; what routes answer is asked on both engines."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from small_moments.settings import Settings

from tests.postgresql import Cluster
from tests.server.site import Site, running

ROUTES = {
    "test_access_log", "test_accounts", "test_blobs", "test_bodies", "test_events", "test_log",
    "test_login", "test_pairing", "test_push_refused", "test_rosters",
}  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The tests of routes run on each engine, but for those that look into its files."""
    if "site" in metafunc.fixturenames:
        is_of_file = metafunc.definition.get_closest_marker("sqlite") is not None
        is_of_routes = metafunc.definition.path.stem in ROUTES
        engines = ["sqlite", "postgresql"] if is_of_routes and not is_of_file else ["sqlite"]
        metafunc.parametrize("engine", engines, indirect=True)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Settings:
    """Settings that name a database of PostgreSQL, or none."""
    if request.param == "sqlite":
        return Settings()
    cluster: Cluster = request.getfixturevalue("cluster")
    return Settings(database=cluster.make())


@pytest.fixture
async def site(tmp_path: Path, engine: Settings) -> AsyncIterator[Site]:
    async with running(tmp_path / "data", engine) as site:
        yield site
