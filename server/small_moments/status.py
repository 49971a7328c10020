"""`GET /api/status`: which server this is, and its limits."""

from litestar import Response, get
from litestar.di import NamedDependency

from small_moments import __version__
from small_moments.bodies import Limits, Status
from small_moments.desk import Desk, answer


@get("/status", opt={"answer": Status, "problems": ("too-many-requests",)})
async def status(desk: NamedDependency[Desk]) -> Response[bytes]:
    """Which server this is, and its limits."""
    chosen = desk.settings
    limits = Limits(
        revision=chosen.revision_bytes,
        link_revisions=chosen.link_revisions,
        link_bytes=chosen.link_bytes,
        account_bytes=chosen.account_bytes,
        devices=chosen.devices,
        blob_bytes=chosen.blob_bytes,
    )
    return answer(Status(__version__, 1, limits))
