"""What a story starts with: a practice's server, and phones that complain of nothing."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from e2e import browser
from e2e.journeys import Device
from e2e.visited import Visited
from tests.counts import Counts
from tests.pair import Pair
from tests.postgresql import Cluster
from tests.program import Program

NewPhone = Callable[..., Device]
"""Makes a phone: a name, the server whose address it opens (`at`; else the practice's), whether the
app was never opened on it (`first_visit`), then what `Device` takes. It is switched off after the
story."""

EVERYWHERE = pytest.mark.parametrize("practice", ["sqlite", "postgresql"], indirect=True)
"""A story that is told twice: of one server on SQLite, and of two on PostgreSQL."""


@pytest.fixture(scope="package", autouse=True)
def driver(chromium: str) -> Iterator[None]:
    """The browser to use, and one driver for all stories."""
    os.environ["CHROMIUM"] = chromium
    yield
    browser.hang_up()


@pytest.fixture(scope="session")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Visited:
    """Phones on which the app was opened once; one practice after the other has their port."""
    return Visited(tmp_path_factory.mktemp("visited"))


@pytest.fixture(scope="module")
def practice(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, visited: Visited
) -> Iterator[Program]:
    """The server of a practice, one for the stories of a file; see `EVERYWHERE`."""
    folder = tmp_path_factory.mktemp("practice")
    if getattr(request, "param", "sqlite") == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        program: Program = Pair(folder, database=cluster.make(), port=visited.port)
    else:
        program = Program(folder, port=visited.port)
    program.start()
    yield program
    program.stop()


@pytest.fixture
def new_phone(
    practice: Program, visited: Visited, tmp_path: Path, counts: Counts
) -> Iterator[NewPhone]:
    """Phones for one story. It fails if any of them complained, or called somebody else."""
    with phones_at(practice, visited, tmp_path) as make:
        yield make
    counts.add("stories", 1)


@contextmanager
def phones_at(practice: Program, visited: Visited, folder: Path) -> Generator[NewPhone]:
    """Phones whose profiles lie in `folder`; they are switched off, and none has complained."""
    phones: list[Device] = []

    def make(
        name: str = "phone",
        at: Program = practice,
        *,
        first_visit: bool = False,
        **options: object,
    ) -> Device:
        device = Device(at.url, folder / name, **options)  # pyright: ignore[reportArgumentType]
        phones.append(device)
        if not first_visit:
            visited.hand_out(device)
        return device

    yield make
    for device in phones:
        device.close()
    assert [device.witness.all() for device in phones] == [[] for _ in phones]


@pytest.fixture
def phone(new_phone: NewPhone) -> Device:
    """One phone in English on which the app is open, and nothing was begun."""
    device = new_phone()
    device.open()
    return device
