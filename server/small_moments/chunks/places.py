"""The place for chunks that the settings name."""

from pathlib import Path

from small_moments.chunks.chunks import Chunks
from small_moments.chunks.files import FOLDER, Files
from small_moments.settings import Settings


def of(settings: Settings) -> Chunks:
    """The folder `blobs` in the data folder."""
    return Files(Path(settings.data) / FOLDER)
