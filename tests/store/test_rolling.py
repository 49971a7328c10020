"""A release is put in place server by server, and nobody loses a word by it."""

from pathlib import Path

import pytest
from small_moments import doctor
from small_moments.settings import Settings

from tests.postgresql import Cluster
from tests.store.rolling import rolling

ROUNDS = 2
CRASHES = 4
SEED = 20


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_servers_that_end_in_turn_lose_no_acknowledged_push(
    settings: Settings, tmp_path: Path, how: str
) -> None:
    options = ("--database", settings.database) if settings.database else ()
    with rolling(tmp_path / "servers", SEED, *options) as servers:
        servers.begin()
        for _ in range(ROUNDS):
            for program in servers.programs:
                servers.wait(20)
                assert (program.stop if how == "stop" else program.kill)() in (0, None)
                servers.wait(20)
                program.start()
        servers.wait(20)
        servers.end()
        assert servers.settle() > ROUNDS * 2 * 20
        assert all(journal.went_over > 1 for journal in servers.journals)
        data = str(servers.programs[0].data)
        kept = Settings(data=data, database=settings.database)
        findings = doctor.examine(kept, tmp_path, 0.0)
        (found,) = [one for one in findings if one.name == "database"]
        assert found.well, found.said


def test_a_database_that_crashes_under_load_has_all_that_was_acknowledged(
    tmp_path: Path, mortal: Cluster, mortal_url: str
) -> None:
    with rolling(tmp_path / "servers", SEED, "--database", mortal_url) as servers:
        for journal in servers.journals:
            journal.forgives = True
        servers.begin()
        for _ in range(CRASHES):
            servers.wait(30)
            mortal.stop("immediate")
            mortal.start()
        servers.wait(30)
        servers.end()
        assert servers.settle() > CRASHES * 20
        assert any(journal.went_over for journal in servers.journals)
