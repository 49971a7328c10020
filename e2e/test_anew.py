"""What lay under a key that someone may have held is sealed again, and leaves the server."""

from pathlib import Path

from small_moments_protocol import Refused
from small_moments_protocol.aead import open_sealed
from small_moments_protocol.chain import Carried
from small_moments_protocol.dump import Dump, open_dump, parse_dump
from small_moments_protocol.epoch import data_key
from small_moments_protocol.journal import entries
from small_moments_protocol.kit import Kit, parse_kit_text
from small_moments_protocol.member import KIT, kit_keys
from small_moments_protocol.revision import parse_header
from small_moments_protocol.roster import parse_roster
from small_moments_protocol.wrap import open_wrap, parse_wrap

from e2e import database, keys
from e2e.conftest import NewPhone
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"


def test_everything_is_sealed_again_and_the_older_key_opens_nothing_that_is_left(
    new_phone: NewPhone, practice: Program, tmp_path: Path
) -> None:
    one, two = new_phone("one"), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    page = one.write("A page")
    one.edit(page, "A page, changed")
    one.delete(one.write("Put into the trash"))
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    two.open()
    two.join(kit, PASSPHRASE)
    keys.look(one)
    keys.make_sheet(one)
    keys.withdraw_sheet(one)
    one.go_home()
    one.wait_backed_up()
    old = database.bodies(practice.data)
    before = _dump(practice, kit, tmp_path / "before.dump")
    assert _epochs(before) == {1}
    assert _opened(before, _first_key(before, kit)) == len(old) == 4

    keys.look(one)
    keys.seal_again(one)
    one.go_home()
    one.wait_backed_up()
    after = _dump(practice, kit, tmp_path / "after.dump")
    assert _epochs(after) == {2}
    assert _opened(after, _first_key(after, kit)) == 0
    assert _read(after, kit) == _read(before, kit)
    with database.stopped(practice) as data:
        for body in old:
            assert database.holding(data, body[12:60]) == []

    two.wait_backed_up()
    two.restart()
    two.unlock(PASSPHRASE)
    two.wait_backed_up()
    two.lists("A page, changed")
    two.open_history(page)
    assert two.page.get_by_text("A page", exact=True).count() > 0


def _dump(practice: Program, kit: str, path: Path) -> Dump:
    practice.run("dump", parse_kit_text(kit).account.hex(), str(path), "--data", str(practice.data))
    return parse_dump(path.read_bytes())


def _bodies(dump: Dump) -> list[tuple[bytes, bytes]]:
    """Header and body of whatever has a body."""
    return [
        (one.header, one.body)
        for link in dump.links
        for one in link.revisions
        if one.body is not None
    ]


def _epochs(dump: Dump) -> set[int]:
    return {parse_header(header).epoch for header, _ in _bodies(dump)}


def _first_key(dump: Dump, kit: str) -> bytes:
    """The key of the first epoch, as whoever held the kit then had it."""
    seeds = kit_keys(parse_kit_text(kit), PASSPHRASE)
    member = seeds.member(KIT)
    rosters = {one.hash: one for one in map(parse_roster, _rosters(dump.links))}
    (mine,) = [
        data
        for data in dump.wraps
        if parse_wrap(data).member == member.id and parse_wrap(data).epoch == 1
    ]
    return open_wrap(mine, rosters[parse_wrap(mine).roster], member.id, seeds.kem_seed)


def _rosters(links: tuple[Carried, ...]) -> list[bytes]:
    return [link.roster for link in links if link.roster is not None]


def _opened(dump: Dump, key: bytes) -> int:
    """How many bodies a key opens, under the first epoch's number or under that of the header."""
    return sum(
        any(_opens(dump.account, epoch, key, header, body) for epoch in {1, named})
        for header, body in _bodies(dump)
        for named in [parse_header(header).epoch]
    )


def _opens(account: bytes, epoch: int, key: bytes, header: bytes, body: bytes) -> bool:
    try:
        open_sealed(data_key(account, epoch, key), body, header)
    except Refused:
        return False
    return True


def _read(dump: Dump, kit: str) -> list[tuple[str, tuple[str, ...], bool]]:
    paper: Kit = parse_kit_text(kit)
    found = entries(open_dump(dump, paper, PASSPHRASE).revisions)
    return [(one.day, one.texts, one.trashed) for one in found]
