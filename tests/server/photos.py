"""What a client attached to its revisions, and what it was promised of that."""

import random
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx
from msgspec import msgpack

from tests.server.asking import answered

CHUNK = 65_536
LENGTHS = (CHUNK + 16, 2048 + 16)
OCTETS = {"content-type": "application/octet-stream"}


@dataclass
class Photo:
    """Sealed chunks, which nobody at the server can tell from random bytes."""

    id: bytes
    revision: bytes
    chunks: list[bytes]
    begun: bool = False
    kept: set[int] = field(default_factory=set[int])

    @property
    def path(self) -> str:
        """Its address."""
        return f"/api/blobs/{self.id.hex()}"

    def beginning(self) -> dict[str, Any]:
        """The body of POST /api/blobs."""
        size = sum(LENGTHS)
        numbers = {"chunks": len(LENGTHS), "chunk": CHUNK, "bytes": size}
        return {"id": self.id, "revision": self.revision, **numbers}


class Photos:
    """All of one account. What is promised is noted once it was answered."""

    def __init__(self, http: httpx.Client, seed: int) -> None:
        self._http = http
        self._chance = random.Random(seed ^ 0x70686F)
        self._photos: list[Photo] = []

    def attach(self, revision: bytes) -> None:
        """Begin one and send it. Raises UnansweredError."""
        random_bytes = self._chance.randbytes
        photo = Photo(random_bytes(16), revision, [random_bytes(size) for size in LENGTHS])
        self._photos.append(photo)
        self._send(photo)

    def settle(self, purged: set[bytes]) -> None:
        """What was promised is there byte for byte, and what was erased is not; the rest is sent.

        Raises AssertionError, UnansweredError.
        """
        for photo in self._photos:
            if photo.revision in purged:
                assert self._http.get(photo.path).status_code == 404, "a photo outlived its words"
                continue
            if photo.begun:
                found = msgpack.decode(answered(lambda at=photo: self._http.get(at.path)).content)
                assert photo.kept.isdisjoint(found["missing"]), "a chunk is missing"
            for index in photo.kept:
                path = f"{photo.path}/{index}"
                answer = answered(lambda at=path: self._http.get(at))
                assert answer.content == photo.chunks[index], "a chunk is another"
            self._send(photo)
        self._photos = [photo for photo in self._photos if photo.revision not in purged]

    def _send(self, photo: Photo) -> None:
        body = msgpack.encode(photo.beginning())
        found = msgpack.decode(
            answered(lambda: self._http.post("/api/blobs", content=body)).content
        )
        photo.begun = True
        assert photo.kept.isdisjoint(found["missing"]), "a chunk is missing"
        for index in found["missing"]:
            path = f"{photo.path}/{index}"
            put = partial(self._http.put, path, content=photo.chunks[index], headers=OCTETS)
            answered(put)
            photo.kept.add(index)
