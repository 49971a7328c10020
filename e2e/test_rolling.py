"""A release is put in place server by server while people write, and nobody notices."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bench.contenders import BUCKETS
from e2e.conftest import NewPhone
from e2e.journeys import Device
from tests.pair import Pair
from tests.postgresql import Cluster
from tests.store.rolling import CLIENTS, Rolling

PASSPHRASE = "otter lantern quiet harbour"
ROUNDS = 2
SEED = 26


@pytest.fixture
def practice(tmp_path: Path, cluster: Cluster) -> Iterator[Pair]:
    """Two servers on one database, which take as much as comes: others write without a pause."""
    pair = Pair(tmp_path, *BUCKETS, database=cluster.make())
    pair.start()
    yield pair
    pair.stop()


def test_servers_end_and_start_in_turn_under_load_and_no_acknowledged_word_is_lost(
    phone: Device, new_phone: NewPhone, practice: Pair
) -> None:
    phone.begin(PASSPHRASE)
    written = ["Before"]
    phone.write(written[0])
    kit = phone.turn_on_backup(practice.invite())
    phone.go_home()
    phone.wait_backed_up()

    def write(text: str) -> None:
        phone.write(text)
        phone.wait_backed_up()
        written.append(text)

    codes = [practice.invite() for _ in range(CLIENTS)]
    with closing(Rolling([practice], codes, SEED)) as others:
        others.begin()
        for at in range(ROUNDS):
            for name, server in zip(("one", "two"), practice.servers, strict=True):
                others.wait(20)
                assert server.stop() == 0
                write(f"While {name} is away, {at}")
                others.wait(20)
                server.start()
                write(f"When {name} is back, {at}")
        others.end()
        assert others.settle() > ROUNDS * 2 * 20

    two = new_phone("two")
    two.open()
    two.join(kit, PASSPHRASE)
    two.sees(*written)
    assert sorted(two.entries()) == sorted(written)
