"""A program that keeps chunks and lets go of them, for a test that ends it at any step.

It says what is done, line by line; the account is begun by who starts it.
"""

import asyncio
import sys

from small_moments.blob import BlobId
from small_moments.layout import RevisionId
from small_moments.settings import Settings
from small_moments.store import opening

from tests.server.person import Person
from tests.store.attaching import ROOM, SMALL
from tests.store.written import account_of, pushed

BLOB, OTHER = BlobId(b"b" * 16), BlobId(b"o" * 16)
CHUNK = b"sealed" * 10


async def work(folder: str) -> None:
    person = Person()
    person.registration(None)
    first, second = person.write(), person.write()
    person.push(first, second)
    async with opening.opened(Settings(data=folder)) as store:
        state = await store.state(account_of(person))
        assert state is not None
        for blob, revision in ((BLOB, first), (OTHER, second)):
            await store.blobs.begin(state, blob, RevisionId(revision.id), SMALL, ROOM)
            await store.blobs.put(state, blob, 0, CHUNK)
            say(f"kept {blob.hex()}")
        say("purging")
        await pushed(store, state, person.purge(first.id))
        say("purged")
        await store.blobs.sweep()
        say("swept")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1]))
