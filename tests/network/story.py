"""One story: two phones write on a bad network, then on a good one, and end with the same words."""

from collections.abc import Mapping, Sequence

from tests.network.cases import Case
from tests.network.phones import Phones, Seen
from tests.network.stage import Stage

ROUNDS = 2
BETWEEN = 60.0
"""Virtual seconds from one look at the phones to the next."""
LOOKS = 60
"""Within which both have to agree by themselves: an hour."""
MOST = 60
"""Words of one account; the next story begins with another."""


def play(stage: Stage, case: Case) -> None:
    """Raises AssertionError with the case's name where words are lost or doubled, or wait."""
    phones, words = stage.phones, _words(stage)
    stage.words = []  # after a story that ends badly the next one begins anew
    before = phones.kept()
    phones.sign_out()
    said: set[str] = set()
    with stage.disturbed(case):
        for at in range(ROUNDS):
            words += [_write(phones, who, f"{case.name}, round {at}") for who in (0, 1)]
            phones.look()
            phones.wait(BETWEEN)
            said |= {notice for one in phones.see() for notice in one.notices}
    seen = _agreed(phones, words, case.name)
    said |= {notice for one in seen for notice in one.notices}
    allowed = {"healed", "tampered"} if case.spoils else set[str]()
    assert said <= allowed, f"{case.name}: a person was told {said}"
    _check_kept(case.name, before, phones.kept(), seen[0].seq)
    stage.words = words


def _words(stage: Stage) -> list[str]:
    """What both phones hold: of the story before, or of a new account after many."""
    if 0 < len(stage.words) < MOST:
        return stage.words
    phones = stage.phones
    phones.begin(stage.practice.url, [line.address for line in stage.lines], stage.invitation())
    words = [_write(phones, who, "before") for who in (0, 1)]
    _agreed(phones, words, "a new account")
    return words


def _write(phones: Phones, who: int, text: str) -> str:
    phones.write(who, f"{text}, on {who}")
    return f"{text}, on {who}"


def _agreed(phones: Phones, words: Sequence[str], name: str) -> list[Seen]:
    """What both show once they agree, with nobody touching them."""
    seen: list[Seen] = []
    for _ in range(LOOKS):
        phones.wait(BETWEEN)
        seen = phones.see()
        one, other = seen
        if one == other and one.saving == "backed-up" and sorted(one.texts) == sorted(words):
            return seen
    raise AssertionError(f"{name}: after an hour on a good network\n" + "\n".join(map(str, seen)))


def _check_kept(name: str, before: Mapping[str, int], after: Mapping[str, int], seq: int) -> None:
    """The server holds each link of the log, and each word once."""
    assert after["link"] == seq, f"{name}: {after['link']} links at position {seq}"
    written = after["revision"] - before["revision"]
    assert written == 2 * ROUNDS, f"{name}: {written} revisions of {2 * ROUNDS} entries"
