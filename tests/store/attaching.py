"""What a store has to say of blobs at any moment, kept beside it."""

import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from small_moments.blob import BlobId, Numbers
from small_moments.chain import State
from small_moments.chunks import files
from small_moments.layout import RevisionId
from small_moments.store import blobs
from small_moments.store.blobs import Blob, BlobError
from small_moments.store.store import Store

from tests.server.person import Person
from tests.store.written import begun, pushed

ROOM = 2**40
SMALL = Numbers(2, 65_536, 65_536 + 16 + 2048 + 16)
OTHER = Numbers(1, 65_536, 1024 + 16)


@dataclass
class Kept:
    """A blob that is there."""

    numbers: Numbers
    named_by: set[RevisionId]
    chunks: dict[int, bytes] = field(default_factory=dict[int, bytes])


class Journal:
    """An account whose blobs are known; each act is done to the store and to what is known."""

    def __init__(self, store: Store, folder: Path, seed: int) -> None:
        self.store = store
        self.chance = random.Random(seed)
        self.blobs: dict[BlobId, Kept] = {}
        self.ids = [BlobId(self.chance.randbytes(16)) for _ in range(5)]
        self.living: list[RevisionId] = []
        self.purged: list[RevisionId] = []
        self._folder = folder
        self._person = Person(seed)

    async def start(self) -> None:
        """Register."""
        self.state: State = await begun(self.store, self._person)

    async def write(self) -> None:
        """One more revision."""
        made = self._person.write()
        self.state = await pushed(self.store, self.state, self._person.push(made))
        self.living.append(RevisionId(made.id))

    async def begin(self) -> None:
        """A blob, by any revision, with any numbers."""
        blob, revision = self.chance.choice(self.ids), self._revision()
        numbers = self.chance.choice((SMALL, SMALL, SMALL, OTHER))
        known = self.blobs.get(blob)
        expected: type[BlobError] | None = self._refused(revision)
        if expected is None and known is not None and known.numbers != numbers:
            expected = blobs.BlobTakenError
        try:
            found = await self.store.blobs.begin(self.state, blob, revision, numbers, ROOM)
        except BlobError as error:
            assert type(error) is expected, error  # noqa: PT017
            return
        assert expected is None
        kept = self.blobs.setdefault(blob, Kept(numbers, set()))
        kept.named_by.add(revision)
        assert found == _shown(kept)

    async def refer(self) -> None:
        """Some blobs, by any revision."""
        some = self.chance.sample(self.ids, self.chance.randint(1, 2))
        revision = self._revision()
        expected: type[BlobError] | None = self._refused(revision)
        if expected is None and not set(some) <= set(self.blobs):
            expected = blobs.BlobUnknownError
        try:
            await self.store.blobs.refer(self.state, revision, some)
        except BlobError as error:
            assert type(error) is expected, error  # noqa: PT017
            return
        assert expected is None
        for blob in some:
            self.blobs[blob].named_by.add(revision)

    async def put(self) -> None:
        """A chunk of any blob."""
        blob, index = self.chance.choice(self.ids), self.chance.randrange(3)
        known = self.blobs.get(blob)
        content = self.chance.choice((b"a", b"b")) * 100
        expected: type[BlobError] | None = None
        if known is None or index >= known.numbers.chunks:
            expected = blobs.BlobUnknownError
        elif known.chunks.get(index, content) != content:
            expected = blobs.ChunkTakenError
        try:
            await self.store.blobs.put(self.state, blob, index, content)
        except BlobError as error:
            assert type(error) is expected, error  # noqa: PT017
            return
        assert expected is None
        assert known is not None
        known.chunks[index] = content

    async def purge(self) -> None:
        """Any revision, one that was purged before too."""
        revision = self._revision()
        if revision == bytes(32):
            return
        self.state = await pushed(self.store, self.state, self._person.purge(revision))
        if revision in self.living:
            self.living.remove(revision)
            self.purged.append(revision)
        for kept in self.blobs.values():
            kept.named_by.discard(revision)
        self.blobs = {blob: kept for blob, kept in self.blobs.items() if kept.named_by}

    async def sweep(self) -> None:
        """Nothing is ever left."""
        assert await self.store.blobs.sweep() == 0

    async def act(self) -> None:
        """Do one thing, and look at everything."""
        acts = (self.write, self.begin, self.begin, self.put, self.put, self.put, self.refer,
                self.purge, self.sweep)  # fmt: skip
        await self.chance.choice(acts)()
        await self.look()

    async def look(self) -> None:
        """Nothing living is gone, and nothing dead is there."""
        for blob in self.ids:
            if (kept := self.blobs.get(blob)) is None:
                with pytest.raises(blobs.BlobUnknownError):
                    await self.store.blobs.find(self.state, blob)
                continue
            assert await self.store.blobs.find(self.state, blob) == _shown(kept)
            for index, content in kept.chunks.items():
                assert await self.store.blobs.read(self.state, blob, index) == content
        rows = await self.store.rows(self.state)
        assert rows["account"][0]["blob_bytes"] == sum(
            kept.numbers.bytes for kept in self.blobs.values()
        )
        chunks = sum(len(kept.chunks) for kept in self.blobs.values())
        assert sum(1 for _ in files.listed(self._folder)) == len(rows["chunk"]) == chunks
        named = sum(len(kept.named_by) for kept in self.blobs.values())
        assert (len(rows["blob"]), len(rows["reference"])) == (len(self.blobs), named)

    def _revision(self) -> RevisionId:
        return self.chance.choice([*self.living, *self.purged[-3:], RevisionId(bytes(32))])

    def _refused(self, revision: RevisionId) -> type[BlobError] | None:
        if revision in self.purged:
            return blobs.RevisionPurgedError
        return None if revision in self.living else blobs.RevisionUnknownError


def _shown(kept: Kept) -> Blob:
    missing = [index for index in range(kept.numbers.chunks) if index not in kept.chunks]
    return Blob(kept.numbers, missing)
