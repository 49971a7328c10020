"""What is attached to revisions: blobs, in sealed chunks (spec section HTTP, R80 to R90)."""

from collections.abc import Generator
from contextlib import contextmanager

from litestar import Response, get, post, put
from litestar.di import NamedDependency

from small_moments import blob, intake
from small_moments.blob import BlobId, Numbers
from small_moments.bodies import Beginning, Blob, References
from small_moments.callers import Caller, same_origin
from small_moments.desk import ApiRequest, Desk, answer
from small_moments.layout import RefusedError, RevisionId
from small_moments.problems import READING, STORING, ProblemError, Slug
from small_moments.store import blobs as kept
from small_moments.store.blobs import Blob as Kept

CHUNK_COST = 0.1  # of a token: a photo of a hundred chunks is ten requests
PER_TOKEN = 8  # blobs that one token refers
MEDIA_TYPE = "application/octet-stream"

_ID = {"id": {"type": "string", "pattern": "^[0-9a-f]{32}$"}}
_CHUNK = {"path": {**_ID, "index": {"type": "integer", "minimum": 0}}, "cost": CHUNK_COST}
_REVISION: tuple[Slug, ...] = ("revision-unknown", "revision-purged")

_SLUGS: dict[type[kept.BlobError], Slug] = {
    kept.RevisionUnknownError: "revision-unknown",
    kept.RevisionPurgedError: "revision-purged",
    kept.BlobTakenError: "blob-taken",
    kept.BlobUnknownError: "blob-unknown",
    kept.ChunkTakenError: "chunk-taken",
    kept.ChunkMissingError: "chunk-missing",
    kept.AccountFullError: "account-full",
}


@contextmanager
def _telling() -> Generator[None]:
    """What the store refuses, as a problem."""
    try:
        yield
    except kept.BlobError as refused:
        raise ProblemError(_SLUGS[type(refused)]) from None


@post(
    "/blobs",
    status_code=200,
    guards=[same_origin],
    opt={
        "body": Beginning,
        "answer": Blob,
        "problems": (
            *(*STORING, *_REVISION),
            *("not-signed-in", "blob-taken", "account-full", "refused"),
        ),
    },
)
async def begin(
    request: ApiRequest, desk: NamedDependency[Desk], caller: NamedDependency[Caller]
) -> Response[bytes]:
    """Begin a blob that a revision names; the same again refers it from that one too."""
    body = await desk.read(request, Beginning)
    numbers = Numbers(body.chunks, body.chunk, body.bytes)
    _check(numbers, desk.settings.blob_bytes)
    with _telling():
        found = await desk.store.blobs.begin(
            caller.state,
            *(BlobId(body.id), RevisionId(body.revision), numbers),
            room=desk.settings.account_bytes,
        )
    return answer(_shown(found))


def _check(numbers: Numbers, most: int) -> None:
    try:
        blob.check(numbers)
    except RefusedError as refused:
        raise _refused(refused) from None
    if numbers.bytes > most:
        raise ProblemError("too-large", f"bytes: more than {most}", field="bytes")


def _refused(refused: RefusedError) -> ProblemError:
    detail, extra = f"{refused.field}: {refused.kind}", {"kind": refused.kind}
    return ProblemError("refused", detail, field=refused.field, extra={**extra})


def _shown(found: Kept) -> Blob:
    numbers = found.numbers
    return Blob(numbers.chunks, numbers.chunk, numbers.bytes, found.missing)


@get(
    "/blobs/{id:str}",
    opt={
        "answer": Blob,
        "path": _ID,
        "problems": (*READING, "blob-unknown"),
    },
)
async def find(
    request: ApiRequest, desk: NamedDependency[Desk], caller: NamedDependency[Caller]
) -> Response[bytes]:
    """A blob's numbers, and which of its chunks are not there."""
    with _telling():
        return answer(_shown(await desk.store.blobs.find(caller.state, _id(request))))


@put(
    "/blobs/{id:str}/{index:str}",
    status_code=204,
    guards=[same_origin],
    opt={
        **_CHUNK,
        "takes": (MEDIA_TYPE,),
        "problems": (*STORING, "not-signed-in", "refused", "blob-unknown", "chunk-taken", "busy"),
    },
)
async def keep(
    request: ApiRequest, desk: NamedDependency[Desk], caller: NamedDependency[Caller]
) -> None:
    """Keep a sealed chunk: it is on the disk when this is answered."""
    named, index = _id(request), _index(request)
    with _telling(), desk.carrying.place():
        numbers = await desk.store.blobs.numbers(caller.state, named, index)
        content = await _content(request, desk, numbers.length(index))
        await desk.store.blobs.put(caller.state, named, index, content)


async def _content(request: ApiRequest, desk: Desk, length: int) -> bytes:
    intake.expect(request, MEDIA_TYPE)
    content = await intake.read(request, blob.MOST_SEALED, desk.settings.body_seconds)
    if len(content) != length:
        raise _refused(RefusedError("length", "body"))
    return content


@get(
    "/blobs/{id:str}/{index:str}",
    opt={
        **_CHUNK,
        "gives": MEDIA_TYPE,
        "problems": (*READING, "blob-unknown", "chunk-missing", "busy"),
    },
)
async def chunk(
    request: ApiRequest, desk: NamedDependency[Desk], caller: NamedDependency[Caller]
) -> Response[bytes]:
    """A sealed chunk."""
    with _telling(), desk.carrying.place():
        content = await desk.store.blobs.read(caller.state, _id(request), _index(request))
    return Response(content, media_type=MEDIA_TYPE)


@post(
    "/blobs/references",
    status_code=204,
    guards=[same_origin],
    opt={
        "body": References,
        "problems": (*STORING, *_REVISION, "not-signed-in", "blob-unknown"),
    },
)
async def refer(
    request: ApiRequest, desk: NamedDependency[Desk], caller: NamedDependency[Caller]
) -> None:
    """A revision names these blobs: all of them or, where one is not there, none."""
    body = await desk.read(request, References)
    desk.accounts.take(caller.account, len(body.blobs) / PER_TOKEN)
    named = [BlobId(one) for one in body.blobs]
    with _telling():
        await desk.store.blobs.refer(caller.state, RevisionId(body.revision), named)


def _id(request: ApiRequest) -> BlobId:
    """What has not the form of an id is the id of nothing."""
    found = blob.read_id(request.path_params["id"])
    if found is None:
        raise ProblemError("blob-unknown")
    return found


def _index(request: ApiRequest) -> int:
    found = blob.read_index(request.path_params["index"])
    if found is None:
        raise ProblemError("blob-unknown")
    return found
