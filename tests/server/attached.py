"""Attachments as a phone would send them, sealed by the reference implementation."""

import httpx
from msgspec import Struct
from small_moments_protocol import blob
from small_moments_protocol.blob import BlobKey

from tests.server.client import WRITE, Client, read
from tests.server.person import Body, Person

CHUNK = 65_536
SEALED = {"content-type": "application/octet-stream"}


class Attachment(Struct):
    """A content and its sealed chunks."""

    content: bytes
    key: BlobKey
    chunks: list[bytes]

    @property
    def path(self) -> str:
        """Its address."""
        return f"/api/blobs/{self.key.id.hex()}"

    def beginning(self, revision: bytes) -> Body:
        """The body of POST /api/blobs."""
        return {"id": self.key.id, "revision": revision, **self.numbers}

    @property
    def numbers(self) -> Body:
        """Its three numbers."""
        size = sum(map(len, self.chunks))
        return {"chunks": len(self.chunks), "chunk": self.key.chunk, "bytes": size}


def attached(person: Person, size: int = 150_000, chunk: int = CHUNK) -> Attachment:
    """A new attachment of so many bytes."""
    content = person.random(size)
    parts = [content[at : at + chunk] for at in range(0, size, chunk)]
    measured = blob.measure(parts, chunk)
    key = blob.new_blob(measured, person.random)
    sealer = blob.BlobSealer(person.account, key, measured)
    padding = [b""] * (sealer.shape.chunks - len(parts))
    sealed = [sealer.seal(index, part) for index, part in enumerate((*parts, *padding))]
    return Attachment(content, key, sealed)


async def put(client: Client, made: Attachment, index: int) -> httpx.Response:
    """Send one chunk."""
    return await client.send("PUT", f"{made.path}/{index}", made.chunks[index], {**WRITE, **SEALED})


async def send(client: Client, made: Attachment, revision: bytes) -> None:
    """Begin it and send all that is missing."""
    answer = await client.post("/api/blobs", made.beginning(revision))
    assert answer.status_code == 200, answer.text
    for index in read(answer)["missing"]:
        answer = await put(client, made, index)
        assert answer.status_code == 204, answer.text
    assert read(await client.get(made.path)) == {**made.numbers, "missing": []}


async def fetch(client: Client, person: Person, made: Attachment) -> bytes:
    """Get all chunks and open them (R85)."""
    opener, parts = blob.BlobOpener(person.account, made.key), list[bytes]()
    for index in range(len(made.chunks)):
        answer = await client.get(f"{made.path}/{index}")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["cache-control"] == "no-store"
        parts.append(opener.open(index, answer.content))
    opener.finish()
    return b"".join(parts)
