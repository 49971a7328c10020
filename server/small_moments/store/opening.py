"""Opens the store that the settings name. PostgreSQL's driver is loaded only where it is wanted."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from small_moments.settings import Settings
from small_moments.store.sqlite import claim, folder, snapshot
from small_moments.store.store import Store
from small_moments.store.survey import Kept


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Store]:
    """For a command: the store, migrated and checked, whoever else has it open."""
    async with folder.opened(Path(settings.data)) as store:
        yield store


async def survey(settings: Settings, today: int) -> tuple[list[Kept], int]:
    """What is kept of whom, and how many invitations are unused; changes nothing."""
    return snapshot.survey_of(Path(settings.data), today)


def last_origin(settings: Settings) -> str:
    """The origin of who serves, or last served, this store; empty if that is not known."""
    return claim.last_origin(Path(settings.data))


@asynccontextmanager
async def served(settings: Settings, origin: str) -> AsyncGenerator[Store]:
    """For a server, one of several perhaps. Raises StoreError, MigrationError."""
    async with folder.served(Path(settings.data), origin) as store:
        yield store
