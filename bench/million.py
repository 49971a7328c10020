"""What a million accounts ask of a service, in sums: `python -m bench.million` prints the table.

The table stands in docs/scale.md, and a test compares them. What is assumed of people is `People`;
what a thing takes was measured by `python -m bench.slices`.
"""

from collections.abc import Iterator

from msgspec import Struct

DAY, HOUR, YEAR = 86_400, 3_600, 365
KIB, MIB, GIB, TIB = 2**10, 2**20, 2**30, 2**40


class People(Struct, frozen=True):
    """Assumed, and rather too much than too little; nobody's use is counted anywhere."""

    accounts: int = 1_000_000
    write: float = 0.3  # of them on one day
    devices: float = 2.0  # of each
    links: float = 6.0  # of one who writes, a day: an entry, a check-in, what is changed later
    revisions: float = 8.0  # in these
    joining: float = 0.5  # devices of one account, a year: each fetches all that is there
    openings: float = 5.0  # of the app, over all devices
    minutes: float = 15.0  # in which it is in view, over all devices
    photos: float = 0.3  # and voice notes
    rush: float = 0.12  # of a day in its fullest hour


class Sizes(Struct, frozen=True):
    """Bytes; the first three by `bench.slices`, with their indexes."""

    revision: int = 1_726  # of 1 KiB, with a link of its own
    account: int = 5_544  # before the first word: roster, wraps, device, sessions
    wal: int = 54_189  # of one push, the first of its account since a checkpoint: whole pages
    photo: int = 560 * KIB  # sealed, with its preview
    chunks: int = 4  # three of 256 KiB at most and a preview: objects in S3
    backend: int = 10 * MIB  # of a connection, inside PostgreSQL
    stream: int = 30 * KIB  # of an open event stream, inside a server


SECONDS = 55  # that a stream lasts (setting `events_seconds`)
STREAMS = 2_000  # of one server (setting `events_at_once`)
CONNECTIONS = 9  # of one server: its pool and the one that listens
LISTED = 1_000  # objects that one request to S3 lists
SWEEPS = 24  # a day, of each server
PACK = 256 * KIB  # bytes of bodies in one object, as it is planned


class Sums(Struct, frozen=True):
    """What follows from both."""

    people: People = People()
    sizes: Sizes = Sizes()

    @property
    def writing(self) -> float:
        """People who write on one day."""
        return self.people.accounts * self.people.write

    @property
    def pushes(self) -> float:
        """A second, in the fullest hour."""
        return self._rushed(self.writing * self.people.links)

    @property
    def openings(self) -> float:
        """Of the app a second, then: each asks for the head and opens a stream."""
        return self._rushed(self.writing * self.people.openings)

    @property
    def pulls(self) -> float:
        """A second, then: what one device wrote, all others fetch."""
        return self.pushes * (self.people.devices - 1)

    @property
    def streams(self) -> float:
        """Open at once, then."""
        return self._rushed(self.writing * self.people.minutes * 60)

    @property
    def renewals(self) -> float:
        """Of streams a second, then; each is a look-up of a session."""
        return self.streams / SECONDS

    @property
    def servers(self) -> int:
        """Processes that hold the streams at three quarters of what they may."""
        return -int(-self.streams // (0.75 * STREAMS))

    @property
    def rows(self) -> float:
        """Bytes of the database after a year."""
        of_words = self.writing * self.people.revisions * YEAR * self.sizes.revision
        return of_words + self.people.accounts * self.sizes.account

    @property
    def photos(self) -> float:
        """A day."""
        return self.writing * self.people.photos

    @property
    def objects(self) -> float:
        """In S3 after a year."""
        return self.photos * YEAR * self.sizes.chunks

    def _rushed(self, of_a_day: float) -> float:
        return of_a_day * self.people.rush / HOUR


def table(slices: int = 64) -> Iterator[str]:
    """Markdown: the whole, and one of so many slices."""
    sums = Sums()
    yield f"| in the fullest hour | a million | one of {slices} slices |"
    yield "|---|---|---|"
    for what, value, unit in (*_hour(sums), *_kept(sums)):
        yield f"| {what} | {_said(value)}{unit} | {_said(value / slices)}{unit} |"


def _hour(sums: Sums) -> Iterator[tuple[str, float, str]]:
    yield "pushes", sums.pushes, " /s"
    yield "the app opened: one head, one stream", sums.openings, " /s"
    yield "pages pulled by other devices", sums.pulls, " /s"
    yield "event streams open", sums.streams, ""
    yield f"streams opened anew, each {SECONDS} s", sums.renewals, " /s"
    yield "wake-ups by NOTIFY, to each server", sums.pushes, " /s"
    yield "write-ahead log", sums.pushes * sums.sizes.wal / KIB, " KiB/s"
    yield "chunks of attachments put", _rush_of_chunks(sums), " /s"
    yield (
        "bytes of these",
        _rush_of_chunks(sums) * sums.sizes.photo / sums.sizes.chunks / KIB,
        " KiB/s",
    )


def _rush_of_chunks(sums: Sums) -> float:
    return sums.photos * sums.sizes.chunks * sums.people.rush / HOUR


def _kept(sums: Sums) -> Iterator[tuple[str, float, str]]:
    yield "revisions a day", sums.writing * sums.people.revisions, ""
    yield "rows after a year, with indexes", sums.rows / GIB, " GiB"
    yield "objects in S3 after a year", sums.objects, ""
    yield "bytes of these", sums.photos * YEAR * sums.sizes.photo / GIB, " GiB"


def connections() -> str:
    """Markdown: how many servers, and what they need of PostgreSQL."""
    sums = Sums()
    count = sums.servers * CONNECTIONS
    of_backends, of_streams = (
        count * sums.sizes.backend / MIB,
        sums.streams * sums.sizes.stream / MIB,
    )
    return (
        f"**{sums.servers} servers** hold these streams, each three quarters of the {STREAMS:,}"
        f" that it may. With {CONNECTIONS} connections each (its pool and one that listens) that"
        f" makes {count} to PostgreSQL, some {of_backends:,.0f} MiB there; the streams take"
        f" {of_streams:,.0f} MiB."
    )


def requests() -> Iterator[str]:
    """Markdown: requests to S3 of a day after the first year, of the whole."""
    sums = Sums()
    put = sums.photos * sums.sizes.chunks
    lists = sums.objects / LISTED
    yield "| requests to S3 a day | as it is built | as it is planned |"
    yield "|---|---|---|"
    yield f"| PUT of chunks | {_said(put)} | {_said(put)} |"
    fetched = put * (sums.people.devices - 1)
    yield f"| GET by the other devices | {_said(fetched)} | {_said(fetched)} |"
    swept = lists * SWEEPS * sums.servers
    yield f"| LIST of the sweep | {_said(swept)} | {_said(lists / 30)} |"
    packs = sums.writing * sums.people.revisions * KIB / PACK
    yield f"| PUT of packs of bodies | 0 | {_said(packs)} |"
    yield f"| GET of packs, by new devices | 0 | {_said(packs * sums.people.joining)} |"


def _said(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


if __name__ == "__main__":
    print("\n".join([*table(), "", connections(), "", *requests()]))
