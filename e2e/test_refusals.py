"""What is mistyped gets one calm sentence; nothing is lost and nobody is locked out."""

import pytest

from e2e.conftest import NewPhone
from e2e.journeys import Device, RefusedError
from tests.program import Program

PASSPHRASE = "otter lantern quiet harbour"
OTHER = "copper meadow winter violin"


def test_a_wrong_or_used_invitation_is_refused_and_a_right_one_works_afterwards(
    new_phone: NewPhone, practice: Program
) -> None:
    used = practice.invite()
    first, second = new_phone("first"), new_phone("second")
    first.open()
    first.begin(PASSPHRASE)
    first.turn_on_backup(used)
    second.open()
    second.begin(OTHER)
    second.write("Still here")
    for wrong in (used, "not-an-invitation"):
        with pytest.raises(RefusedError) as refused:
            second.turn_on_backup(wrong)
        assert str(refused.value) == second.words["backup.refused.invitation"]
    second.passphrase = "not these words at all"
    with pytest.raises(RefusedError) as refused:
        second.turn_on_backup(practice.invite())
    assert str(refused.value) == second.words["backup.refused.passphrase"]
    second.passphrase = OTHER
    second.turn_on_backup(practice.invite())
    second.wait_backed_up()
    assert second.entries() == ["Still here"]


def test_a_wrong_kit_or_passphrase_is_refused_without_saying_which(
    new_phone: NewPhone, practice: Program
) -> None:
    one, two = new_phone("one"), new_phone("two")
    one.open()
    one.begin(PASSPHRASE)
    one.write("On the first phone")
    kit = one.turn_on_backup(practice.invite())
    one.wait_backed_up()
    two.open()
    mistyped = kit[:20] + ("7" if kit[20] != "7" else "8") + kit[21:]
    for wrong, passphrase, sentence in (
        (mistyped, PASSPHRASE, "join.refused.checksum"),
        (kit[:-3], PASSPHRASE, "join.refused.length"),
        (kit, OTHER, "join.refused.kit-or-passphrase"),
    ):
        with pytest.raises(RefusedError) as refused:
            two.join(wrong, passphrase)
        assert str(refused.value) == two.words[sentence]
    two.join(kit.lower().replace(" ", ""), PASSPHRASE)
    two.lists("On the first phone")


def test_joining_refused_on_a_phone_with_entries_leaves_them_as_they_are(
    phone: Device, practice: Program, new_phone: NewPhone
) -> None:
    one = new_phone("one")
    one.open()
    one.begin(PASSPHRASE)
    kit = one.turn_on_backup(practice.invite())
    phone.begin(OTHER)
    phone.write("Mine from before")
    with pytest.raises(RefusedError):
        phone.join(kit, "not these words at all")
    assert phone.entries() == ["Mine from before"]
    phone.restart()
    phone.unlock(OTHER)
    assert phone.entries() == ["Mine from before"]
