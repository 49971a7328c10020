"""[A11] [A12] [A13] [A17] [A22] What TypeScript refuses Python refuses, for the same reason."""

from pathlib import Path

from tests.counts import Counts
from tests.hostile.crooked_logs import judged


def test_every_crooked_link_is_refused_for_the_same_reason_in_both_languages(
    node: str, tmp_path: Path, counts: Counts
) -> None:
    tried = judged(node, tmp_path, most=18)
    assert set(tried) == {11, 12, 13, 17, 22}
    for attack, number in tried.items():
        counts.add(f"hostile {attack}", number)
