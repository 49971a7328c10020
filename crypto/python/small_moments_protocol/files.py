"""Attachments of a dump or an archive, written out as files that anyone can look at."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

import msgspec

from small_moments_protocol.archive import ArchivedFile
from small_moments_protocol.attachment import SHOWN, Attachment, parse_attachment
from small_moments_protocol.blob import BlobKey, BlobOpener
from small_moments_protocol.canonical import Value
from small_moments_protocol.errors import Refused
from small_moments_protocol.journal import Written


class Taken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of each attachment, by the name of its file."""

    written: list[str]
    missing: list[str]
    damaged: list[str]


def attachments_in(fields: Mapping[str, Value]) -> Iterator[Attachment]:
    """Those that this version knows."""
    for name, value in fields.items():
        try:
            yield parse_attachment(name, value)
        except Refused:  # another field, or an attachment of a newer version
            continue


def attached(revisions: Iterable[Written]) -> dict[str, Attachment]:
    """Every attachment that a revision names, those taken out again too, by its file's name."""
    found: dict[bytes, tuple[str, Attachment]] = {}
    for one in revisions:
        for attachment in attachments_in(one.content.fields):
            found.setdefault(attachment.blob.id, (file_name(attachment), attachment))
    return dict(sorted(found.values(), key=lambda pair: pair[0]))


def file_name(attachment: Attachment) -> str:
    """Of the day on which it was attached, its id and a known ending: no words of anybody's."""
    day = datetime.fromtimestamp(min(attachment.at, 2**47) / 1000, UTC)
    return f"{day:%Y-%m-%d}-{attachment.blob.id.hex()}.{SHOWN.get(attachment.type, 'bin')}"


class Staged:
    """Contents that lie aside until it is known that all is good."""

    def __init__(self, folder: Path, aside: Path) -> None:
        self._folder = folder
        self._aside = aside
        self._archived: set[ArchivedFile] = set()
        self._opened: set[bytes] = set()
        self._damaged: set[bytes] = set()

    def keep(self, file: ArchivedFile) -> Callable[[bytes], object]:
        """For `read_archive`, which says itself whether the content is the one of its digest."""
        self._archived.add(file)
        return self._writer(file.digest)

    def open_blobs(self, account: bytes, found: Iterable[Attachment], blobs: Path) -> None:
        """Open those whose sealed chunks lie in the folder `blobs`, each in a file of its id."""
        for one in found:
            sealed = blobs / one.blob.id.hex()
            if sealed.is_file():
                try:
                    self._open_blob(account, one.blob, sealed)
                except Refused:
                    self._damaged.add(one.blob.id)
                else:
                    self._opened.add(one.blob.id)

    def settle(self, found: Mapping[str, Attachment]) -> Taken:
        """Give each its name. Raises FileExistsError rather than take a place that is taken."""
        taken = Taken([], [], [])
        for name, one in found.items():
            content = self._content(one.blob)
            if content is not None:
                with content.open("rb") as source, (self._folder / name).open("xb") as target:
                    copyfileobj(source, target)
                taken.written.append(name)
            elif one.blob.id in self._damaged:
                taken.damaged.append(name)
            else:
                taken.missing.append(name)
        return taken

    def _content(self, blob: BlobKey) -> Path | None:
        """Where it lies, if it is whole."""
        if blob.id in self._opened:
            return self._path(blob.id)
        file = ArchivedFile(blob.digest, blob.size, blob.chunk)
        return self._path(blob.digest) if file in self._archived else None

    def _open_blob(self, account: bytes, blob: BlobKey, sealed: Path) -> None:
        opener, write = BlobOpener(account, blob), self._writer(blob.id)
        with sealed.open("rb") as source:
            for index in range(opener.shape.chunks):
                write(opener.open(index, source.read(opener.sealed_length(index))))
            if source.read(1):
                raise Refused("length", "expected no byte after the last chunk")
        opener.finish()

    def _writer(self, place: bytes) -> Callable[[bytes], object]:
        path = self._path(place)
        path.write_bytes(b"")

        def write(part: bytes) -> None:
            with path.open("ab") as file:
                file.write(part)

        return write

    def _path(self, place: bytes) -> Path:
        return self._aside / place.hex()


@contextmanager
def staged(folder: Path) -> Generator[Staged]:
    """A place for contents beside their names in `folder`, gone at the end whatever happens."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".opening-", dir=folder) as aside:
        yield Staged(folder, Path(aside))
