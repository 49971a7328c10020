"""Pages of about 1 KB, the same in every run: plain words in an order that means nothing."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from small_moments_protocol.canonical import Value

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


def noted(count: int) -> Iterator[Page]:
    """As many records of the kinds that the patterns are drawn from, four a day."""
    chance = random.Random(count)
    promised: list[str] = []
    for at in range(count):
        when = LAST - timedelta(hours=6 * (count - at))
        kind, fields, record = _noted(chance, at, promised)
        text = " ".join(chance.choices(WORDS, k=8)) if kind != "check-in" else ""
        yield Page(
            when.date().isoformat(), text, int(when.timestamp() * 1000), kind, fields, record
        )


def _noted(
    chance: random.Random, at: int, promised: list[str]
) -> tuple[str, dict[str, Value], bytes | None]:
    """Kind, fields and, for words that something is seen of later, an id; `promised` keeps it."""
    where = chance.choice(("others", "world", "self"))
    match at % 4:
        case 0:
            signs = ("overthinking", "disbelief", "distance", "anger", "guard")
            return "check-in", {sign: chance.randint(0, 10) for sign in signs}, None
        case 1:
            return "moment", {"turn": chance.choice(("towards", "away")), "direction": where}, None
        case 2:
            record = chance.randbytes(16)
            promised.append(record.hex())
            return "promise", {"direction": where}, record
        case _:
            seen = chance.choice(("yes", "partly", "no", "unclear"))
            return "sighting", {"of": chance.choice(promised), "match": seen}, None


def _text(chance: random.Random) -> str:
    words: list[str] = []
    size = 0
    while size < SIZE:
        words.append(chance.choice(WORDS))
        size += len(words[-1]) + 1
    return " ".join(words)
