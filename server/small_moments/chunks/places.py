"""The place for chunks that the settings name. What speaks S3 is loaded only where it is wanted."""

from importlib.util import find_spec
from pathlib import Path

from small_moments.chunks.chunks import Chunks
from small_moments.chunks.files import FOLDER, Files
from small_moments.settings import Settings
from small_moments.store.answering import Tell, to_nobody
from small_moments.store.errors import StoreError


def of(settings: Settings, tell: Tell = to_nobody) -> Chunks:
    """A bucket, or the folder `blobs` in the data folder. Raises StoreError.

    `tell` is told, once each, that a bucket does not answer and that it does again.
    """
    if not settings.blobs:
        return Files(Path(settings.data) / FOLDER)
    if find_spec("obstore") is None:
        raise StoreError("for S3, obstore is missing: pip install 'small-moments[s3]'")
    from small_moments.chunks import s3  # noqa: PLC0415

    return s3.of(settings, tell)
