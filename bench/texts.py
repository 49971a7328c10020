"""Pages of about 1 KB, the same in every run: plain words in an order that means nothing."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.made_account import Page

WORDS = (  # noqa: SIM905
    "apple autumn basket bench birch bread bridge candle chair cloud copper corner cotton cup door "
    "early evening fern field finch flour frost garden glass grass harbour hazel heron honey hour "
    "island kettle kitchen lamp lane lantern late leaf letter linen little maple meadow mill mint "
    "moon morning moss night north oat olive orchard otter paper path pear pebble pine plum pond "
    "quiet rain reed river road robin roof root rope rye salt sand shell shore silver slow small "
    "snow soap soft south spring steps stone street summer table tea thread tide timber tower "
    "train valley violet wall walnut warm water wave weir west wheat willow window winter wool"
).split()
SIZE = 1024
LAST = datetime(2026, 11, 20, 20, tzinfo=UTC)


def pages(count: int) -> Iterator[Page]:
    """Three a day, the last one on a fixed day."""
    chance = random.Random(count)
    for at in range(count):
        when = LAST - timedelta(hours=8 * (count - at))
        yield Page(when.date().isoformat(), _text(chance), int(when.timestamp() * 1000))


def _text(chance: random.Random) -> str:
    words: list[str] = []
    size = 0
    while size < SIZE:
        words.append(chance.choice(WORDS))
        size += len(words[-1]) + 1
    return " ".join(words)
