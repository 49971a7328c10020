"""Each test of a store runs on both engines."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from small_moments.settings import Settings
from small_moments.store import opening
from small_moments.store.store import Store

from tests import postgresql
from tests.postgresql import Cluster


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Where the store is that a test may open as often as it likes."""
    if request.param == "sqlite":
        return Settings(data=str(tmp_path / "data"))
    cluster: Cluster = request.getfixturevalue("cluster")
    return Settings(database=cluster.make())


@pytest.fixture
def mortal() -> Iterator[Cluster]:
    """A PostgreSQL that a test may end; it flushes as any does that is not for tests."""
    with postgresql.cluster() as made:
        yield made


@pytest.fixture
def mortal_url(mortal: Cluster) -> str:
    """A database of it."""
    return mortal.make()


@pytest.fixture
async def store(settings: Settings) -> AsyncIterator[Store]:
    """A store as a server has it."""
    async with opening.served(settings, "http://localhost:1") as opened:
        yield opened


@pytest.fixture
async def other(settings: Settings, store: Store) -> AsyncIterator[Store]:
    """The same, as another server has it."""
    del store  # it began
    async with opening.served(settings, "http://localhost:2") as opened:
        yield opened
